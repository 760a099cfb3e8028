using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Restatements;
using Kolot.Respond.Cases;
using Kolot.Respond.Commitments;
using Kolot.Respond.Told;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Restatements;

/// <summary>Whether the customer of a case was understood.</summary>
/// <param name="Row">The case.</param>
/// <param name="All">What was said back, in order.</param>
/// <param name="Names">Members by their ids.</param>
public sealed record UnderstoodInCase(Case Row, IReadOnlyList<Restatement> All, IReadOnlyDictionary<Guid, string> Names)
{
    /// <summary>Where it stands.</summary>
    public Understanding Stands { get; } = Understandings.Of(All.Select(one => one.Ending));

    /// <summary>The last thing that was said back and not replaced.</summary>
    public Restatement? Last => All.LastOrDefault(one => one.Ending != RestatementEnding.Replaced);

    /// <summary>Whether it was answered without their word that they were understood.</summary>
    public bool AnsweredWithout => Row.AnsweredAt is not null && Stands != Understanding.Confirmed;

    /// <summary>What became of the mail by which they are asked; null where none was to go.</summary>
    public MailState? Mail { get; init; }

    /// <summary>By what they read what is written to them.</summary>
    public required CaseReached Reached { get; init; }

    /// <summary>Whether they are awaited by a question that never came to them.</summary>
    public bool NeverCame => Stands == Understanding.Waiting && !Reached.Page && Mail is not (MailState.Waiting or MailState.Sending or MailState.Sent or MailState.Uncertain);
}

/// <summary>Reads it.</summary>
public sealed class CaseUnderstanding(Stores stores, CasesReached reached)
{
    /// <summary>Of a case within reach; null where there is none.</summary>
    public async Task<UnderstoodInCase?> Of(Member reader, long number, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        if (await store.CasesSeenBy(reader).AsNoTracking().SingleOrDefaultAsync(one => one.Number == number, cancel) is not { } row) return null;
        var cases = await store.Together(row, cancel);
        var all = await store.Restatements.AsNoTracking().Where(one => cases.Contains(one.CaseId)).OrderBy(one => one.SentAt).ToListAsync(cancel);
        var view = new UnderstoodInCase(row, all, await store.Members.AsNoTracking().ToDictionaryAsync(member => member.Id, member => member.Name, cancel)) { Reached = await reached.Of(store, row, cancel) };
        if (view.Last is not { Ending: RestatementEnding.Waiting } waits) return view;
        return view with { Mail = await store.CaseMails.AsNoTracking().Where(mail => mail.SubjectId == waits.Id).Select(mail => (MailState?)mail.Mail).FirstOrDefaultAsync(cancel) };
    }
}
