using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.Gateways;
using Kolot.Organisation.Mail;
using Kolot.Outside.Mail;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Sending;

/// <summary>Sends a message as it stands on the page, kept or not, to whoever writes it.</summary>
public sealed class TryMessage(Stores stores, OrganisationMail mail, OpenGateways gateways)
{
    /// <summary>Sends it: a mail to the member's own address, others to a number that was typed.</summary>
    public async Task<Result<(bool Good, string Told)>> Run(Member member, WriteMessage.Place place, WriteInvitation.Written sample, string? to, CancellationToken cancel)
    {
        if (place.Way == "mail")
        {
            await using var store = await stores.Open(member.Organisation, cancel);
            var own = await store.Members.Where(row => row.Id == member.Id).Select(row => row.Mail).SingleOrDefaultAsync(cancel) ?? "";
            var sent = (await mail.Send(member.Organisation, own, sample.Mail with { StopsAt = null }, cancel)).Ending == MailEnding.Sent;
            return (sent, sent ? Words.TrialSent : Words.TrialFailedMail);
        }

        if (Identities.Phone(to) is not { } number) return new Refusal.Invalid("to", "not_a_phone");
        var opened = await gateways.Of(member.Organisation, place.Way, cancel);
        var good = !opened.Refused && (await opened.Value.Gateway.Send(opened.Value.Account, new(number, sample.Text, place.Language) { Template = sample.Subject }, cancel)).Ending == MailEnding.Sent;
        return (good, good ? Words.TrialSent : Words.TrialFailedGateway);
    }
}
