using Kolot.Core.Calendars;
using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Clocks;
using Kolot.Organisation.Hours;
using Kolot.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Clocks;

/// <summary>Has the clocks of a case begin, rest, go on and end with what happens with it.</summary>
public sealed class FollowClocks(KnownHours hours, KnownTimes times, TimeProvider time) : ICaseFollows
{
    /// <inheritdoc/>
    public async Task Steps(OrganisationStore store, IReadOnlyList<(Case Row, CaseStep Step)> steps, CancellationToken cancel)
    {
        var turning = steps.Where(one => TurnsOf(one.Step).Length > 0 || one.Step.Kind == ClockStepKinds.VisitAgreed).ToArray();
        if (turning.Length == 0) return;
        var rows = await Rows(store, turning, cancel);
        var asks = await CaseAsks.Of(store, turning.Where(one => AsksOfVoices(one.Step)), cancel);
        var (here, given) = (await hours.Of(store.Organisation, cancel), await times.Of(store.Organisation, cancel));
        foreach (var (row, step) in turning)
            Follow(new(store, row, rows[row.Id], AsksOfVoices(step) ? asks.GetValueOrDefault(step.Id, CaseAsks.Nothing) : CaseAsks.Nothing, here, given) { Merged = Merged(step, rows) }, step);
        if (rows.Values.SelectMany(clocks => clocks).Min(clock => clock.FiresAt) is { } fires) await SweepClocks.Arm(store, fires, time.GetUtcNow().UtcDateTime, cancel);
    }

    private static void Follow(Ground ground, CaseStep step)
    {
        if (step.Kind == ClockStepKinds.VisitAgreed) Agree(ground, step);
        // A case that was closed, and of which its customer speaks again, goes on.
        foreach (var turn in TurnsOf(step)) Turn(ground, turn == ClockTurn.Wrote && ground.Rows.Count > 0 && ground.Rows.All(clock => !clock.IsRunning()) ? ClockTurn.Reopened : turn, step.At);
        TakeOver(ground, step.At);
        ground.Case.DueAt = ground.Rows.Where(clock => clock.IsRunning()).Min(clock => clock.DueAt);
    }

    private sealed record Ground(OrganisationStore Store, Case Case, List<ClockRow> Rows, CaseAsks Asks, HoursHere Hours, TimesHere Times)
    {
        /// <summary>The clocks of the case that is merged into this one; none where none is.</summary>
        public IReadOnlyList<ClockRow> Merged { get; init; } = [];

        public GivenTime? Given(ClockPurpose purpose) =>
            Asks.Given(Times.Of(Case.UnitId, Asks.Voice?.ChannelId).Of(purpose, Case.Kind, CaseRubric.Of(Case.Severity, Case.Impact)), purpose);

        // Whoever is to be called is called in the hours in which calls are made.
        public Guid? ChannelOf(ClockPurpose purpose) => purpose == ClockPurpose.CallBack ? Hours.ChannelOf("call") ?? Asks.Voice?.ChannelId : Asks.Voice?.ChannelId;
    }

    // Whoever is asked something has heard from a person; from then on it is they who are awaited. What is said on a call is a call.
    private static ClockTurn[] TurnsOf(CaseStep step) => step.Kind switch
    {
        CaseStepKinds.Opened => [ClockTurn.Opened],
        CaseStepKinds.Answered => [step.Detail("way") == "call" ? ClockTurn.Called : ClockTurn.Answered],
        CaseStepKinds.Asked => [step.Detail("way") == "call" ? ClockTurn.Called : ClockTurn.Answered, ClockTurn.Awaited],
        CaseStepKinds.Heard => [ClockTurn.Wrote],
        CaseStepKinds.NotAwaited => [ClockTurn.NotAwaited],
        CaseStepKinds.Assessed or CaseStepKinds.HandedOver or CaseStepKinds.Merged => [ClockTurn.Weighed],
        CaseStepKinds.ClosedConfirmed or CaseStepKinds.ClosedUnconfirmed => [ClockTurn.Closed],
        CaseStepKinds.MergedAway => [ClockTurn.MergedAway],
        CaseStepKinds.ClosingUndone or CaseStepKinds.MergeUndone => [ClockTurn.EndUndone],
        CaseStepKinds.Reopened => [ClockTurn.Reopened],
        ClockStepKinds.Called => [ClockTurn.Called],
        ClockStepKinds.Visited => [ClockTurn.Visited],
        ClockStepKinds.Cancelled => [ClockTurn.Cancelled],
        _ => [],
    };

    private static bool AsksOfVoices(CaseStep step) =>
        step.Kind == ClockStepKinds.VisitAgreed || TurnsOf(step).Any(turn => turn is ClockTurn.Opened or ClockTurn.Wrote or ClockTurn.Reopened or ClockTurn.Weighed);

    // Those of each case. One that was just opened has none in the database; what this transaction began is known here alone.
    private static async Task<Dictionary<Guid, List<ClockRow>>> Rows(OrganisationStore store, (Case Row, CaseStep Step)[] steps, CancellationToken cancel)
    {
        var ids = steps.Select(one => one.Row.Id).Distinct().ToArray();
        var known = ids.Except(steps.Where(one => one.Step.Kind == CaseStepKinds.Opened).Select(one => one.Row.Id)).ToArray();
        if (known.Length > 0) await store.CaseClocks.Where(clock => EF.Parameter(known).Contains(clock.CaseId)).LoadAsync(cancel);
        var rows = store.CaseClocks.Local.ToLookup(clock => clock.CaseId);
        return ids.ToDictionary(id => id, id => rows[id].OrderBy(clock => clock.Id).ToList());
    }

    private static void Turn(Ground ground, ClockTurn turn, DateTime at)
    {
        var asked = new ClockTurns.Asked(ground.Given, ground.Asks.Wanted, () => Guid.CreateVersion7(at));
        foreach (var clock in ClockTurns.Of(turn, at, [.. ground.Rows.Select(row => row.Read())], asked))
        {
            if (ground.Rows.Find(row => row.Id == clock.Id) is { } kept) Keep(ground, kept, clock, turn == ClockTurn.Weighed);
            else Begin(ground, clock);
        }

        // Another unit has other hours, also where as much time is given.
        if (turn == ClockTurn.Weighed)
            foreach (var row in ground.Rows.Where(row => row.IsRunning() && row.UnitId != ground.Case.UnitId)) Keep(ground, row, row.Read(), weighed: true);
    }

    private static List<ClockRow> Merged(CaseStep step, Dictionary<Guid, List<ClockRow>> rows) =>
        step.Kind == CaseStepKinds.Merged && step.DetailId("case") is { } from && rows.TryGetValue(from, out var clocks) ? clocks : [];

    // Whoever was promised the sooner is promised no later for it: of two that run for the same the stricter goes on, as it began.
    private static void TakeOver(Ground ground, DateTime at)
    {
        foreach (var theirs in ground.Merged.Where(row => row.IsRunning()))
        {
            var ours = ground.Rows.Find(row => row.IsRunning() && row.Purpose == theirs.Purpose);
            if (ours is not null && (ours.DueAt ?? DateTime.MaxValue) <= (theirs.DueAt ?? DateTime.MaxValue)) continue;
            if (ours is not null) Keep(ground, ours, ours.Read().Stop(at), weighed: false);
            var clock = theirs.Read() with { Id = Guid.CreateVersion7(at) };
            var row = ClockReading.NewRow(clock, ground.Case.Id);
            (row.UnitId, row.ChannelId) = (theirs.UnitId, theirs.ChannelId);
            row.Write(clock, ground.Hours.HoursOf(row.UnitId, row.ChannelId));
            ground.Store.CaseClocks.Add(row);
            ground.Rows.Add(row);
        }
    }

    private static void Keep(Ground ground, ClockRow row, CaseClock clock, bool weighed)
    {
        if (weighed) row.UnitId = ground.Case.UnitId;
        row.Write(clock, ground.Hours.HoursOf(row.UnitId, row.ChannelId));
    }

    private static void Begin(Ground ground, CaseClock clock)
    {
        var channel = ground.ChannelOf(clock.Purpose);
        var by = ground.Hours.HoursOf(ground.Case.UnitId, channel);
        // Whoever chose when to be called is called then: the time runs from its beginning to its end.
        if (clock.Purpose == ClockPurpose.CallBack && ground.Asks.CallWindow(ground.Hours.Zone) is { } window && window.From > clock.Begun && by.Between(window.From, window.Until) is { Ticks: > 0 } length)
            clock = clock with { Begun = window.From, Given = new(length) };
        var row = ClockReading.NewRow(clock, ground.Case.Id);
        (row.UnitId, row.ChannelId) = (ground.Case.UnitId, channel);
        row.Write(clock, by);
        ground.Store.CaseClocks.Add(row);
        ground.Rows.Add(row);
    }

    // An hour that is agreed on anew takes the place of the one before.
    private static void Agree(Ground ground, CaseStep step)
    {
        if (!DateTime.TryParse(step.Detail("at"), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.RoundtripKind, out var at) || ground.Given(ClockPurpose.Visit) is not { } given) return;
        foreach (var row in ground.Rows.Where(row => row.IsRunning() && row.Purpose == ClockPurpose.Visit).ToArray()) Keep(ground, row, row.Read().Stop(step.At), weighed: false);
        Begin(ground, new(Guid.CreateVersion7(step.At), ClockPurpose.Visit, given, at.ToUniversalTime()));
    }
}
