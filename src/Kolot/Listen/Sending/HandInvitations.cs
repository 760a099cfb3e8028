using System.Collections.Concurrent;
using Kolot.Core;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Sending;
using Kolot.Organisation.Gateways;
using Kolot.Organisation.Mail;
using Kolot.Outside.Mail;
using Kolot.Outside.Messages;

namespace Kolot.Listen.Sending;

/// <summary>Hands invitations over by their way, and tells what became of each.</summary>
public sealed class HandInvitations(OrganisationMail organisationMail, SendMail mail, OpenGateways gateways)
{
    /// <summary>A way that is open for one round: what hands one over, and what ends it.</summary>
    /// <param name="Send">Hands one over.</param>
    /// <param name="Close">Ends it.</param>
    public sealed record Open(Func<Invitation, WriteInvitation.Written, CancellationToken, Task<Handover>> Send, Func<ValueTask> Close);

    /// <summary>Opens a way; refused with the reason where it is shut.</summary>
    public async Task<Result<Open>> To(string organisation, string way, string home, CancellationToken cancel) =>
        way == "mail" ? await Mail(organisation, cancel) : await Gateway(organisation, way, home, cancel);

    /// <summary>What became of a mail, as far as its invitation is concerned.</summary>
    internal static Handover Told(MailOutcome outcome, string messageId)
    {
        var said = Bounces.Bare(outcome.Said);
        var code = Bounces.CodeIn(outcome.Said) ?? outcome.Said?.Split(' ')[0] ?? "";
        var what = outcome.Ending switch
        {
            MailEnding.Sent => Handed.Taken,
            MailEnding.Uncertain => Handed.Uncertain,
            MailEnding.Later => outcome.Stage is MailStage.Reaching or MailStage.SigningIn ? Handed.Shut : Handed.Later,
            _ when outcome.Stage is MailStage.Reaching or MailStage.SigningIn or MailStage.Sender => Handed.Shut,
            _ => outcome.Stage == MailStage.Reader && Bounces.IsHard(code, outcome.Said) ? Handed.Dead : Handed.Refused,
        };
        return new(what, outcome.Reason ?? "", what == Handed.Taken ? "" : said) { Code = code, MessageId = what is Handed.Taken or Handed.Uncertain ? messageId : null };
    }

    /// <summary>The same of a message.</summary>
    internal static Handover Told(MessageOutcome outcome)
    {
        var what = outcome.Ending switch
        {
            MailEnding.Sent => Handed.Taken,
            MailEnding.Uncertain => Handed.Uncertain,
            MailEnding.Later => outcome.Reason is "no_answer" or "unknown_name" ? Handed.Shut : Handed.Later,
            _ when outcome.IsUnwanted => Handed.Unwanted,
            _ when outcome.IsOfReader => Handed.Dead,
            _ => outcome.Reason is "sign_in" or "not_there" or "certificate" or "private_address" or "template" ? Handed.Shut : Handed.Refused,
        };
        return new(what, outcome.Reason ?? "", Bounces.Bare(outcome.Said)) { Code = outcome.Code, MessageId = outcome.Id, Wait = outcome.Wait };
    }

    private async Task<Result<Open>> Mail(string organisation, CancellationToken cancel)
    {
        var sender = await organisationMail.SenderOf(organisation, cancel);
        if (sender.Refusal is { } shut) return shut;
        // A line to each who sends at once; whoever is done with one hands it on.
        var (idle, all) = (new ConcurrentBag<MailLine>(), new ConcurrentBag<MailLine>());
        async Task<Handover> Send(Invitation invitation, WriteInvitation.Written written, CancellationToken stop)
        {
            if (sender.Value.Write(invitation.Address ?? "", written.Mail) is not { } letter) return new(Handed.Dead, "address", "");
            if (!idle.TryTake(out var line)) all.Add(line = mail.To(sender.Value.Server));
            try
            {
                return Told(await line.Send(letter, invitation.Id, stop), OutgoingMail.IdOf(invitation.Id, letter.From));
            }
            finally
            {
                idle.Add(line);
            }
        }

        return new Open(Send, async () =>
        {
            foreach (var line in all) await line.DisposeAsync();
        });
    }

    private async Task<Result<Open>> Gateway(string organisation, string way, string home, CancellationToken cancel)
    {
        var opened = await gateways.Of(organisation, way, cancel);
        if (opened.Refusal is { } shut) return shut;
        var (gateway, account, hook) = opened.Value;
        var reports = OpenGateways.ReportsTo(home, organisation, way, hook);
        return new Open(
            async (invitation, written, stop) => Told(await gateway.Send(account, new(invitation.Address ?? "", written.Text, written.Language.TwoLetterISOLanguageName) { Template = written.Subject, ReportsTo = reports }, stop)),
            () => ValueTask.CompletedTask);
    }
}
