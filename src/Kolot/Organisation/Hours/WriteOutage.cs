using System.Globalization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Hours;

/// <summary>Tells customers that something does not work, from when until when, on every page that they see; and ends that.</summary>
public sealed class WriteOutage(Stores stores, EntranceMembers members, Log log, TimeProvider clock)
{
    private const int Shown = 50;

    /// <summary>What was typed.</summary>
    public sealed record Request(IReadOnlyDictionary<string, string> Texts, string From, string Until);

    /// <summary>What the page shows.</summary>
    public sealed record View(IReadOnlyList<OutageNotice> Notices, IReadOnlyList<string> Languages, Request Typed, DateTime Now);

    /// <summary>Tells it.</summary>
    public async Task<Result<OutageNotice>> Run(Member member, Request request, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var zone = (await members.FaceOf(member.Organisation, cancel)).TimeZone;
        var (faults, texts) = (new List<Fault>(), OutageText.Of(request.Texts));
        if (texts.Refusal is Refusal.Invalid wrong) faults.AddRange(wrong.Faults);
        var from = Moment(request.From, "from", zone, faults) ?? now;
        var until = Moment(request.Until, "until", zone, faults);
        if (until <= from) faults.Add(new("until", "reversed"));
        else if (until <= now) faults.Add(new("until", "over_already"));
        if (faults.Count > 0) return new Refusal.Invalid(faults);

        await using var store = await stores.Open(member.Organisation, cancel);
        var notice = new OutageNotice { Id = Guid.CreateVersion7(clock.GetUtcNow()), Texts = texts.Value, BeginsAt = from, EndsAt = until, WrittenBy = member.Id, WrittenAt = now };
        store.Add(notice);
        log.Write(store, member, "outage.told", notice.Id.ToString(), new { from, until });
        await store.SaveChangesAsync(cancel);
        members.Forget(member.Organisation);
        return notice;
    }

    /// <summary>Ends it now; one that has not begun is never shown.</summary>
    public async Task<Result<OutageNotice>> End(Member member, Guid id, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await store.OutageNotices.SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } notice) return new Refusal.NotFound();
        var now = clock.GetUtcNow().UtcDateTime;
        if (notice.EndsAt is { } ends && ends <= now) return notice;
        if (notice.BeginsAt > now) notice.BeginsAt = now;
        notice.EndsAt = now;
        notice.Version++;
        log.Write(store, member, "outage.ended", id.ToString());
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        members.Forget(member.Organisation);
        return notice;
    }

    /// <summary>The page, and what is posted from it.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/settings/outages", (Visit visit, WriteOutage act, CancellationToken cancel) => act.Page(visit, null, null, cancel)).NeedsWholeReach(Right.SetUp);
        organisation.MapPost("/settings/outages", async (HttpContext context, Visit visit, WriteOutage act, Notices notices) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var request = new Request(ProfileChange.Written.ToDictionary(language => language, language => form[$"text.{language}"].ToString()), form["from"].ToString(), form["until"].ToString());
            var done = await act.Run(visit.Here, request, context.RequestAborted);
            if (done.Refused) return await act.Page(visit, request, done.Refusal, context.RequestAborted);
            notices.Leave(Words.OutageTold);
            return Redirects.SeeOther(visit.Path("settings/outages"));
        }).NeedsWholeReach(Right.SetUp);
        organisation.MapPost("/settings/outages/{id:guid}/end", async (Guid id, Visit visit, WriteOutage act, Notices notices, CancellationToken cancel) =>
        {
            if ((await act.End(visit.Here, id, cancel)).Refused) return Results.NotFound();
            notices.Leave(Words.OutageEnded);
            return Redirects.SeeOther(visit.Path("settings/outages"));
        }).NeedsWholeReach(Right.SetUp);
    }

    private async Task<IResult> Page(Visit visit, Request? typed, Refusal? refusal, CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var profile = await store.Profiles.AsNoTracking().SingleOrDefaultAsync(cancel);
        var notices = await store.OutageNotices.AsNoTracking().OrderByDescending(row => row.Id).Take(Shown).ToListAsync(cancel);
        var languages = (profile?.Languages ?? "he").Split(',', StringSplitOptions.RemoveEmptyEntries);
        return new RazorComponentResult<OutagesPage>(new
        {
            Shown = new View(notices, languages, typed ?? new(new Dictionary<string, string>(), "", ""), clock.GetUtcNow().UtcDateTime), Faults = Faults.Of(refusal, Words.ResourceManager),
        })
        {
            StatusCode = Problems.StatusOf(refusal),
        };
    }

    // As a field of date and time writes it, where the organisation is. An hour that the clock skips is the one after.
    private static DateTime? Moment(string typed, string field, TimeZoneInfo zone, List<Fault> faults)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        if (DateTime.TryParseExact(typed.Trim(), ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall) && wall.Year is > 2000 and < 2100)
            return TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(wall) ? wall.AddHours(1) : wall, zone);
        faults.Add(new(field, "not_a_moment"));
        return null;
    }
}
