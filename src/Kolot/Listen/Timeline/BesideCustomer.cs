namespace Kolot.Listen.Timeline;

/// <summary>What later words have of a customer, above the timeline of their voices. A component with the customer as its <c>Customer</c>.</summary>
/// <param name="Component">Which component.</param>
public sealed record BesideCustomer(Type Component);
