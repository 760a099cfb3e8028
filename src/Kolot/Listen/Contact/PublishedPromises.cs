using Kolot.Organisation.Hours;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Contact;

/// <summary>Tells for the page of hours within how much service time each channel is answered.</summary>
public sealed class PublishedPromises(Stores stores, ContactForms forms) : IReplyPromises
{
    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ReplyPromise>> Of(string organisation, CancellationToken cancel)
    {
        var open = await forms.Of(organisation, cancel);
        var promised = new Dictionary<Guid, int>(open.Form.Channels);
        // What the form itself promises holds for whoever comes by it.
        if (open is { Form: { Open: true, PromisedMinutes: { } minutes }, Channel: { } own }) promised[own] = minutes;
        if (promised.Count == 0) return [];
        await using var store = await stores.Open(organisation, cancel);
        var channels = await store.Channels.AsNoTracking().Where(channel => !channel.Retired && promised.Keys.Contains(channel.Id)).OrderBy(channel => channel.Position).ToArrayAsync(cancel);
        return [.. channels.Select(channel => new ReplyPromise(channel, TimeSpan.FromMinutes(promised[channel.Id])))];
    }
}
