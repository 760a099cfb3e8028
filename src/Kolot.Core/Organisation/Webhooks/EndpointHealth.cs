namespace Kolot.Core.Organisation.Webhooks;

/// <summary>When an endpoint that takes nothing is left alone for good.</summary>
public static class EndpointHealth
{
    /// <summary>For how long everything must have failed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(5);

    /// <summary>Why an endpoint is switched off after a try, as a code; null where it stays on.</summary>
    /// <param name="answer">What the try came to.</param>
    /// <param name="failingSince">Since when every try failed; null where this is the first.</param>
    /// <param name="now">Now.</param>
    public static string? OffBecause(DeliveryAnswer answer, DateTime? failingSince, DateTime now) =>
        answer.IsTaken ? null : answer.IsGone ? "gone" : now - failingSince >= Patience ? "failing" : null;
}
