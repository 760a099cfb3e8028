using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Clocks;
using Kolot.Organisation;
using Kolot.Organisation.Hours;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Clocks;

/// <summary>Decides how much time a place gives for answers; gives it back to the times around it. What runs already keeps the time that it was given.</summary>
public sealed class SetTimes(Stores stores, KnownTimes known, Log log, TimeProvider clock)
{
    /// <summary>Which place, and on which decision the change is built.</summary>
    /// <param name="Unit">The unit; null for all.</param>
    /// <param name="Channel">The channel; null for all.</param>
    /// <param name="Number">The number of the decision that was seen; 0 for none.</param>
    public sealed record Where(Guid? Unit, Guid? Channel, int Number);

    /// <summary>Decides.</summary>
    /// <param name="member">Who.</param>
    /// <param name="where">For which place.</param>
    /// <param name="typed">The value of a field: see <see cref="AnswerTimesChange"/>.</param>
    /// <param name="lines">How many lines the page showed.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Result<DecidedTimes>> Run(Member member, Where where, Func<string, string?> typed, int lines, CancellationToken cancel) =>
        AnswerTimesChange.Decide(typed, lines) is var decided && decided.Refusal is { } refusal ? refusal : await Keep(member, where, AnswerTimesChange.Write(decided.Value), cancel);

    /// <summary>Gives a place back to the times around it.</summary>
    public Task<Result<DecidedTimes>> GiveBack(Member member, Where where, CancellationToken cancel) => Keep(member, where, null, cancel);

    /// <summary>The page, and what is posted from it.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/settings/times", async (string? unit, string? channel, string? preset, HoursPages pages, TimesView view, CancellationToken cancel) =>
            await pages.PlaceOf(unit, channel, cancel) is { } place ? Page(await view.Of(pages.Visit.Here.Organisation, place, preset, cancel), null, null) : Results.NotFound()).NeedsWholeReach(Right.SetUp);
        organisation.MapPost("/settings/times", async (HttpContext context, HoursPages pages, TimesView view, SetTimes act) =>
        {
            var (form, cancel) = (await context.Request.ReadFormAsync(context.RequestAborted), context.RequestAborted);
            if (await pages.PlaceOf(form["unit"], form["channel"], cancel) is not { } place) return Results.NotFound();
            var where = new Where(place.Unit?.Id, place.Channel?.Id, form.Version() ?? 0);
            var lines = int.TryParse(form["lines"], out var count) ? count : 0;
            var done = form.ContainsKey("remove") ? await act.GiveBack(pages.Visit.Here, where, cancel) : await act.Run(pages.Visit.Here, where, field => form[field] is [{ } value, ..] ? value : null, lines, cancel);
            if (done.Refusal is { } refusal) return Page(await view.Of(pages.Visit.Here.Organisation, place, null, cancel), (form, lines), refusal);
            pages.Notices.Leave(form.ContainsKey("remove") ? Words.TimesGivenBack : Words.TimesSaved);
            return Redirects.SeeOther(pages.Visit.Path($"settings/times?{place.Query}"));
        }).NeedsWholeReach(Right.SetUp);
    }

    private static RazorComponentResult<TimesPage> Page(TimesView.Shown shown, (IFormCollection Form, int Lines)? typed, Refusal? refusal) => new(new
    {
        View = typed is not { } attempt ? shown : shown with { Lines = TypedLine.Of(attempt.Form, attempt.Lines), Number = refusal is Refusal.Conflict ? shown.Number : attempt.Form.Version() ?? 0 },
        Stale = refusal is Refusal.Conflict,
        Faults = Faults.Of(refusal, Words.ResourceManager),
    })
    {
        StatusCode = Problems.StatusOf(refusal),
    };

    private async Task<Result<DecidedTimes>> Keep(Member member, Where where, string? times, CancellationToken cancel)
    {
        var place = DecidedHours.PlaceOf(where.Unit, where.Channel);
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var last = await store.DecidedTimes.AsNoTracking().Where(row => row.Place == place).OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancel);
        if ((last?.Number ?? 0) != where.Number) return new Refusal.Conflict("changed_meanwhile");
        if (last?.Times == times) return last ?? new DecidedTimes { Place = place };
        var row = new DecidedTimes { Place = place, Number = where.Number + 1, UnitId = where.Unit, ChannelId = where.Channel, Times = times, At = clock.GetUtcNow().UtcDateTime, By = member.Id };
        store.Add(row);
        log.Write(store, member, times is null ? "times.removed" : "times.changed", place, times is null ? null : new { times });
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
