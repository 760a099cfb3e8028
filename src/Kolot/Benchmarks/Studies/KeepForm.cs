using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Studies;

/// <summary>Changes by what answers are graded. What a wave is graded by stays as it is: a change after that is the next version, for the waves to come.</summary>
public sealed class KeepForm(Stores stores, Log log, TimeProvider clock)
{
    /// <summary>A form that was kept.</summary>
    /// <param name="Number">Its version.</param>
    /// <param name="Form">The form.</param>
    /// <param name="IsNext">Whether it became another version by this.</param>
    public sealed record Kept(int Number, AssessmentForm Form, bool IsNext);

    /// <summary>Changes it.</summary>
    /// <param name="member">Who does.</param>
    /// <param name="code">Which study's.</param>
    /// <param name="change">What it is to be, from what it is now.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Result<Kept>> Run(Member member, string code, Func<AssessmentForm, Result<AssessmentForm>> change, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await StudyOf.HeldAsIs(store, member, code, cancel) is not { } study || await Latest(store, study.Row, cancel) is not { } was) return new Refusal.NotFound();
        var form = StudyJson.Read<AssessmentForm>(was.Content);
        var wanted = change(form);
        if (wanted.Refusal is { } refusal) return refusal;
        Fault[] faults = [.. FormCheck.Faults(wanted.Value)];
        if (faults.Length > 0) return new Refusal.Invalid(faults);
        var content = StudyJson.Write(wanted.Value);
        if (content == was.Content) return new Kept(was.Number, form, false);
        var (used, now) = (await IsUsed(store, was, cancel), clock.GetUtcNow().UtcDateTime);
        var number = used ? was.Number + 1 : was.Number;
        if (used) store.StudyForms.Add(new() { StudyId = study.Row.Id, Number = number, Content = content, WrittenAt = now, WrittenBy = member.Id });
        else await store.StudyForms.Where(one => one.StudyId == study.Row.Id && one.Number == number).ExecuteUpdateAsync(set => set.SetProperty(one => one.Content, content).SetProperty(one => one.WrittenAt, now).SetProperty(one => one.WrittenBy, member.Id), cancel);
        log.Write(store, member, "study.form", code, new { number });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return new Kept(number, wanted.Value, used);
    }

    /// <summary>The last version of a study's form; null where it has none.</summary>
    internal static Task<StudyForm?> Latest(OrganisationStore store, Study study, CancellationToken cancel) =>
        store.StudyForms.AsNoTracking().Where(one => one.StudyId == study.Id).OrderByDescending(one => one.Number).FirstOrDefaultAsync(cancel);

    /// <summary>Whether a wave is graded by it, so that it stays as it is.</summary>
    internal static Task<bool> IsUsed(OrganisationStore store, StudyForm form, CancellationToken cancel) =>
        store.StudyWaves.AnyAsync(wave => wave.StudyId == form.StudyId && wave.Form >= form.Number, cancel);
}
