using System.Globalization;
using Kolot.Organisation.Mail;
using Kolot.Outside.Mail;
using Kolot.Shell;

namespace Kolot.Organisation.People;

/// <summary>Sends an invitation to whom it is for, through the organisation's mail server. The link is shown besides: a mail may be lost.</summary>
public sealed class InviteByMail(OrganisationMail mail)
{
    /// <summary>Sends it, in the language of whoever invites.</summary>
    public Task<MailOutcome> Run(Visit visit, string to, string link, CancellationToken cancel)
    {
        var name = visit.OrganisationName ?? visit.Here.Organisation;
        var text = Words.InviteMailText.Replace("{0}", visit.Here.Name, StringComparison.Ordinal).Replace("{1}", name, StringComparison.Ordinal);
        return mail.Send(visit.Here.Organisation, to, new(Words.InviteMailSubject.Replace("{0}", name, StringComparison.Ordinal), $"{text}\n\n{link}\n\n{Words.InviteMailEnd}", CultureInfo.CurrentUICulture), cancel);
    }
}
