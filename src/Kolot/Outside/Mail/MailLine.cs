namespace Kolot.Outside.Mail;

/// <summary>A line to a mail server that takes one mail after another, and is connected anew where it broke.</summary>
public sealed class MailLine : IAsyncDisposable
{
    // Many servers hang up after a hundred, and whoever says goodbye first is not taken for somebody who broke off.
    private const int MostOnOne = 100;

    private readonly OutsideDoor door;
    private readonly MailServer server;
    private readonly TimeProvider clock;
    private readonly TimeSpan patience;
    private SmtpDialogue? open;
    private int handed;

    internal MailLine(OutsideDoor door, MailServer server, TimeProvider clock, TimeSpan patience) => (this.door, this.server, this.clock, this.patience) = (door, server, clock, patience);

    /// <summary>How often a connection was made.</summary>
    public int Connections { get; private set; }

    /// <summary>Sends a mail.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="id">What its Message-ID is made of: the same for each try.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<MailOutcome> Send(OutgoingMail mail, Guid id, CancellationToken cancel)
    {
        if (handed >= MostOnOne) await Close();
        var wire = mail.Wire(id, clock.GetUtcNow());
        var rested = open is not null;
        var outcome = await Try(mail, wire, cancel);
        // A server may have hung up on a line that rested. Nothing of this mail was taken then, and a new line tells what it thinks of it.
        return rested && open is null && outcome is { Ending: MailEnding.Later, Reason: "closed" or "server" } ? await Try(mail, wire, cancel) : outcome;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Close();

    private async Task<MailOutcome> Try(OutgoingMail mail, string wire, CancellationToken cancel)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limited.CancelAfter(patience);
        var dialogue = open;
        try
        {
            if (dialogue is null)
            {
                dialogue = new(door, server);
                Connections++;
                if (await dialogue.Open(limited.Token) is { } shut)
                {
                    await dialogue.DisposeAsync();
                    return shut;
                }

                (open, handed) = (dialogue, 0);
            }

            handed++;
            var outcome = await dialogue.Hand(mail, wire, limited.Token);
            if (dialogue.IsOver) await Close();
            return outcome;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return await Broken(dialogue, SendMail.TooSlow);
        }
        catch (SmtpLines.StrangeAnswer)
        {
            return await Broken(dialogue, "strange_answer");
        }
        catch (IOException)
        {
            return await Broken(dialogue, "closed");
        }
    }

    private async Task<MailOutcome> Broken(SmtpDialogue? dialogue, string reason)
    {
        open = null;
        var outcome = new MailOutcome(dialogue?.IsOut == true ? MailEnding.Uncertain : MailEnding.Later, reason, dialogue?.Said) { Stage = dialogue?.Stage ?? MailStage.Reaching };
        if (dialogue is not null) await dialogue.DisposeAsync();
        return outcome;
    }

    private async Task Close()
    {
        if (open is not { } dialogue) return;
        open = null;
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2), clock);
        await dialogue.Leave(soon.Token);
        await dialogue.DisposeAsync();
    }
}
