using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Organisation.Webhooks;
using Kolot.Organisation.People;
using Kolot.Outside.Webhooks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Webhooks;

/// <summary>Makes an endpoint, changes it, gives it a new secret, switches it off and on, and removes it.</summary>
public sealed class SetEndpoint(Stores stores, SetEndpoint.Means means, Log log, TimeProvider clock)
{
    /// <summary>For how long an old secret signs beside the new one.</summary>
    public static readonly TimeSpan OldSecretStays = TimeSpan.FromHours(24);

    /// <summary>By what it is decided.</summary>
    public sealed record Means(WebhookEvents Events, WebhookSecrets Secrets, Microsoft.Extensions.Options.IOptions<Outside.OutsideSettings> Outside);

    /// <summary>What came of it.</summary>
    /// <param name="Endpoint">As it stands now.</param>
    /// <param name="Secret">The new secret, told once; null where there is none.</param>
    public sealed record Done(WebhookEndpoint Endpoint, string? Secret);

    /// <summary>Makes one.</summary>
    public async Task<Result<Done>> Make(Member member, EndpointDraft draft, CancellationToken cancel)
    {
        if (Decide(draft) is { Refusal: { } refusal }) return refusal;
        var wanted = Decide(draft).Value;
        var (now, secret) = (clock.GetUtcNow(), WebhookSecrets.Make());
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await store.WebhookEndpoints.CountAsync(cancel) >= EndpointChange.Most) return new Refusal.Conflict("too_many");
        var endpoint = new WebhookEndpoint
        {
            Id = Guid.CreateVersion7(now), Name = wanted.Name, Address = wanted.Address, Events = string.Join(',', wanted.Events), Full = wanted.Full,
            Secret = means.Secrets.Seal(member.Organisation, secret), MadeBy = member.Id, MadeAt = now.UtcDateTime,
        };
        store.WebhookEndpoints.Add(endpoint);
        Note(store, member, "webhook.made", endpoint);
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return new Done(endpoint, WebhookSecret.Written(secret));
    }

    /// <summary>Changes one, unless somebody changed it since the draft was begun.</summary>
    public Task<Result<Done>> Change(Member member, Guid id, EndpointDraft draft, CancellationToken cancel) => Keep(member, id, "webhook.changed", (_, endpoint) =>
    {
        if (Decide(draft) is { Refusal: { } refusal }) return Task.FromResult<Result<Secret>>(refusal);
        if (draft.Version != endpoint.Version) return Task.FromResult<Result<Secret>>(new Refusal.Conflict("changed_meanwhile"));
        var wanted = Decide(draft).Value;
        (endpoint.Name, endpoint.Address, endpoint.Events, endpoint.Full) = (wanted.Name, wanted.Address, string.Join(',', wanted.Events), wanted.Full);
        return Nothing;
    }, cancel);

    /// <summary>Gives it a new secret; the old one signs too for a day, so that whoever runs it can change over.</summary>
    public Task<Result<Done>> Rotate(Member member, Guid id, CancellationToken cancel) => Keep(member, id, "webhook.secret", (_, endpoint) =>
    {
        var secret = WebhookSecrets.Make();
        (endpoint.OldSecret, endpoint.OldUntil) = (endpoint.Secret, clock.GetUtcNow().UtcDateTime + OldSecretStays);
        endpoint.Secret = means.Secrets.Seal(member.Organisation, secret);
        return Task.FromResult<Result<Secret>>(new Secret(WebhookSecret.Written(secret)));
    }, cancel);

    /// <summary>Switches it on or off. While it is off nothing is laid ready for it, and what waited is given up.</summary>
    public Task<Result<Done>> Switch(Member member, Guid id, bool on, CancellationToken cancel) => Keep(member, id, on ? "webhook.on" : "webhook.off", async (store, endpoint) =>
    {
        var now = clock.GetUtcNow().UtcDateTime;
        endpoint.OffAt = on ? null : endpoint.OffAt ?? now;
        endpoint.OffBecause = on ? null : endpoint.OffBecause ?? "person";
        (endpoint.FailingSince, endpoint.NoticeDueAt) = (null, null);
        if (!on) await Deliver.EndWaiting(store.WebhookDeliveries.Where(row => row.EndpointId == id && row.State == DeliveryState.Waiting), now, cancel);
        return Secret.None;
    }, cancel);

    /// <summary>Removes it with all that was sent to it.</summary>
    public Task<Result<Done>> Remove(Member member, Guid id, CancellationToken cancel) => Keep(member, id, "webhook.removed", async (store, endpoint) =>
    {
        await store.RemoveDeliveries(store.WebhookDeliveries.Where(row => row.EndpointId == id), cancel);
        store.Remove(endpoint);
        return Secret.None;
    }, cancel);

    private sealed record Secret(string? Written)
    {
        public static readonly Secret None = new((string?)null);
    }

    private static Task<Result<Secret>> Nothing => Task.FromResult<Result<Secret>>(Secret.None);

    private Result<EndpointDraft> Decide(EndpointDraft draft) => EndpointChange.Decide(draft, means.Events.Types, means.Outside.Value.PrivateAddresses);

    private async Task<Result<Done>> Keep(Member member, Guid id, string act, Func<OrganisationStore, WebhookEndpoint, Task<Result<Secret>>> change, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (!await store.WebhookEndpoints.Where(row => row.Id == id).HoldStill(cancel)) return new Refusal.NotFound();
        var endpoint = await store.WebhookEndpoints.SingleAsync(row => row.Id == id, cancel);
        var changed = await change(store, endpoint);
        if (changed.Refusal is { } refusal) return refusal;
        endpoint.Version++;
        Note(store, member, act, endpoint);
        try
        {
            await store.SaveChangesAsync(cancel);
            await writing.Commit(cancel);
        }
        catch (DbUpdateException)
        {
            return new Refusal.Conflict("changed_meanwhile");
        }

        return new Done(endpoint, changed.Value.Written);
    }

    // An address may hold a key of whoever runs the endpoint: its host alone is written down.
    private void Note(OrganisationStore store, Member member, string act, WebhookEndpoint endpoint) =>
        log.Write(store, member, act, endpoint.Id.ToString(), new { endpoint.Name, host = new Uri(endpoint.Address).Host, endpoint.Events, endpoint.Full });
}
