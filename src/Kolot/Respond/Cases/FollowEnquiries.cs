using Kolot.Core.Listen.Contact;
using Kolot.Core.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>Answers the errand that a step of an enquiry leaves: its case knows that it was read or answered there, and what its customer says of the ending.</summary>
public sealed class FollowEnquiries(CaseSteps steps) : IErrandAnswer
{
    /// <inheritdoc/>
    public string Kind => EnquiriesLeaving.Followed;

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        var ids = errands.Select(errand => Guid.TryParse(errand.Subject, out var id) ? id : Guid.Empty).ToArray();
        var told = await (from step in store.EnquirySteps.AsNoTracking()
                          where EF.Parameter(ids).Contains(step.Id) && !store.CaseSteps.Any(known => known.Id == step.Id)
                          join enquiry in store.Enquiries on step.EnquiryKey equals enquiry.Key
                          join voice in store.CaseVoices on enquiry.VoiceId equals voice.VoiceId
                          orderby step.At
                          select new { step, voice.CaseId }).ToListAsync(cancel);
        foreach (var one in told)
        {
            if (store.Database.IsNpgsql()) await store.Database.ExecuteSqlAsync($"select 1 from cases where id = {one.CaseId} for update", cancel);
            if (await store.Cases.SingleOrDefaultAsync(row => row.Id == one.CaseId, cancel) is { } row && Said(row, one.step) is { } said) await steps.Add(store, row, said, cancel);
        }
    }

    private static CaseStep? Said(Case row, EnquiryStep step)
    {
        var kind = step.Kind switch
        {
            StepKind.Seen => CaseStepKinds.Acknowledged,
            StepKind.Answered => CaseStepKinds.Answered,
            StepKind.Solved when row.Confirmed != true => CaseStepKinds.ClosedConfirmed,
            StepKind.NotYet => CaseStepKinds.Heard,
            _ => null,
        };
        return kind is null ? null : new()
        {
            Id = step.Id, Kind = kind, At = step.At, ByMember = step.MemberId, ByCustomer = step.MemberId is null, Text = step.Kind == StepKind.Answered ? step.Text : null, SeenByCustomer = true,
            Details = step.Kind == StepKind.NotYet ? CaseDetails.Of(("solved", "no")) : CaseDetails.Of(("way", "page"), ("minutes", step.Minutes)),
        };
    }
}
