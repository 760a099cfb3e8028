using Kolot.Core.Organisation;

namespace Kolot.Respond.Commitments;

/// <summary>Notes what an answer promises, as its writer ticked it while writing: each sentence by the time that it says.</summary>
public sealed class NotePromised(CaseCommitments commitments, MakeCommitment make)
{
    /// <summary>Does it, once the answer is kept.</summary>
    /// <param name="member">Who answered.</param>
    /// <param name="number">In which case.</param>
    /// <param name="ticked">The sentences. What the last answers do not say, or what was noted already, is left out.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task Run(Member member, long number, IReadOnlyCollection<string?> ticked, CancellationToken cancel)
    {
        if (ticked.Count == 0 || await commitments.Of(member, number, cancel) is not { } promised) return;
        foreach (var one in promised.Suggested.Where(one => ticked.Contains(one.Text)))
            await make.Run(member, number, new(Guid.CreateVersion7(), one.Text, null, one.DueAt), cancel);
    }
}
