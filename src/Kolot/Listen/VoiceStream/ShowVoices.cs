using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.VoiceStream;

/// <summary>Shows the stream of voices.</summary>
public sealed class ShowVoices(Stores stores, ReadStream stream, ChannelBalance balance)
{
    private const int PageSize = 30;

    /// <summary>What the page shows.</summary>
    public sealed record View(
        StreamQuery Query, StreamPage Page, int Count, IReadOnlyList<ChannelBalance.Line> Balance, IReadOnlyList<SavedView> Saved);

    /// <summary>Loads it.</summary>
    public async Task<View> Run(Member reader, StreamQuery query, CancellationToken cancel)
    {
        var page = await stream.Run(reader, query, PageSize, cancel);
        var count = await stream.Count(reader, query, cancel);
        await using var store = await stores.Open(reader.Organisation, cancel);
        var saved = await store.SavedViews.AsNoTracking().Where(view => view.MemberId == reader.Id || view.Shared)
            .OrderBy(view => view.Name).ToArrayAsync(cancel);
        return new(query, page, count, await balance.Of(reader, cancel), saved);
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapGet("/voices", Get).Needs(Right.ReadVoices);

    private static async Task<IResult> Get(HttpContext context, Visit visit, ShowVoices show)
    {
        var query = StreamQuery.FromAddress(context.Request.Query, visit.TimeZone);
        var view = await show.Run(visit.Here, query, context.RequestAborted);
        return new RazorComponentResult<VoicesPage>(new { View = view, Here = Address.Of(context.Request) });
    }
}
