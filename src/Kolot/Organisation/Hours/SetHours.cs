using Kolot.Core;
using Kolot.Core.Calendars;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Hours;

/// <summary>Decides when a place is there for its customers; gives it back to the hours around it; takes the last decision back.</summary>
public sealed class SetHours(Stores stores, KnownHours known, Log log, TimeProvider clock)
{
    /// <summary>Which place, and on which decision the change is built.</summary>
    /// <param name="Unit">The unit; null for all.</param>
    /// <param name="Channel">The channel; null for all.</param>
    /// <param name="Number">The number of the decision that was seen; 0 for none.</param>
    public sealed record Where(Guid? Unit, Guid? Channel, int Number);

    /// <summary>Decides on hours.</summary>
    public async Task<Result<DecidedHours>> Run(Member member, Where where, ServiceHoursDraft draft, CancellationToken cancel) =>
        ServiceHoursChange.Decide(draft) is var decided && decided.Refusal is { } refusal ? refusal : await Keep(member, where, "hours.changed", _ => ServiceHoursDraft.Write(decided.Value), cancel);

    /// <summary>Gives a place back to the hours around it.</summary>
    public Task<Result<DecidedHours>> GiveBack(Member member, Where where, CancellationToken cancel) => Keep(member, where, "hours.removed", _ => null, cancel);

    /// <summary>Takes the last decision back: what was decided before holds again.</summary>
    public Task<Result<DecidedHours>> TakeBack(Member member, Where where, CancellationToken cancel) => Keep(member, where, "hours.taken-back", before => before, cancel);

    /// <summary>What is posted from the page of a place; the page itself is of <see cref="HoursPages"/>.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapPost("/settings/hours/edit", async (HttpContext context, HoursPages pages, SetHours act) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var typed = HoursForm.Of(form);
            if (await pages.PlaceOf(form["unit"], form["channel"], context.RequestAborted) is not { } place) return Results.NotFound();
            // Without script, a row more or a day like the one before is asked of the server; nothing is kept by that.
            if (form["more"].ToString() is { Length: > 0 } more) return await pages.Edit(place, typed.With(more), null, form.Version(), context.RequestAborted);
            var where = new Where(place.Unit?.Id, place.Channel?.Id, form.Version() ?? 0);
            var done = form.ContainsKey("remove") ? await act.GiveBack(pages.Visit.Here, where, context.RequestAborted) : await act.Run(pages.Visit.Here, where, typed.Draft(), context.RequestAborted);
            if (done.Refused) return await pages.Edit(place, typed, done.Refusal, form.Version(), context.RequestAborted);
            pages.Notices.Leave(form.ContainsKey("remove") ? Words.HoursGivenBack : Words.HoursSaved);
            return Redirects.SeeOther(pages.Visit.Path("settings/hours"));
        }).NeedsWholeReach(Right.SetUp);
        organisation.MapPost("/settings/hours/undo", async (HttpContext context, HoursPages pages, SetHours act) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            if (await pages.PlaceOf(form["unit"], form["channel"], context.RequestAborted) is not { } place) return Results.NotFound();
            var done = await act.TakeBack(pages.Visit.Here, new(place.Unit?.Id, place.Channel?.Id, form.Version() ?? 0), context.RequestAborted);
            pages.Notices.Leave(done.Refused ? Words.HoursNotTakenBack : Words.HoursTakenBack);
            return Redirects.SeeOther(pages.Visit.Path("settings/hours"));
        }).NeedsWholeReach(Right.SetUp);
    }

    private async Task<Result<DecidedHours>> Keep(Member member, Where where, string act, Func<string?, string?> decide, CancellationToken cancel)
    {
        var place = DecidedHours.PlaceOf(where.Unit, where.Channel);
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var last = await store.DecidedHours.AsNoTracking().Where(row => row.Place == place).OrderByDescending(row => row.Number).Take(2).ToListAsync(cancel);
        if ((last.FirstOrDefault()?.Number ?? 0) != where.Number) return new Refusal.Conflict("changed_meanwhile");
        var hours = decide(last.ElementAtOrDefault(1)?.Hours);
        if (last.FirstOrDefault()?.Hours == hours) return last.FirstOrDefault() ?? new DecidedHours { Place = place };
        var row = new DecidedHours { Place = place, Number = where.Number + 1, UnitId = where.Unit, ChannelId = where.Channel, Hours = hours, At = clock.GetUtcNow().UtcDateTime, By = member.Id };
        store.Add(row);
        store.LeaveHoursChanged(row.At);
        log.Write(store, member, act, place, hours is null ? null : new { hours });
        try
        {
            await store.SaveChangesAsync(cancel);
            await writing.Commit(cancel);
        }
        catch (DbUpdateException)
        {
            // Two of the same number: somebody on another node decided first.
            return new Refusal.Conflict("changed_meanwhile");
        }

        known.Forget(member.Organisation);
        return row;
    }
}
