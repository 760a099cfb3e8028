using Kolot.Core.Respond.Cases;
using Kolot.Listen.Contact;
using Kolot.Store;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Told;

/// <summary>Shows whoever wrote through the form, on the page that they know, what we understood, promised and made right since; and which of our answers are questions.</summary>
public sealed class StandingBeside(Stores stores) : IBesideEnquiry
{
    /// <inheritdoc/>
    public async Task<RenderFragment?> Shown(string organisation, EnquiryTold told, BesideAt at, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        if (await store.CaseOfEnquiry(told.Enquiry, cancel) is not { } id || await store.CaseOf(id, cancel) is not { } number) return null;
        var row = await store.Cases.AsNoTracking().SingleAsync(one => one.Number == number, cancel);
        var view = await StandingView.Load(store, row, at.Secret, told.Enquiry.At, cancel) with { Now = at.Now, Zone = at.Zone, Typed = at.Typed, Fault = at.Fault };
        return view.HasAny ? Fragment(view) : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlySet<Guid>> Questions(OrganisationStore store, IReadOnlyCollection<Guid> answers, CancellationToken cancel)
    {
        // An answer is a step of its case under the same id.
        var ids = answers.ToArray();
        return await store.CaseSteps.Where(step => EF.Parameter(ids).Contains(step.Id) && step.Kind == CaseStepKinds.Asked).Select(step => step.Id).ToHashSetAsync(cancel);
    }

    private static RenderFragment Fragment(StandingView view) => builder =>
    {
        builder.OpenComponent<StandingSections>(0);
        builder.AddComponentParameter(1, nameof(StandingSections.View), view);
        builder.CloseComponent();
    };
}
