using Kolot.Core.Language;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.VoiceStream;

/// <summary>A page of the stream.</summary>
/// <param name="Voices">The voices, newest first.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
/// <param name="Names">The names that they are shown with.</param>
/// <param name="Customers">The names of the customers whose voices these are, as far as the reader may know them.</param>
public sealed record StreamPage(
    IReadOnlyList<Voice> Voices, string? Next, StreamNames Names, IReadOnlyDictionary<Guid, string?> Customers);

/// <summary>Reads the stream of voices, within the reader's reach.</summary>
public sealed class ReadStream(Stores stores, TimeProvider clock)
{
    /// <summary>Beyond this many nobody counts one by one: "more than a thousand" says it.</summary>
    public const int Countable = 1000;

    /// <summary>A page of it.</summary>
    public async Task<StreamPage> Run(Member reader, StreamQuery query, int size, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        var names = await StreamNames.Load(store, cancel);
        var voices = await (await Found(store, reader, query, (names, size + 1), cancel)).ToListAsync(cancel);
        var more = voices.Count > size;
        if (more) voices.RemoveAt(size);
        return new(voices, more ? StreamQuery.CursorOf(voices[^1].Place) : null, names, await Customers(store, reader, voices, cancel));
    }

    /// <summary>How many there are, counted up to <see cref="Countable"/> and one more.</summary>
    public async Task<int> Count(Member reader, StreamQuery query, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        var names = await StreamNames.Load(store, cancel);
        var all = query with { Cursor = null };
        // In whatever order they are met soonest.
        if (all is { Words: { } words, TooLong: false })
            return await (await Said(store, reader, all, words, names, cancel)).Select(hit => hit.Place).Take(Countable + 1).CountAsync(cancel);
        return await (await Found(store, reader, all, (names, Countable + 1), cancel)).CountAsync(cancel);
    }

    /// <summary>The names of customers, for voices that a reader sees.</summary>
    public static async Task<IReadOnlyDictionary<Guid, string?>> Customers(
        OrganisationStore store, Member reader, IReadOnlyList<Voice> voices, CancellationToken cancel)
    {
        var ids = voices.Select(voice => voice.CustomerId).OfType<Guid>().Distinct().ToArray();
        if (ids.Length == 0 || !reader.May(Right.ReadCustomers)) return new Dictionary<Guid, string?>();
        return await store.Customers.Where(customer => ids.Contains(customer.Id))
            .ToDictionaryAsync(customer => customer.Id, customer => customer.Name, cancel);
    }

    private async Task<IQueryable<Voice>> Found(
        OrganisationStore store, Member reader, StreamQuery query, (StreamNames Names, int Most) page, CancellationToken cancel)
    {
        if (query.TooLong) return store.Voices.Where(_ => false);
        if (query.Words is { } words)
            return (await Said(store, reader, query, words, page.Names, cancel)).OrderByDescending(hit => hit.Place).Select(hit => hit.Voice).Take(page.Most);

        var (from, before) = query.Places(clock.GetUtcNow().UtcDateTime);
        IQueryable<Voice>[] parts =
        [
            .. store.VoicesSeenApart(reader, query.Unit is { } unit ? Within(unit, page.Names) : null).Select(part => Newest(
                Narrow(Known(store, reader, part.AsNoTracking(), query), query, page.Names).Where(voice => voice.Place >= from && voice.Place < before), page.Most)),
        ];
        return parts.Length switch
        {
            0 => store.Voices.Where(_ => false),
            1 => parts[0],
            _ => Newest(parts.Aggregate(Queryable.Concat), page.Most),
        };
    }

    private async Task<IQueryable<Hit>> Said(
        OrganisationStore store, Member reader, StreamQuery query, string words, StreamNames names, CancellationToken cancel)
    {
        var narrowed = Narrow(Known(store, reader, store.VoicesSeenBy(reader).AsNoTracking(), query), query, names);
        if (query.Unit is { } unit)
        {
            var wanted = Within(unit, names).Select(id => (Guid?)id).ToArray();
            narrowed = narrowed.Where(voice => wanted.Contains(voice.UnitId));
        }

        var tokens = SearchText.Query(words);
        if (tokens.Count == 0) return narrowed.Where(_ => false).Select(voice => new Hit { Place = voice.Place, Voice = voice });
        var (from, before) = query.Places(clock.GetUtcNow().UtcDateTime);
        return (await store.WordHits(tokens, from, before, cancel))
            .Join(narrowed, hit => hit.At, voice => voice.Place, (hit, voice) => new Hit { Place = hit.Place, Voice = voice });
    }

    private static IQueryable<Voice> Newest(IQueryable<Voice> voices, int most) => voices.OrderByDescending(voice => voice.Place).Take(most);

    private static Guid[] Within(string unit, StreamNames names) => [.. Unit.Subtree(IdOf(names.Units, unit), names.Units)];

    // What a reader may not know of customers narrows nothing.
    private static IQueryable<Voice> Known(OrganisationStore store, Member reader, IQueryable<Voice> voices, StreamQuery query)
    {
        if (!reader.May(Right.ReadCustomers)) return voices;
        foreach (var (key, value) in query.Attributes)
            voices = voices.Where(voice => store.CustomerAttributes.Any(attribute => attribute.CustomerId == voice.CustomerId && attribute.Key == key && attribute.Value == value));
        return voices;
    }

    private static IQueryable<Voice> Narrow(IQueryable<Voice> voices, StreamQuery query, StreamNames names)
    {
        if (query.Channel is { } channel) voices = voices.Where(Is(names.Channels, channel, id => voice => voice.ChannelId == id));
        if (query.Touchpoint is { } touchpoint) voices = voices.Where(Is(names.Touchpoints, touchpoint, id => voice => voice.TouchpointId == id));
        if (query.Stage is { } stage)
        {
            var within = names.Touchpoints.Where(point => point.StageId == IdOf(names.Stages, stage)).Select(point => (Guid?)point.Id).ToArray();
            voices = voices.Where(voice => within.Contains(voice.TouchpointId));
        }

        if (query.Kind is { } kind) voices = voices.Where(voice => voice.Kind == kind);
        if (query.Language is { } language) voices = voices.Where(voice => voice.Language == language);
        if (query.Band is { } band) voices = voices.Where(voice => voice.Band == band);
        if (query.Answer is { } answer) voices = answer.Of(voices);
        if (query.Customer is { } customer) voices = voices.Where(voice => voice.CustomerId == customer);
        if (query.Import is { } import) voices = voices.Where(voice => voice.ImportId == import);
        return voices;
    }

    private static System.Linq.Expressions.Expression<Func<Voice, bool>> Is<T>(
        IReadOnlyList<T> named, string code, Func<Guid, System.Linq.Expressions.Expression<Func<Voice, bool>>> test) where T : INamed =>
        test(IdOf(named, code));

    // A code that nothing has finds nothing: no voice has an empty id.
    private static Guid IdOf<T>(IReadOnlyList<T> named, string code) where T : INamed =>
        named.Where(one => string.Equals(one.Code, code, StringComparison.OrdinalIgnoreCase)).Select(one => one.Id).FirstOrDefault();

    private sealed class Hit
    {
        public required long Place { get; init; }

        public required Voice Voice { get; init; }
    }
}
