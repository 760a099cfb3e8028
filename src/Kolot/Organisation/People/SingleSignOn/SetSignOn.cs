using System.Text.Json;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People.SingleSignOn;

/// <summary>Says by which provider an organisation's people may sign in, and what they may do then.</summary>
public sealed class SetSignOn(Stores stores, SignOnDiscovery discovery, SignOnSecret secrets, Log log)
{
    private const int Longest = 500;

    /// <summary>What is asked, as typed.</summary>
    public sealed record Request
    {
        /// <summary>The provider's address, as its own documents call it.</summary>
        public string Issuer { get; init; } = "";

        /// <summary>What Kolot is called there.</summary>
        public string ClientId { get; init; } = "";

        /// <summary>The secret that was agreed there; empty to keep the one that is known.</summary>
        public string ClientSecret { get; init; } = "";

        /// <summary>The claim whose values the rules read; empty where the rule for everybody is enough.</summary>
        public string RoleClaim { get; init; } = "";

        /// <summary>The rules, one a line.</summary>
        public string Rules { get; init; } = "";

        /// <summary>Whether a mail address counts though the provider does not say that it was verified.</summary>
        public bool TrustsMail { get; init; }

        /// <summary>The version that the asker saw; 0 for none yet.</summary>
        public int Version { get; init; }
    }

    /// <summary>Keeps it, once the provider has answered as one.</summary>
    public async Task<Result<SignOnProvider>> Run(Member member, Request request, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        var units = await store.Units.AsNoTracking().ToListAsync(cancel);
        var (issuer, rules) = (request.Issuer.Trim().TrimEnd('/'), SignOnRules.Read(request.Rules, units));
        if (Faults(request, issuer, rules.Refusal) is { Count: > 0 } faults) return new Refusal.Invalid(faults);
        // Asked before the writer's turn is taken: a slow provider holds up nobody.
        if ((await discovery.Read(issuer, cancel)).Refusal is { } silent) return silent;

        await using var writing = await store.BeginWriting(cancel);
        var known = await store.SignOnProviders.SingleOrDefaultAsync(cancel);
        if ((known?.Version ?? 0) != request.Version) return new Refusal.Conflict("changed_meanwhile");
        if (known is null && request.ClientSecret.Length == 0) return new Refusal.Invalid("clientSecret", "required");
        // A secret is of one provider: it is never told to another that was typed in its place.
        if (known is not null && known.Issuer != issuer && request.ClientSecret.Length == 0) return new Refusal.Invalid("clientSecret", "required");

        var provider = known ?? new();
        if (known is null) store.Add(provider);
        (provider.Issuer, provider.ClientId, provider.RoleClaim) = (issuer, request.ClientId.Trim(), request.RoleClaim.Trim());
        (provider.Rules, provider.TrustsMail) = (JsonSerializer.Serialize(rules.Value), request.TrustsMail);
        if (request.ClientSecret.Length > 0) provider.ClientSecret = secrets.Seal(request.ClientSecret.Trim());
        provider.Version++;
        log.Write(store, member, "sign-on.changed", detail: new { provider.Issuer, provider.ClientId, provider.RoleClaim, rules = rules.Value, provider.TrustsMail });
        try
        {
            await store.SaveChangesAsync(cancel);
            await writing.Commit(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal.Conflict("changed_meanwhile");
        }

        return provider;
    }

    /// <summary>Ends it: members go on with the passwords that they have.</summary>
    public async Task End(Member member, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await store.SignOnProviders.ExecuteDeleteAsync(cancel) > 0) log.Write(store, member, "sign-on.ended");
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
    }

    /// <summary>The page, and what is posted from it.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/settings/single-sign-on", async (HttpContext context, Stores stores, Visit visit) =>
            Page(context, await Saved(stores, visit, context.RequestAborted), null, null)).NeedsWholeReach(Right.ManageMembers).NeedsFreshProof();
        organisation.MapPost("/settings/single-sign-on", async (HttpContext context, SetSignOn act, Stores stores, Visit visit, Notices notices) =>
        {
            var request = Read(await context.Request.ReadFormAsync(context.RequestAborted));
            var done = await act.Run(visit.Here, request, context.RequestAborted);
            if (done.Refused) return Page(context, await Saved(stores, visit, context.RequestAborted), request, done.Refusal);
            notices.Leave(Words.Saved);
            return Redirects.SeeOther(visit.Path("settings/single-sign-on"));
        }).NeedsWholeReach(Right.ManageMembers).NeedsFreshProof();
        organisation.MapPost("/settings/single-sign-on/closure", async (SetSignOn act, Visit visit, Notices notices, CancellationToken cancel) =>
        {
            await act.End(visit.Here, cancel);
            notices.Leave(Words.Ended);
            return Redirects.SeeOther(visit.Path("settings/single-sign-on"));
        }).NeedsWholeReach(Right.ManageMembers).NeedsFreshProof();
    }

    private static List<Fault> Faults(Request request, string issuer, Refusal? rules)
    {
        var faults = new List<Fault>();
        if (issuer.Length == 0) faults.Add(new("issuer", "required"));
        else if (issuer.Length > Longest || !SignOnDiscovery.IsAddress(issuer)) faults.Add(new("issuer", "not_an_address"));
        if (string.IsNullOrWhiteSpace(request.ClientId)) faults.Add(new("clientId", "required"));
        foreach (var (field, value) in new[] { ("clientId", request.ClientId), ("clientSecret", request.ClientSecret), ("roleClaim", request.RoleClaim) })
            if (value.Length > Longest) faults.Add(new(field, "too_long"));
        if (rules is Refusal.Invalid invalid) faults.AddRange(invalid.Faults);
        return faults;
    }

    private static Request Read(IFormCollection form) => new()
    {
        Issuer = form["issuer"].ToString(),
        ClientId = form["clientId"].ToString(),
        ClientSecret = form["clientSecret"].ToString(),
        RoleClaim = form["roleClaim"].ToString(),
        Rules = form["rules"].ToString(),
        TrustsMail = form["trustsMail"] == "true",
        Version = form.Version() ?? -1,
    };

    private static async Task<Request?> Saved(Stores stores, Visit visit, CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        return await store.SignOnProviders.AsNoTracking().SingleOrDefaultAsync(cancel) is not { } provider ? null : new()
        {
            Issuer = provider.Issuer, ClientId = provider.ClientId, RoleClaim = provider.RoleClaim, TrustsMail = provider.TrustsMail,
            Rules = SignOnRules.Write(provider.RulesRead), Version = provider.Version,
        };
    }

    private static RazorComponentResult<SignOnPage> Page(HttpContext context, Request? saved, Request? typed, Refusal? refusal) => new(new
    {
        // The secret is never shown again, not even to whoever just typed it: it would stand in the page.
        Typed = typed is null ? saved ?? new Request() : typed with { Version = refusal is Refusal.Conflict ? saved?.Version ?? 0 : typed.Version },
        Theirs = refusal is Refusal.Conflict ? saved ?? new Request() : null,
        IsSet = saved is not null,
        SecretIsLost = typed is { ClientSecret.Length: > 0 } && refusal is not null,
        ReturnsTo = SignOnDoor.ReturnAddress(context),
        Faults = Shell.Parts.Faults.Of(refusal, Words.ResourceManager),
    })
    {
        StatusCode = Problems.StatusOf(refusal),
    };
}
