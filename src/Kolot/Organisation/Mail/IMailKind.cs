using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Store;

namespace Kolot.Organisation.Mail;

/// <summary>A kind of mails of which each tells of one row: whoever brings one says what stands in it, and nothing of how it goes.</summary>
/// <remarks>A row that is to be mailed is kept as <see cref="MailState.Waiting"/> with its time, and with an errand of this kind.</remarks>
/// <typeparam name="TRow">The row.</typeparam>
public interface IMailKind<in TRow>
    where TRow : class, IMailed
{
    /// <summary>The errand that looks after those that wait.</summary>
    string ErrandKind { get; }

    /// <summary>Writes one, as things are now. What it says of the language is of this call alone.</summary>
    /// <returns>Busy where it is to wait, not found where nobody is to get it any more, invalid with the reason where it cannot go.</returns>
    Task<Result<WrittenMail>> Write(OrganisationStore store, TRow row, CancellationToken cancel);
}

/// <summary>A mail and where it goes.</summary>
public sealed record WrittenMail(string To, MailWords Words);
