using System.Globalization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Organisation.People.SignIn;
using Kolot.Outside.Mail;
using Kolot.Shell;
using Kolot.Store;

namespace Kolot.Organisation.Mail;

/// <summary>Sends a test message to whoever asks for it, by what is saved, and tells what became of it.</summary>
public sealed class TryMail(Stores stores, OrganisationMail mail, MailView view, Log log)
{
    /// <summary>Sends it.</summary>
    public async Task<MailOutcome> Run(Member member, CancellationToken cancel)
    {
        var to = (await view.Run(member, null, cancel)).Own;
        var outcome = await mail.Send(member.Organisation, to, new(Words.TestSubject, Words.TestText, CultureInfo.CurrentUICulture), cancel);
        await using var store = await stores.Open(member.Organisation, cancel);
        log.Write(store, member, "mail.tried", detail: new { outcome.Ending, outcome.Reason });
        await store.SaveChangesAsync(cancel);
        return outcome;
    }

    /// <summary>What the page sends. What the server said is shown at once and kept nowhere.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/settings/mail/test", async (Visit visit, TryMail act, MailView view, CancellationToken cancel) =>
        await view.Page(visit.Here, null, null, await act.Run(visit.Here, cancel), cancel)).NeedsWholeReach(Right.SetMail).RequireRateLimiting(SignInSetup.Doors);
}
