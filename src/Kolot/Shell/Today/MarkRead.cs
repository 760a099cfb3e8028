using System.Globalization;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Shell.Today;

/// <summary>Notes that somebody read what they were told, up to the newest that they saw.</summary>
public sealed class MarkRead(Stores stores, TimeProvider clock)
{
    /// <summary>Does it.</summary>
    public async Task Run(Member reader, DateTime until, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var store = await stores.Open(reader.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        await store.Notifications.Where(one => one.MemberId == reader.Id && one.ReadAt == null && one.At <= until).ExecuteUpdateAsync(set => set.SetProperty(one => one.ReadAt, now), cancel);
        await writing.Commit(cancel);
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/today/read", async (HttpContext context, Visit visit, MarkRead act) =>
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (DateTime.TryParse(form["until"], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var until)) await act.Run(visit.Here, until.ToUniversalTime(), context.RequestAborted);
        return Redirects.SeeOther(visit.Path("today"));
    }).Needs(Right.ReadVoices);
}
