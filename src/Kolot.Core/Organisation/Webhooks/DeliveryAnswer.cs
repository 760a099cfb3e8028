namespace Kolot.Core.Organisation.Webhooks;

/// <summary>What became of one try to deliver a message.</summary>
/// <param name="Status">The status that was answered; null where nothing was.</param>
/// <param name="Reason">Why it was not taken, as a stable code; null where it was.</param>
/// <param name="Said">The beginning of what was answered.</param>
/// <param name="Wanted">How long the endpoint wants to be left alone (Retry-After); null where it did not say.</param>
public sealed record DeliveryAnswer(int? Status, string? Reason, string? Said = null, TimeSpan? Wanted = null)
{
    /// <summary>Whether the message was taken: a status of 200 to 299 alone says so.</summary>
    public bool IsTaken => Reason is null;

    /// <summary>Whether the endpoint wants no message ever again (410).</summary>
    public bool IsGone => Status == 410;

    /// <summary>What a status says: a redirect is a failure, since nobody looked at where it leads.</summary>
    public static DeliveryAnswer Of(int status, string? said, TimeSpan? wanted) => status switch
    {
        >= 200 and < 300 => new(status, null, said),
        >= 300 and < 400 => new(status, "redirect", said, wanted),
        410 => new(status, "gone", said),
        _ => new(status, "refused", said, wanted),
    };
}
