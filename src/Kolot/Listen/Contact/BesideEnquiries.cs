using Kolot.Core.Listen.Contact;
using Kolot.Store;
using Microsoft.AspNetCore.Components;

namespace Kolot.Listen.Contact;

/// <summary>Asks all who know something of an enquiry's matter.</summary>
public sealed class BesideEnquiries(Stores stores, IEnumerable<IBesideEnquiry> all)
{
    /// <summary>What they have for the page of whoever wrote.</summary>
    public async Task<(IReadOnlyList<RenderFragment> Shown, IReadOnlySet<Guid> Questions)> Of(string organisation, EnquiryTold told, BesideAt at, CancellationToken cancel)
    {
        var shown = new List<RenderFragment>();
        foreach (var one in all)
            if (await one.Shown(organisation, told, at, cancel) is { } fragment) shown.Add(fragment);
        var answers = told.Steps.Where(step => step.Kind == StepKind.Answered).Select(step => step.Id).ToArray();
        if (answers.Length == 0) return (shown, new HashSet<Guid>());
        await using var store = await stores.Open(organisation, cancel);
        return (shown, await Questions(store, answers, cancel));
    }

    /// <summary>Which of some answers ask something.</summary>
    public async Task<IReadOnlySet<Guid>> Questions(OrganisationStore store, IReadOnlyCollection<Guid> answers, CancellationToken cancel)
    {
        var questions = new HashSet<Guid>();
        foreach (var one in all) questions.UnionWith(await one.Questions(store, answers, cancel));
        return questions;
    }
}
