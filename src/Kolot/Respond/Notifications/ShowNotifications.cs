using System.Globalization;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Respond.Cases;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Notifications;

/// <summary>Shows a member all that they were told, the newest first, and notes that they read it.</summary>
public sealed class ShowNotifications(Stores stores, TimeProvider clock)
{
    private const int PageSize = 50;

    /// <summary>What the page shows.</summary>
    /// <param name="Lines">What was told, with its case.</param>
    /// <param name="Unread">How much of all is unread.</param>
    /// <param name="Older">Where older ones begin; null where there are none.</param>
    public sealed record View(IReadOnlyList<(Notification Told, Case Case)> Lines, int Unread, DateTime? Older)
    {
        /// <summary>Whether this is not the newest.</summary>
        public bool IsOlder { get; init; }

        /// <summary>Up to when all is read that is marked as read here: what comes meanwhile stays.</summary>
        public DateTime Until { get; init; }
    }

    /// <summary>Loads it.</summary>
    public async Task<View> Run(Member reader, DateTime? before, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        var mine = store.Notifications.AsNoTracking().Where(one => one.MemberId == reader.Id);
        var told = from one in mine join row in store.CasesSeenBy(reader).AsNoTracking() on one.CaseId equals row.Id where before == null || one.At < before orderby one.At descending, one.Id descending select new { one, row };
        var lines = await told.Take(PageSize + 1).ToListAsync(cancel);
        return new([.. lines.Take(PageSize).Select(line => (line.one, line.row))], await (from one in mine where one.ReadAt == null join row in store.CasesSeenBy(reader) on one.CaseId equals row.Id select one).CountAsync(cancel), lines.Count > PageSize ? lines[PageSize - 1].one.At : null)
        {
            IsOlder = before is not null, Until = clock.GetUtcNow().UtcDateTime,
        };
    }

    /// <summary>Notes that somebody read what they were told, up to the newest that they saw.</summary>
    public async Task Read(Member reader, DateTime until, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var store = await stores.Open(reader.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        await store.Notifications.Where(one => one.MemberId == reader.Id && one.ReadAt == null && one.At <= until).ExecuteUpdateAsync(set => set.SetProperty(one => one.ReadAt, now), cancel);
        await writing.Commit(cancel);
    }

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/notifications", async (Visit visit, ShowNotifications read, string? before, CancellationToken cancel) =>
            new RazorComponentResult<NotificationsPage>(new { View = await read.Run(visit.Here, Moment(before), cancel) })).Needs(Right.ReadVoices);
        organisation.MapPost("/notifications/read", async (HttpContext context, Visit visit, ShowNotifications act) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            if (Moment(form["until"]) is { } until) await act.Read(visit.Here, until, context.RequestAborted);
            return Redirects.SeeOther(visit.Path(form["from"] == "today" ? "today" : "notifications"));
        }).Needs(Right.ReadVoices);
    }

    private static DateTime? Moment(string? written) => DateTime.TryParse(written, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment) ? moment.ToUniversalTime() : null;
}
