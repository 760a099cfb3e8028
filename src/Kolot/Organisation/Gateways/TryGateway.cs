using System.Globalization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Organisation.People.SignIn;
using Kolot.Outside.Mail;
using Kolot.Outside.Messages;
using Kolot.Shell;
using Kolot.Store;

namespace Kolot.Organisation.Gateways;

/// <summary>Sends a message to a number that whoever asks typed, by what is saved, and tells what became of it.</summary>
public sealed class TryGateway(Stores stores, OpenGateways gateways, Log log)
{
    /// <summary>Sends it.</summary>
    public async Task<Result<MessageOutcome>> Run(Member member, string way, (string? To, string? Template) typed, CancellationToken cancel)
    {
        if (!GatewayChange.Ways.Contains(way)) return new Refusal.NotFound();
        if (Identities.Phone(typed.To) is not { } number) return new Refusal.Invalid("to", string.IsNullOrWhiteSpace(typed.To) ? "required" : "not_a_phone");
        var opened = await gateways.Of(member.Organisation, way, cancel);
        var outcome = opened.Refusal is Refusal.Invalid { Faults: [var fault, ..] }
            ? new MessageOutcome(MailEnding.Refused, fault.Reason, null)
            : await opened.Value.Gateway.Send(opened.Value.Account, new(number, Words.TestText, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) { Template = typed.Template?.Trim() ?? "" }, cancel);
        await using var store = await stores.Open(member.Organisation, cancel);
        log.Write(store, member, "gateway.tried", way, new { outcome.Ending, outcome.Reason });
        await store.SaveChangesAsync(cancel);
        return outcome;
    }

    /// <summary>What the page sends. What the gateway said is shown at once and kept nowhere.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/settings/gateways/{way}/test", async (string way, HttpContext context, Visit visit, TryGateway act, GatewaysView view) =>
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var done = await act.Run(visit.Here, way, (form["to"], form["template"]), context.RequestAborted);
        return await view.Page(context, way, null, done.Refusal, done.Refused ? null : done.Value);
    }).NeedsWholeReach(Right.SetMail).NeedsFreshProof().RequireRateLimiting(SignInSetup.Doors);
}
