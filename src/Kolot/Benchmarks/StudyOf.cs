using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks;

/// <summary>A study within a member's reach, with its design read.</summary>
/// <param name="Row">How it is kept.</param>
/// <param name="Design">How it is made.</param>
public sealed record StudyOf(Study Row, StudyDesign Design)
{
    /// <summary>What it is called, in the language of whoever reads.</summary>
    public string Name => Language.Here == "he" ? Row.Name : Row.NameEn ?? Row.Name;

    /// <summary>The study of a code; null where the member sees none. What is changed of its row is kept with the store.</summary>
    public static async Task<StudyOf?> Seen(OrganisationStore store, Member member, string code, CancellationToken cancel) =>
        await store.StudiesSeenBy(member).SingleOrDefaultAsync(study => study.Code == code, cancel) is { } row ? Of(row) : null;

    /// <summary>The same for whoever changes what its result is reckoned from: its revision is counted up, and nobody else changes it until this is committed.</summary>
    public static Task<StudyOf?> Held(OrganisationStore store, Member member, string code, CancellationToken cancel) => Held(store, member, (code, 1), cancel);

    /// <summary>The same for whoever changes what no result is reckoned from: what was reckoned holds on.</summary>
    public static Task<StudyOf?> HeldAsIs(OrganisationStore store, Member member, string code, CancellationToken cancel) => Held(store, member, (code, 0), cancel);

    /// <summary>Whether a member runs studies, and so sees more of them than their results.</summary>
    public static bool MayRun(Member member) => member is { SeesAll: true } && member.May(Right.RunStudies);

    /// <summary>A row, read.</summary>
    public static StudyOf Of(Study row) => new(row, StudyJson.Read<StudyDesign>(row.Design));

    // Writing the row lets nobody else write it, whether or not anything of it changes.
    private static async Task<StudyOf?> Held(OrganisationStore store, Member member, (string Code, int By) study, CancellationToken cancel) =>
        MayRun(member) && await store.StudiesSeenBy(member).Where(row => row.Code == study.Code).ExecuteUpdateAsync(set => set.SetProperty(row => row.Revision, row => row.Revision + study.By), cancel) > 0
            ? await Seen(store, member, study.Code, cancel) : null;
}
