using System.Globalization;
using Kolot.Core.Demo;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Effectiveness;
using Kolot.Core.Respond.Lessons;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Demo;

/// <summary>Plants cases that were answered and closed over the last months: the scores tell of them how customers' matters were solved, and some taught something.</summary>
/// <remarks>Technicians of the north need more than one contact, and cost customers most of their own time: that can be found.</remarks>
public sealed class DemoCases(Databases databases, Stores stores)
{
    private const int Days = 150;
    private const int OneOf = 4;
    private static readonly VoiceKind[] Turning = [VoiceKind.Complaint, VoiceKind.Request, VoiceKind.Question];
    private static readonly int[] Minutes = [5, 15, 30, 60, 120, 240];

    private readonly List<object[]> cases = [], steps = [], of = [], outcomes = [], lessons = [];

    /// <summary>Plants them.</summary>
    public async Task Plant(IReadOnlyList<MemberRow> members, DateTime now, CancellationToken cancel)
    {
        await using (var store = await stores.Open(DemoOrganisation.Code, cancel))
        {
            var from = Place.From(now.AddDays(-Days));
            var north = await store.Units.Where(unit => unit.Code == "tech-north-a" || unit.Code == "tech-north-b").Select(unit => (Guid?)unit.Id).ToArrayAsync(cancel);
            var voices = await store.Voices.AsNoTracking().Where(voice => voice.Place > from && voice.History && voice.CustomerId != null && Turning.Contains(voice.Kind)).OrderBy(voice => voice.Place).ToListAsync(cancel);
            var spoke = voices.ToLookup(voice => voice.CustomerId, voice => voice.HeardAt);
            var agents = members.Where(member => member.Role == Role.Agent).ToArray();
            foreach (var (voice, at) in voices.Where((_, at) => at % OneOf == 0).Select((voice, at) => (voice, at)))
                Tell(voice, new(agents[at % agents.Length].Id, north.Contains(voice.UnitId), spoke[voice.CustomerId], now), new Random(at));
        }

        await Keep(cancel);
    }

    private sealed record Ground(Guid Owner, bool IsHard, IEnumerable<DateTime> Spoke, DateTime Now);

    private void Tell(Voice voice, Ground ground, Random chance)
    {
        var (id, opened) = (Guid.CreateVersion7(new DateTimeOffset(voice.HeardAt, TimeSpan.Zero)), voice.HeardAt.AddMinutes(1));
        var twice = chance.NextDouble() < (ground.IsHard ? 0.6 : 0.3);
        var confirmed = chance.NextDouble() < (ground.IsHard ? 0.5 : 0.68);
        var answered = opened.AddMinutes(chance.Next(20, 601));
        var closed = answered.AddHours(chance.Next(2, twice ? 70 : 30));
        if (closed > ground.Now) return;
        var (kind, severity) = (voice.Kind switch { VoiceKind.Question => CaseKind.Question, VoiceKind.Request => CaseKind.Request, _ => CaseKind.Complaint }, voice.Kind == VoiceKind.Complaint ? chance.Next(2, 4) : 1);
        cases.Add([id, voice.CustomerId!, Null(voice.UnitId), ground.Owner, (int)kind, severity, 1, Null(voice.TouchpointId), Null(CaseOpening.TitleOf(voice)), opened, voice.HeardAt]);
        of.Add([voice.Id, id]);
        var told = new List<(string Kind, DateTime At, bool ByCustomer)> { (CaseStepKinds.Opened, opened, false), (CaseStepKinds.Answered, answered, false) };
        if (twice) told.AddRange([(CaseStepKinds.Heard, answered.AddHours(1), true), (CaseStepKinds.Answered, answered.AddHours(1.5), false)]);
        told.Add((confirmed ? CaseStepKinds.ClosedConfirmed : CaseStepKinds.ClosedUnconfirmed, closed, confirmed));
        var minutes = confirmed && chance.NextDouble() < 0.5 ? Minutes[Math.Min(Minutes.Length - 1, chance.Next(4) + (ground.IsHard ? 2 : 0))] : (int?)null;
        foreach (var (number, step) in told.Index())
        {
            var said = minutes is { } own && number == told.Count - 1 ? string.Create(CultureInfo.InvariantCulture, $$"""{"minutes":{{own}}}""") : null;
            steps.Add([Guid.CreateVersion7(new DateTimeOffset(step.At, TimeSpan.Zero)), id, number + 1, step.At, step.ByCustomer ? DBNull.Value : ground.Owner, step.ByCustomer, step.Kind, Null(said), true]);
        }

        var outcome = CaseOutcome.Of([.. told.Select(step => new OutcomeStep(step.Kind, step.At))]) ?? throw new InvalidOperationException("A closed case of the demonstration tells nothing.");
        Count(voice, (id, told.Count, ground.Owner), (closed, outcome with { OwnMinutes = minutes }, null));
        var until = closed + CaseOutcome.Again;
        if (until < ground.Now) Count(voice, (id, told.Count, ground.Owner), (until, null, ground.Spoke.Any(at => at > closed && at <= until)));
        if (severity >= HardCase.Severe) Ask(id, (closed, ground.Owner), chance);
    }

    private void Count(Voice voice, (Guid Id, int Step, Guid Owner) which, (DateTime At, CaseOutcome? Closed, bool? Again) told) => outcomes.Add(
    [
        Place.Of(told.At, outcomes.Count), which.Id, which.Step, voice.Id, (int)voice.Kind, voice.ChannelId, Null(voice.TouchpointId), Null(voice.UnitId), voice.CustomerId!, which.Owner, Null(voice.Language),
        Null(told.Closed?.Confirmed), Null(told.Closed?.SolvedAtFirst), Null(told.Again), Null(told.Closed?.OwnMinutes),
    ]);

    private void Ask(Guid id, (DateTime At, Guid Owner) closed, Random chance)
    {
        var written = chance.NextDouble() < 0.25 ? closed.At.AddHours(chance.Next(1, 49)) : (DateTime?)null;
        var lesson = chance.Next(1, 5);
        string? Said(string part) => written is null ? null : Words.ResourceManager.GetString($"Lesson{lesson}{part}", CultureInfo.GetCultureInfo("he"));
        lessons.Add([id, (int)HardReasons.Severe, closed.At, Null(Said("Happened")), Null(Said("Cause")), Null(Said("Prevents")), false, written is null ? DBNull.Value : closed.Owner, Null(written), written is null ? 0 : 1]);
    }

    private async Task Keep(CancellationToken cancel)
    {
        await using var connection = await databases.Connect(DemoOrganisation.Code, cancel);
        using var turn = await databases.GateOf(DemoOrganisation.Code).Enter(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await ManyRows.Insert(transaction, "cases", ["id", "customer_id", "unit_id", "owner_id", "kind", "severity", "impact", "touchpoint_id", "title", "opened_at", "heard_at"], cases, cancel);
        await ManyRows.Insert(transaction, "case_voices", ["voice_id", "case_id"], of, cancel);
        await ManyRows.Insert(transaction, "case_steps", ["id", "case_id", "number", "at", "by_member", "by_customer", "kind", "details", "seen_by_customer"], steps, cancel);
        await ManyRows.Insert(transaction, "case_outcomes",
            ["place", "case_id", "step", "voice_id", "kind", "channel_id", "touchpoint_id", "unit_id", "customer_id", "owner_id", "language", "confirmed", "solved_at_first", "contact_again", "own_minutes"], outcomes, cancel);
        await ManyRows.Insert(transaction, "case_lessons", ["case_id", "reasons", "asked_at", "happened", "cause", "prevents", "declined", "written_by", "written_at", "version"], lessons, cancel);
        await transaction.CommitAsync(cancel);
    }

    private static object Null(object? value) => value ?? DBNull.Value;
}
