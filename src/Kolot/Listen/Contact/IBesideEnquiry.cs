using Kolot.Store;
using Microsoft.AspNetCore.Components;

namespace Kolot.Listen.Contact;

/// <summary>What later words know of the matter of an enquiry, for whoever wrote it. Their own page is the one place where they look, so it stands there.</summary>
public interface IBesideEnquiry
{
    /// <summary>What stands on the page of whoever wrote, below what was said; null where there is nothing.</summary>
    Task<RenderFragment?> Shown(string organisation, EnquiryTold told, BesideAt at, CancellationToken cancel);

    /// <summary>Which of some answers ask whoever wrote something, by their steps.</summary>
    Task<IReadOnlySet<Guid>> Questions(OrganisationStore store, IReadOnlyCollection<Guid> answers, CancellationToken cancel);
}

/// <summary>Where it stands.</summary>
/// <param name="Secret">What opens the page.</param>
/// <param name="Now">The moment, UTC.</param>
/// <param name="Zone">Where the organisation is.</param>
/// <param name="Typed">What was typed there and not taken.</param>
/// <param name="Fault">What is wrong with it.</param>
public sealed record BesideAt(string Secret, DateTime Now, TimeZoneInfo Zone, string? Typed, string? Fault);
