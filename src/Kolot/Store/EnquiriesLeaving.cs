using Microsoft.EntityFrameworkCore;

namespace Kolot.Store;

/// <summary>Lets enquiries go with their voices, or with the words of those.</summary>
public static class EnquiriesLeaving
{
    /// <summary>The errand "whoever follows an enquiry up is to know of this step of it"; its subject is the step.</summary>
    public const string Followed = "enquiry.follow";

    /// <summary>Leaves it, in the transaction of the step. Of words that came, the errand of their voice tells.</summary>
    public static void LeaveForItsCase(this OrganisationStore store, EnquiryStep step) =>
        store.Errands.Add(new() { Kind = Followed, Subject = step.Id.ToString(), DueAt = step.At });

    /// <summary>Removes the enquiries of voices with their steps and files, and the steps by which voices were added; in the caller's transaction.</summary>
    /// <returns>How many rows went.</returns>
    public static async Task<int> RemoveEnquiriesOf(this OrganisationStore store, IReadOnlyCollection<Guid> voices, CancellationToken cancel)
    {
        var keys = await store.Enquiries.Where(enquiry => voices.Contains(enquiry.VoiceId)).Select(enquiry => enquiry.Key).ToArrayAsync(cancel);
        return await store.RemoveFilesOf(keys, cancel)
            + await store.EnquirySteps.Where(step => keys.Contains(step.EnquiryKey) || (step.VoiceId != null && voices.Contains(step.VoiceId.Value))).ExecuteDeleteAsync(cancel)
            + await store.Enquiries.Where(enquiry => keys.Contains(enquiry.Key)).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Removes who wrote, what was answered to them, and what they attached; when it was and by when it was answered stays, to be counted. In the caller's transaction.</summary>
    public static async Task TakeWordsOfEnquiries(this OrganisationStore store, IReadOnlyCollection<Guid> voices, CancellationToken cancel)
    {
        var keys = await store.Enquiries.Where(enquiry => voices.Contains(enquiry.VoiceId)).Select(enquiry => enquiry.Key).ToArrayAsync(cancel);
        if (keys.Length == 0) return;
        await store.RemoveFilesOf(keys, cancel);
        await store.EnquirySteps.Where(step => keys.Contains(step.EnquiryKey) && step.Text != null).ExecuteUpdateAsync(set => set.SetProperty(step => step.Text, (string?)null), cancel);
        await store.Enquiries.Where(enquiry => keys.Contains(enquiry.Key))
            .ExecuteUpdateAsync(set => set.SetProperty(enquiry => enquiry.Name, (string?)null).SetProperty(enquiry => enquiry.Mail, (string?)null).SetProperty(enquiry => enquiry.Phone, (string?)null), cancel);
    }
}
