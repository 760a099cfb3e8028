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
    public async Task Step(OrganisationStore store, Case row, CaseStep step, CancellationToken cancel)
    {
        var turns = TurnsOf(step);
        if (turns.Length == 0 && step.Kind != ClockStepKinds.VisitAgreed) return;
        var rows = await Rows(store, row, step, cancel);
        var asks = turns.Length == 0 || turns.Any(AsksOfVoices) ? await CaseAsks.Of(store, row, step, cancel) : CaseAsks.Nothing;
        var ground = new Ground(store, row, rows, asks, await hours.Of(store.Organisation, cancel), await times.Of(store.Organisation, cancel));
        if (step.Kind == ClockStepKinds.VisitAgreed) Agree(ground, step);
        // A case that was closed, and of which its customer speaks again, goes on.
        foreach (var turn in turns) Turn(ground, turn == ClockTurn.Wrote && rows.Count > 0 && rows.All(clock => !clock.IsRunning()) ? ClockTurn.Reopened : turn, step.At);
        row.DueAt = rows.Where(clock => clock.IsRunning()).Min(clock => clock.DueAt);
        if (rows.Min(clock => clock.FiresAt) is { } fires) await SweepClocks.Arm(store, fires, time.GetUtcNow().UtcDateTime, cancel);
    }

    private sealed record Ground(OrganisationStore Store, Case Case, List<ClockRow> Rows, CaseAsks Asks, HoursHere Hours, TimesHere Times)
    {
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
        CaseStepKinds.Assessed or CaseStepKinds.HandedOver => [ClockTurn.Weighed],
        CaseStepKinds.ClosedConfirmed or CaseStepKinds.ClosedUnconfirmed => [ClockTurn.Closed],
        CaseStepKinds.MergedAway => [ClockTurn.MergedAway],
        CaseStepKinds.ClosingUndone or CaseStepKinds.MergeUndone => [ClockTurn.EndUndone],
        CaseStepKinds.Reopened => [ClockTurn.Reopened],
        ClockStepKinds.Called => [ClockTurn.Called],
        ClockStepKinds.Visited => [ClockTurn.Visited],
        ClockStepKinds.Cancelled => [ClockTurn.Cancelled],
        _ => [],
    };

    private static bool AsksOfVoices(ClockTurn turn) => turn is ClockTurn.Opened or ClockTurn.Wrote or ClockTurn.Reopened or ClockTurn.Weighed;

    // A case that was just opened has none in the database; what this transaction began is known here alone.
    private static async Task<List<ClockRow>> Rows(OrganisationStore store, Case row, CaseStep step, CancellationToken cancel)
    {
        if (step.Kind != CaseStepKinds.Opened) await store.CaseClocks.Where(clock => clock.CaseId == row.Id).LoadAsync(cancel);
        return [.. store.CaseClocks.Local.Where(clock => clock.CaseId == row.Id).OrderBy(clock => clock.Id)];
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
