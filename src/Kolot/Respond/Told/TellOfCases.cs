using Kolot.Core.Organisation;
using Kolot.Organisation.Mail;
using Kolot.Store;

namespace Kolot.Respond.Told;

/// <summary>What is to be told by mail.</summary>
/// <param name="Case">About which case.</param>
/// <param name="Kind">What.</param>
/// <param name="Subject">Of what.</param>
public sealed record ToTell(Guid Case, CaseMailKind Kind, Guid Subject)
{
    /// <summary>The member who is told; null for the customer.</summary>
    public Guid? Member { get; init; }
}

/// <summary>Leaves mails about cases in the transaction of what they tell of.</summary>
/// <remarks>They go by <see cref="MailRounds{TRow}"/>, also where the node that left them never came to ring.</remarks>
public sealed class TellOfCases(MailRounds<CaseMail> mails)
{
    // The bell is rung once it is on disk; the errand is for the case that nobody came to ring it.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>Says that an organisation has mails to send.</summary>
    public void Ring(string organisation) => mails.Ring(organisation);

    /// <summary>Leaves one. The caller saves, and rings once that is on disk.</summary>
    public void Leave(OrganisationStore store, ToTell what, DateTime now)
    {
        store.CaseMails.Add(new() { Id = Guid.CreateVersion7(now), CaseId = what.Case, Kind = what.Kind, SubjectId = what.Subject, MemberId = what.Member, Mail = MailState.Waiting, MailAt = now });
        if (!store.Errands.Local.Any(errand => errand.Kind == WriteCaseMail.Errand)) store.Errands.Add(new() { Kind = WriteCaseMail.Errand, Subject = "all", DueAt = now + Pause });
    }
}
