using System.Runtime.CompilerServices;
using Kolot.Core.Listen.Contact;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Contact;

/// <summary>What is held of an enquiry beside its voice, for whoever asks what is held of them.</summary>
public sealed record HeldEnquiry(string Number, Guid Voice, DateTime At, string Topic, string? Name, string? Mail, string? Phone, string? Consent, IReadOnlyList<HeldEnquiry.Step> Steps)
{
    /// <summary>What happened with it.</summary>
    public sealed record Step(DateTime At, string Kind, string? Answer, DateTime? DueAt);

    /// <summary>Those of some customers, the oldest first.</summary>
    public static async IAsyncEnumerable<HeldEnquiry> Of(OrganisationStore store, IReadOnlyCollection<Guid> customers, [EnumeratorCancellation] CancellationToken cancel)
    {
        var theirs = store.Enquiries.AsNoTracking().Where(enquiry => store.Voices.Any(voice => voice.Id == enquiry.VoiceId && voice.CustomerId != null && customers.Contains(voice.CustomerId.Value)));
        foreach (var one in await theirs.OrderBy(enquiry => enquiry.Id).ToArrayAsync(cancel))
        {
            var steps = await store.EnquirySteps.AsNoTracking().Where(step => step.EnquiryKey == one.Key).OrderBy(step => step.At).ToArrayAsync(cancel);
            yield return new(EnquiryNumber.Of(one.Id), one.VoiceId, one.At, one.Topic, one.Name, one.Mail, one.Phone, one.Consent, [.. steps.Select(step => new Step(step.At, step.Kind.ToString(), step.Text, step.DueAt))]);
        }
    }
}
