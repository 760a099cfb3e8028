using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.Views;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Listen.VoiceStream;

/// <summary>Shows the stream of voices.</summary>
public sealed class ShowVoices(ReadStream stream, ChannelBalance balance, SaveView views)
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
        var saved = await views.Of(reader, "voices", cancel);
        return new(query, page, count, await balance.Of(reader, cancel), saved);
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapGet("/voices", Get).Needs(Right.ReadVoices);

    /// <summary>Its views can be saved.</summary>
    public static ViewedPage Views { get; } = new("voices", Right.ReadVoices, async (context, here, attempt) =>
    {
        var (visit, show) = (context.RequestServices.GetRequiredService<Visit>(), context.RequestServices.GetRequiredService<ShowVoices>());
        var view = await show.Run(visit.Here, StreamQuery.FromAddress(here.Collection, visit.TimeZone), context.RequestAborted);
        return new RazorComponentResult<VoicesPage>(new { View = view, Here = here, Attempt = attempt }) { StatusCode = StatusCodes.Status422UnprocessableEntity };
    });

    private static async Task<IResult> Get(HttpContext context, Visit visit, ShowVoices show)
    {
        var query = StreamQuery.FromAddress(context.Request.Query, visit.TimeZone);
        var view = await show.Run(visit.Here, query, context.RequestAborted);
        return new RazorComponentResult<VoicesPage>(new { View = view, Here = Address.Of(context.Request) });
    }
}
