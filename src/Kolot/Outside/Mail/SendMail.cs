using Kolot.Core;

namespace Kolot.Outside.Mail;

/// <summary>Sends one mail, and says what became of it.</summary>
public sealed class SendMail(OutsideDoor door, TimeProvider clock)
{
    /// <summary>The reason where the server did not answer in time.</summary>
    public const string TooSlow = "too_slow";

    /// <summary>How long a whole conversation may take.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(45);

    public async Task<MailOutcome> Run(MailServer server, OutgoingMail mail, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var wire = mail.Wire(Guid.CreateVersion7(now), now);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        var dialogue = new SmtpDialogue(door, server);
        try
        {
            var connected = await door.Connect(server.Host, server.Port, patience.Token);
            if (connected.Refusal is Refusal.Invalid { Faults: [var fault, ..] })
                return new(fault.Reason == "private_address" ? MailEnding.Refused : MailEnding.Later, fault.Reason, null);
            await using var connection = connected.Value;
            return await dialogue.Send(connection, mail, wire, patience.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Broken(dialogue, TooSlow);
        }
        catch (SmtpLines.StrangeAnswer)
        {
            return Broken(dialogue, "strange_answer");
        }
        catch (IOException)
        {
            return Broken(dialogue, "closed");
        }
    }

    private static MailOutcome Broken(SmtpDialogue dialogue, string reason) =>
        new(dialogue.IsOut ? MailEnding.Uncertain : MailEnding.Later, reason, dialogue.Said);
}
