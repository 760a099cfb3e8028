using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Contact;

/// <summary>Answers the errand "mail this step": hands it to whoever sends, and comes back to see what became of it.</summary>
/// <remarks>Nothing leaves the machine while a transaction is open. A mail whose sender never came back ends as uncertain: it may have been taken.</remarks>
public sealed class MailSteps(SendSteps send, TimeProvider clock) : IErrandAnswer
{
    /// <summary>The errand's kind.</summary>
    public const string Errand = "contact.mail";

    // Longer than a whole conversation with a mail server takes.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan[] BackOff = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(6)];

    /// <summary>How often a mail is tried.</summary>
    public static int MostTries => BackOff.Length;

    /// <inheritdoc/>
    public string Kind => Errand;

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var ids = errands.Select(errand => Guid.TryParse(errand.Subject, out var id) ? id : Guid.Empty).Distinct().ToArray();
        foreach (var step in await store.EnquirySteps.Where(step => ids.Contains(step.Id) && (step.Mail == StepMail.Waiting || step.Mail == StepMail.Sending)).ToArrayAsync(cancel))
        {
            if (step.Mail == StepMail.Sending && (now - (step.MailAt ?? now)).Duration() >= Lease)
            {
                step.Mail = StepMail.Uncertain;
                continue;
            }

            if (step.Mail == StepMail.Waiting) send.Soon(store.Organisation, step.Id);
            store.Errands.Add(new() { Kind = Errand, Subject = step.Id.ToString(), DueAt = now + BackOff[Math.Min(step.MailTries, BackOff.Length - 1)] });
        }

        await store.SaveChangesAsync(cancel);
    }
}
