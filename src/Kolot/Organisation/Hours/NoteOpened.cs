using System.Globalization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Hours;

/// <summary>Notes when somebody was really there: now, or between two hours of a day.</summary>
public sealed class NoteOpened(Stores stores, EntranceMembers members, TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(36);

    /// <summary>What was typed: a day, and hours of it by the clock on the wall.</summary>
    public sealed record Request(Guid? Unit, Guid? Channel, string Day, string From, string Until);

    /// <summary>Notes hours of a day that is, or was.</summary>
    public async Task<Result<OpenedTime>> Run(Member member, Request request, CancellationToken cancel)
    {
        var (faults, zone) = (new List<Fault>(), (await members.FaceOf(member.Organisation, cancel)).TimeZone);
        var (from, until) = (Moment(request.Day, request.From, "from", zone, faults), Moment(request.Day, request.Until, "until", zone, faults));
        if (faults.Count > 0 || from is not { } begins || until is not { } ends) return new Refusal.Invalid(faults);
        // Whoever ends before they began went on past midnight.
        if (ends <= begins) ends = Moment(DateOnly.ParseExact(request.Day.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), request.Until, "until", zone, faults) ?? ends;
        return await Keep(member, request.Unit, request.Channel, begins, ends, cancel);
    }

    /// <summary>Keeps a time in which somebody was there.</summary>
    public async Task<Result<OpenedTime>> Keep(Member member, Guid? unit, Guid? channel, DateTime from, DateTime? until, CancellationToken cancel)
    {
        if (until <= from) return new Refusal.Invalid("until", "reversed");
        if (from > Now || until > Now) return new Refusal.Invalid(from > Now ? "from" : "until", "in_future");
        if (until - from > Longest) return new Refusal.Invalid("until", "too_long");
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        // Told twice, it is kept once.
        var known = await store.OpenedTimes.FirstOrDefaultAsync(row => row.UnitId == unit && row.ChannelId == channel && (until == null ? row.EndsAt == null : row.BeginsAt == from && row.EndsAt == until), cancel);
        if (known is not null) return known;
        var noted = new OpenedTime { Id = Guid.CreateVersion7(clock.GetUtcNow()), UnitId = unit, ChannelId = channel, BeginsAt = from, EndsAt = until, NotedBy = member.Id, NotedAt = Now };
        store.Add(noted);
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return noted;
    }

    /// <summary>Ends what goes on; nothing where nothing does.</summary>
    public async Task Close(Member member, Guid? unit, Guid? channel, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        // A moment that nobody ended for days was not kept for days.
        foreach (var open in await store.OpenedTimes.Where(row => row.UnitId == unit && row.ChannelId == channel && row.EndsAt == null).ToListAsync(cancel))
            open.EndsAt = Now - open.BeginsAt > Longest ? open.BeginsAt + Longest : Now <= open.BeginsAt ? open.BeginsAt.AddMinutes(1) : Now;
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
    }

    /// <summary>Removes what was noted by mistake.</summary>
    public async Task<bool> Remove(Member member, Guid id, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        var units = member.Units?.ToArray();
        return await store.OpenedTimes.Where(row => row.Id == id && (units == null || row.UnitId == null || units.Contains(row.UnitId.Value))).ExecuteDeleteAsync(cancel) > 0;
    }

    /// <summary>What is posted from the page of hours that were kept.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapPost("/hours/kept", async (HttpContext context, HoursPages pages, NoteOpened act, KeptHours kept) =>
        {
            var (form, cancel) = (await context.Request.ReadFormAsync(context.RequestAborted), context.RequestAborted);
            if (await pages.PlaceOf(form["unit"], form["channel"], cancel) is not { } place || !kept.MaySee(place)) return Results.NotFound();
            var request = new Request(place.Unit?.Id, place.Channel?.Id, form["day"].ToString(), form["from"].ToString(), form["until"].ToString());
            var member = pages.Visit.Here;
            if (form.ContainsKey("close")) await act.Close(member, request.Unit, request.Channel, cancel);
            var done = form.ContainsKey("close") ? null : (form.ContainsKey("open")
                ? await act.Keep(member, request.Unit, request.Channel, pages.Time, null, cancel) : await act.Run(member, request, cancel)).Refusal;
            if (done is not null)
                return new RazorComponentResult<KeptHoursPage>(new { View = await kept.Run(place, 14, request, cancel), Faults = Faults.Of(done, Words.ResourceManager) }) { StatusCode = Problems.StatusOf(done) };
            pages.Notices.Leave(form.ContainsKey("close") ? Words.NotedClosed : form.ContainsKey("open") ? Words.NotedOpen : Words.Noted);
            return Redirects.SeeOther(pages.Visit.Path($"hours/kept?{place.Query}"));
        }).Needs(Right.EnterVoices);
        organisation.MapPost("/hours/kept/{id:guid}/remove", async (Guid id, HoursPages pages, NoteOpened act, CancellationToken cancel) =>
        {
            if (!await act.Remove(pages.Visit.Here, id, cancel)) return Results.NotFound();
            pages.Notices.Leave(Words.NotedRemoved);
            return Redirects.SeeOther(pages.Visit.Path("hours/kept"));
        }).Needs(Right.EnterVoices);
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private static DateTime? Moment(string day, string hour, string field, TimeZoneInfo zone, List<Fault> faults)
    {
        if (hour.Trim().Length == 0) faults.Add(new(field, "required"));
        else if (DateTime.TryParseExact($"{day.Trim()}T{hour.Trim()}", "yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall) && wall.Year is > 2000 and < 2100)
            return TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(wall) ? wall.AddHours(1) : wall, zone);
        else faults.Add(new(field, "not_a_moment"));
        return null;
    }
}
