using Kolot.Core.Listen;

namespace Kolot.Core.Demo;

/// <summary>A customer of the demonstration organisation, ready to be planted.</summary>
/// <param name="SourceId">The number in the customer system <see cref="DemoYear.CustomerSource"/>.</param>
/// <param name="Name">Full name.</param>
/// <param name="Unit">The code of the branch that serves the customer.</param>
/// <param name="Since">The first day as a customer.</param>
/// <param name="Identities">Kind and canonical value: <c>mail</c>, <c>phone</c>. No two customers share one; some customers have none.</param>
/// <param name="Attributes">What is known: <c>plan</c>, <c>value</c>, <c>came-from</c>, <c>region</c>, <c>city</c>, <c>language</c>, and of those who left <c>left-on</c> and <c>why-left</c>.</param>
public sealed record DemoCustomer(
    string SourceId, string Name, string Unit, DateOnly Since, IReadOnlyList<(string Kind, string Value)> Identities,
    IReadOnlyList<(string Key, string Value)> Attributes);

/// <summary>A voice of the demonstration organisation, as it would arrive.</summary>
/// <param name="Heard">The voice, with the codes of its channel, touchpoint and unit.</param>
/// <param name="By">The mail of the member who entered it; null where a system did.</param>
public sealed record DemoVoice(HeardVoice Heard, string? By);
