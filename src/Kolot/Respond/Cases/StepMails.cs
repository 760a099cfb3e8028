using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>Tells what became of the mails by which a customer was told of steps: one that may not have come is to be seen where its words stand.</summary>
internal static class StepMails
{
    /// <summary>By the ids of steps. What we understood, and another time that was asked for, stand with their own.</summary>
    public static async Task<IReadOnlyDictionary<Guid, MailState>> Of(OrganisationStore store, IReadOnlyList<CaseStep> steps, CancellationToken cancel)
    {
        // An answer is a step of the enquiry under the same id; a step of recovery has a mail of its own.
        var answers = steps.Where(step => step.Kind is CaseStepKinds.Answered or CaseStepKinds.Asked).Select(step => step.Id).ToArray();
        var recovered = steps.Select(step => (step.Id, Of: step.DetailId("recovery"))).Where(step => step.Of is not null).ToDictionary(step => step.Of!.Value, step => step.Id);
        var mails = await store.EnquirySteps.Where(step => answers.Contains(step.Id)).Select(step => new { step.Id, step.Mail }).ToDictionaryAsync(step => step.Id, step => step.Mail, cancel);
        if (recovered.Count == 0) return mails;
        var told = recovered.Keys.ToArray();
        foreach (var mail in await store.CaseMails.Where(mail => told.Contains(mail.SubjectId) && mail.MemberId == null).Select(mail => new { mail.SubjectId, mail.Mail }).ToListAsync(cancel)) mails[recovered[mail.SubjectId]] = mail.Mail;
        return mails;
    }
}
