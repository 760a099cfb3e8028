using System.Security.Cryptography;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Gateways;

/// <summary>Decides by which gateway messages of a way go; or that none go any more.</summary>
public sealed class SetGateway(Stores stores, OpenGateways gateways, Log log)
{
    /// <summary>Saves it, unless somebody changed it since the draft was begun.</summary>
    public Task<Result<GatewaySettings>> Run(Member member, GatewayDraft draft, CancellationToken cancel) => Keep(member, draft.Way, "gateway.changed", known =>
    {
        // A secret goes where it was typed for and nowhere else.
        var same = known is { Secret: not null } && known.Address == draft.Address.Trim() && known.Account == draft.Account.Trim();
        if (GatewayChange.RefuseUnless(draft, same, gateways.MayBeOpen) is { } refusal) return refusal;
        if (draft.Version != (known?.Version ?? 0)) return new Refusal.Conflict("changed_meanwhile");
        byte[]? Kept(string? typed, byte[]? kept) => !string.IsNullOrEmpty(typed) ? gateways.Seal(member.Organisation, typed) : same ? kept : null;
        return new GatewaySettings
        {
            Way = draft.Way, Address = draft.Address.Trim(), Account = draft.Account.Trim(), Sender = draft.Sender.Trim(), Fields = draft.Fields.ReplaceLineEndings("\n").Trim(), Secret = Kept(draft.Secret, known?.Secret),
            Proof = Kept(draft.Proof, known?.Proof), Hook = known?.Hook is { Length: > 0 } hook ? hook : WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(16)), Version = (known?.Version ?? 0) + 1,
        };
    }, cancel);

    /// <summary>Sends nothing by this way any more, and forgets the account and its secrets.</summary>
    public Task<Result<GatewaySettings>> End(Member member, string way, int? version, CancellationToken cancel) => Keep(member, way, "gateway.stopped", known =>
        known is null || version != known.Version ? new Refusal.Conflict("changed_meanwhile") : new GatewaySettings { Way = way, Hook = known.Hook, Version = known.Version + 1 }, cancel);

    /// <summary>The page, and what is posted from it.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/settings/gateways", (Visit visit) => Results.Redirect(visit.Path($"settings/gateways/{GatewayChange.Ways[0]}"))).NeedsWholeReach(Right.SetMail);
        organisation.MapGet("/settings/gateways/{way}", (string way, HttpContext context, GatewaysView view) => view.Page(context, way, null, null)).NeedsWholeReach(Right.SetMail).NeedsFreshProof();
        organisation.MapPost("/settings/gateways/{way}", async (string way, HttpContext context, Visit visit, SetGateway act, GatewaysView view) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            string Typed(string field) => form[field].ToString();
            var draft = new GatewayDraft { Way = way, Address = Typed("address"), Account = Typed("account"), Sender = Typed("sender"), Fields = Typed("fields"), Secret = Typed("secret"), Proof = Typed("proof"), Version = form.Version() };
            var done = await act.Run(visit.Here, draft, context.RequestAborted);
            if (done.Refused) return await view.Page(context, way, draft, done.Refusal);
            context.RequestServices.GetRequiredService<Notices>().Leave(Words.Saved);
            return Redirects.SeeOther(visit.Path($"settings/gateways/{way}"));
        }).NeedsWholeReach(Right.SetMail).NeedsFreshProof();
        organisation.MapPost("/settings/gateways/{way}/removal", async (string way, HttpContext context, Visit visit, SetGateway act, GatewaysView view) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var done = await act.End(visit.Here, way, form.Version(), context.RequestAborted);
            if (done.Refused) return await view.Page(context, way, null, done.Refusal);
            context.RequestServices.GetRequiredService<Notices>().Leave(Words.Stopped);
            return Redirects.SeeOther(visit.Path($"settings/gateways/{way}"));
        }).NeedsWholeReach(Right.SetMail).NeedsFreshProof();
    }

    private async Task<Result<GatewaySettings>> Keep(Member member, string way, string act, Func<GatewaySettings?, Result<GatewaySettings>> decide, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var known = await store.Gateways.SingleOrDefaultAsync(gateway => gateway.Way == way, cancel);
        var decided = decide(known);
        if (decided.Refused) return decided;

        var wanted = decided.Value;
        if (known is null) store.Add(wanted);
        else store.Entry(known).CurrentValues.SetValues(wanted);
        log.Write(store, member, act, way, detail: new { wanted.Address, wanted.Account, wanted.Sender });
        try
        {
            await store.SaveChangesAsync(cancel);
            await writing.Commit(cancel);
        }
        catch (DbUpdateException)
        {
            return new Refusal.Conflict("changed_meanwhile");
        }

        return wanted;
    }
}
