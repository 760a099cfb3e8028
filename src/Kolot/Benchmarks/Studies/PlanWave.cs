using System.Security.Cryptography;
using Kolot.Benchmarks.Field;
using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.Hours;
using Kolot.Organisation.People;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Studies;

/// <summary>Plans a wave: shows first who would be approached when and by whom, then keeps exactly that.</summary>
public sealed class PlanWave(Stores stores, KnownHours hours, Log log)
{
    // Without those that look alike when somebody types a mail address off a screen.
    private const string KeyLetters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>What is asked.</summary>
    /// <param name="From">The first day.</param>
    /// <param name="Until">The last day on which anybody is approached.</param>
    /// <param name="Seed">From what the plan is drawn; another where none is given.</param>
    /// <param name="Agreed">The mark of the plan that was shown and agreed to; null to be shown only.</param>
    /// <param name="Shared">Whether companies are approached only by the ways that all of them have, so that none of them differs by its ways.</param>
    public sealed record Request(DateOnly? From, DateOnly? Until, long? Seed, string? Agreed, bool Shared = false);

    /// <summary>A plan, not kept yet or kept.</summary>
    /// <param name="Asked">For what it was drawn.</param>
    /// <param name="Plan">The plan.</param>
    /// <param name="Mark">Stands for exactly this plan.</param>
    /// <param name="Wave">The wave, where it was kept.</param>
    public sealed record Trial(PlanFor Asked, ProbePlan Plan, string Mark, StudyWave? Wave);

    /// <summary>Why no plan can be drawn, and which companies nobody can approach.</summary>
    public sealed record Outcome(Result<Trial> Result, IReadOnlyList<string> Unreached);

    /// <summary>Shows a plan, and keeps it if it is the one that was agreed.</summary>
    public async Task<Outcome> Run(Member member, string code, Request request, CancellationToken cancel)
    {
        var open = await hours.Of(member.Organisation, cancel);
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = request.Agreed is null ? null : await store.BeginWriting(cancel);
        if (await (writing is null ? StudyOf.Seen(store, member, code, cancel) : StudyOf.Held(store, member, code, cancel)) is not { Row.Kind: StudyKind.Shopped } study || await KeepForm.Latest(store, study.Row, cancel) is not { } form) return Refused(new Refusal.NotFound());
        if (Days(request, open.Zone) is { Count: > 0 } faults) return Refused(new Refusal.Invalid(faults));
        var (asked, companies) = await Asked(store, study, request, open, cancel);
        Fault[] wrong = [.. asked.Faults()];
        string[] unreached = [.. wrong.Where(IsUnreached).Select(fault => companies[Index(fault)].Name ?? $"{companies[Index(fault)].Number}")];
        if (wrong.Length > 0) return new(new Refusal.Invalid([.. wrong.Select(fault => IsUnreached(fault) ? new("companies", fault.Reason) : fault).Distinct()]), unreached);
        var wanted = request.Shared ? asked.ByShared() : asked;
        if (wanted.Refusal is { } apart) return Refused(apart);
        var drawn = ProbePlan.Of(asked = wanted.Value);
        if (drawn.Refusal is { } refusal) return Refused(refusal);
        var trial = new Trial(asked, drawn.Value, MarkOf(drawn.Value, form.Number), null);
        if (writing is null) return new(trial, []);
        // Pressed twice, or once more after the back button: it is the wave that was kept.
        if (await store.StudyWaves.AsNoTracking().FirstOrDefaultAsync(one => one.StudyId == study.Row.Id && one.Seed == request.Seed && one.From == request.From && one.Until == request.Until, cancel) is { } known) return new(trial with { Wave = known }, []);
        if (trial.Mark != request.Agreed) return new(new Refusal.Conflict("changed_meanwhile"), []);
        var wave = await Keep(store, study, trial, form.Number, cancel);
        log.Write(store, member, "study.wave", code, new { wave.Number, wave.From, wave.Until, probes = trial.Plan.Probes.Count });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return new(trial with { Wave = wave }, []);
    }

    private static Outcome Refused(Refusal refusal) => new(refusal, []);

    private static bool IsUnreached(Fault fault) => fault.Reason == "none_in_common";

    private static int Index(Fault fault) => int.Parse(fault.Field.AsSpan()[(fault.Field.IndexOf('[', StringComparison.Ordinal) + 1)..fault.Field.IndexOf(']', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture);

    private List<Fault> Days(Request request, TimeZoneInfo zone)
    {
        var faults = new List<Fault>();
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(hours.Now, zone));
        if (request.From is null) faults.Add(new("from", "not_a_date"));
        if (request.Until is null) faults.Add(new("until", "not_a_date"));
        if (request.From < today) faults.Add(new("from", "day_over"));
        if (request.Until < request.From) faults.Add(new("until", "before_from"));
        return faults;
    }

    private async Task<(PlanFor Asked, IReadOnlyList<StudyCompany> Companies)> Asked(OrganisationStore store, StudyOf study, Request request, HoursHere open, CancellationToken cancel)
    {
        var id = study.Row.Id;
        var companies = await store.StudyCompanies.AsNoTracking().Where(one => one.StudyId == id).OrderBy(one => one.Number).ToListAsync(cancel);
        var scenarios = await store.StudyScenarios.AsNoTracking().Where(one => one.StudyId == id && !one.Retired).OrderBy(one => one.Id).ToListAsync(cancel);
        var shoppers = await store.StudyShoppers.Where(one => one.StudyId == id && !one.GradesAgain && one.SecretHash != null).OrderBy(one => one.Id).Select(one => one.Id).ToListAsync(cancel);
        var spent = await store.Probes.CountAsync(probe => probe.StudyId == id && probe.State != ProbeState.Dropped, cancel) * (study.Design.CostEach ?? 0);
        var seed = request.Seed ?? BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8)) & int.MaxValue;
        // What earlier waves cost is spent.
        var asked = new PlanFor(
            study.Design with { Budget = study.Design.Budget is { } budget ? Math.Max(0, budget - spent) : null }, [.. companies.Select(one => new PlanCompany(one.Id, [.. KeepCompany.AddressesOf(one).Keys]))],
            [.. scenarios.Select(one => new PlanScenario(one.Id, KeepScenario.WordingsOf(one).Count, KeepScenario.ChannelsOf(one)))], shoppers, request.From!.Value, request.Until!.Value, seed, open.Zone)
        {
            Hours = study.Design.InServiceHours ? open.HoursOf(null, null) : null, NotBefore = NextHour(hours.Now),
        };
        return (asked, companies);
    }

    private async Task<StudyWave> Keep(OrganisationStore store, StudyOf study, Trial trial, int form, CancellationToken cancel)
    {
        var (asked, now) = (trial.Asked, new DateTimeOffset(hours.Now));
        var number = (await store.StudyWaves.Where(wave => wave.StudyId == study.Row.Id).MaxAsync(wave => (int?)wave.Number, cancel) ?? 0) + 1;
        var wave = new StudyWave { Id = Guid.CreateVersion7(now), StudyId = study.Row.Id, Number = number, From = asked.From, Until = asked.Until, Seed = asked.Seed, Form = form };
        store.StudyWaves.Add(wave);
        store.Probes.AddRange(trial.Plan.Probes.Select(planned => new Probe
        {
            Id = Guid.CreateVersion7(now), StudyId = study.Row.Id, Wave = number, CompanyId = planned.Company, Channel = planned.Channel, ScenarioId = planned.Scenario, Wording = planned.Wording,
            ShopperId = planned.Shopper, PlannedAt = planned.At, MailKey = RandomNumberGenerator.GetString(KeyLetters, 16), Twice = planned.Twice,
        }));
        await MailboxRounds.Wake(store, study.Row.Id, hours.Now, cancel);
        if (study.Row.State == StudyState.Draft) study.Row.State = StudyState.Fielded;
        return wave;
    }

    // Of a wave that begins today the day begins with the next hour: were it now, each minute would draw another plan than the one that was shown.
    private static DateTime NextHour(DateTime now) => now.Date.AddHours(now.Hour + 1);

    // Before when nobody can be approached is no part of what was agreed: the plan is, and that it comes out again.
    private static string MarkOf(ProbePlan plan, int form) => SeenMark.Of(plan.Probes.Select(one => $"{one.Company}{one.Channel}{one.Scenario}{one.Wording}{one.Shopper}{one.At:O}{one.Twice}").Prepend($"{form}"));
}
