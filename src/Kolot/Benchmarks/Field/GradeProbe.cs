using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Field;

/// <summary>Keeps how a shopper graded an answer; whoever grades again sees nothing of the first. Until somebody else can have seen them, grades are given anew; then they stand, and a reviewer corrects them (<see cref="CorrectGrades"/>).</summary>
public sealed class GradeProbe(Stores stores, TimeProvider clock)
{
    /// <summary>The longest remark.</summary>
    public const int LongestRemark = 2_000;

    /// <summary>How a grade of an item is named in a form.</summary>
    public const string Field = "grade-";

    /// <summary>What of an item is chosen where it does not apply.</summary>
    public const string NotApplicable = "na";

    /// <summary>What is asked.</summary>
    /// <param name="Given">What was chosen of an item, by its key; null where nothing was.</param>
    /// <param name="Remark">What they write to it.</param>
    public sealed record Request(Func<string, string?> Given, string? Remark);

    /// <summary>Keeps it.</summary>
    public async Task<Result<Probe>> Run(string organisation, string secret, Guid id, Request request, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await HeldProbe.ByShopper(store, secret, id, cancel) is not { Shopper: { } shopper } held) return new Refusal.NotFound();
        var (probe, now, again) = (held.Probe, clock.GetUtcNow().UtcDateTime, shopper.GradesAgain);
        var remark = string.IsNullOrWhiteSpace(request.Remark) ? null : request.Remark.Trim();
        Result<Dictionary<string, int?>> read = await FormOf(store, held.Wave, cancel) is { } form ? Read(form, request) : new Refusal.Conflict("no_form");
        var kept = await store.ProbeGradings.SingleOrDefaultAsync(grading => grading.ProbeId == probe.Id && grading.Again == again, cancel);
        // A telephone that heard no answer asks again: what stands already is looked at by nobody anew.
        if (!read.Refused && kept is not null && kept.ShopperId == shopper.Id && kept.Remark == remark && StudyJson.WriteGrades(StudyJson.ReadGrades(kept.Grades)) == StudyJson.WriteGrades(read.Value)) return probe;
        if (held.IsClosed) return new Refusal.Conflict("wave_closed");
        if (probe.State != ProbeState.Answered) return new Refusal.Conflict("not_answered");
        if (read.Refusal is { } refusal) return refusal;
        if (kept is not null && kept.ShopperId != shopper.Id && again) return new Refusal.Conflict("graded_meanwhile");
        if (kept is not null && Stand(probe, await store.ProbeGradings.CountAsync(grading => grading.ProbeId == probe.Id, cancel))) return new Refusal.Conflict("grades_stand");
        if (kept is null) store.ProbeGradings.Add(kept = new() { ProbeId = probe.Id, Again = again, ShopperId = shopper.Id, Form = held.Wave.Form, Grades = "" });
        (kept.Grades, kept.Remark, kept.At) = (StudyJson.WriteGrades(read.Value), remark, now);
        // What was accepted by the first grades stays so: the second are for how far two people agree.
        if (again) probe.Version++;
        else held.Touch();
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return probe;
    }

    /// <summary>Whether grades stand as they were given: both are in, or a reviewer looked. Whoever saw them could tell what to give instead, and two would agree who do not.</summary>
    internal static bool Stand(Probe probe, int gradings) => gradings > 1 || probe.ReviewedAt is not null;

    /// <summary>By what the answers of a wave are graded; null where none are.</summary>
    internal static async Task<AssessmentForm?> FormOf(OrganisationStore store, StudyWave wave, CancellationToken cancel) =>
        await store.StudyForms.Where(form => form.StudyId == wave.StudyId && form.Number == wave.Form).Select(form => form.Content).SingleOrDefaultAsync(cancel) is { } content ? StudyJson.Read<AssessmentForm>(content) : null;

    // Every item is graded or said not to apply: what was forgotten would count as nothing.
    internal static Result<Dictionary<string, int?>> Read(AssessmentForm form, Request request)
    {
        var (grades, faults) = (new Dictionary<string, int?>(), new List<Fault>());
        foreach (var item in form.Items)
        {
            var given = request.Given(item.Key);
            if (given is [>= '1' and <= '5']) grades[item.Key] = given[0] - '0';
            else if (given == NotApplicable && item.MayNotApply) grades[item.Key] = null;
            else faults.Add(new(Field + item.Key, "required"));
        }

        if (request.Remark is { Length: > LongestRemark }) faults.Add(new("remark", "too_long"));
        return faults.Count > 0 ? new Refusal.Invalid(faults) : grades;
    }
}
