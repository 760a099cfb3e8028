namespace Kolot.Outside.Mail;

/// <summary>Sends one mail, and says what became of it; or opens a line for many.</summary>
public sealed class SendMail(OutsideDoor door, TimeProvider clock)
{
    /// <summary>The reason where the server did not answer in time.</summary>
    public const string TooSlow = "too_slow";

    /// <summary>How long the conversation on one mail may take.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>Sends one.</summary>
    public async Task<MailOutcome> Run(MailServer server, OutgoingMail mail, CancellationToken cancel)
    {
        await using var line = To(server);
        return await line.Send(mail, Guid.CreateVersion7(clock.GetUtcNow()), cancel);
    }

    /// <summary>A line to a server; it connects when the first mail comes.</summary>
    public MailLine To(MailServer server) => new(door, server, clock, Patience);
}
