using Kolot.Core;
using Kolot.Core.Listen;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Sharing;
using Kolot.Core.Organisation;
using Kolot.Listen.OptOuts;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Sharing;

/// <summary>Makes personal links into a survey, and takes them back.</summary>
public sealed class MakeLinks(Stores stores, KnownOptOuts optOuts, Log log, TimeProvider clock)
{
    private const int Together = 500;

    /// <summary>A link that was made.</summary>
    /// <param name="Secret">The secret in its address.</param>
    /// <param name="Customer">Whose it is, if they are a customer.</param>
    public sealed record Made(string Secret, Guid? Customer);

    /// <summary>For how many days a link may be open; 0 for good.</summary>
    public static IReadOnlyList<int> Days { get; } = [7, 14, 30, 90, 0];

    /// <summary>Makes one for each person; their secrets are told here alone.</summary>
    /// <returns>The links, in the order of the people; null for whoever does not want to be asked.</returns>
    public async Task<Result<IReadOnlyList<Made?>>> Run(Member member, string code, IReadOnlyList<LinkPerson> people, int days, CancellationToken cancel)
    {
        if (!Days.Contains(days)) return new Refusal.Invalid("days", "unknown");
        await using var store = await stores.Open(member.Organisation, cancel);
        if (await store.Surveys.AsNoTracking().SingleOrDefaultAsync(survey => survey.Code == code, cancel) is not { } survey) return new Refusal.NotFound();
        if (survey.Asked == 0) return new Refusal.Invalid("who", "not_published");
        var customers = new List<Guid?>(people.Count);
        foreach (var some in people.Chunk(Together)) customers.AddRange(await Find(store, some, cancel));

        var unasked = await Unasked(store, people, customers, cancel);
        if (unasked.Count == 1 && people.Count == 1) return new Refusal.Invalid("who", "opted_out");

        await using var writing = await store.BeginWriting(cancel);
        var now = clock.GetUtcNow();
        string?[] secrets = [.. people.Select((_, at) => unasked.Contains(at) ? null : PersonalLinks.Secret())];
        store.SurveyLinks.AddRange(people.Index().Where(one => !unasked.Contains(one.Index)).Select(one => LinkOf(one.Item, one.Index)));
        SurveyLink LinkOf(LinkPerson person, int at) => new()
        {
            Id = Guid.CreateVersion7(now), SurveyId = survey.Id, SecretHash = EntranceKeys.HashOf(secrets[at] ?? ""), CustomerId = customers[at], Known = PersonalLinks.Known(customers[at] is null ? person.Customer : null, person.Known),
            Until = days == 0 ? null : now.UtcDateTime.AddDays(days), MadeAt = now.UtcDateTime,
        };
        log.Write(store, member, "survey.links-made", survey.Id.ToString(), new { survey.Name, count = people.Count - unasked.Count });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return people.Select((_, at) => secrets[at] is { } secret ? new Made(secret, customers[at]) : null).ToArray();
    }

    /// <summary>Takes one back, or all that are open.</summary>
    public async Task<Result<int>> Revoke(Member member, string code, Guid? id, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await store.Surveys.AsNoTracking().SingleOrDefaultAsync(survey => survey.Code == code, cancel) is not { } survey) return new Refusal.NotFound();
        var now = clock.GetUtcNow().UtcDateTime;
        var links = store.SurveyLinks.Where(link => link.SurveyId == survey.Id && (id == null || link.Id == id));
        if (id is not null && !await links.AnyAsync(cancel)) return new Refusal.NotFound();
        var count = await links.Where(link => link.SpentOn == null && link.RevokedAt == null).ExecuteUpdateAsync(set => set.SetProperty(link => link.RevokedAt, now), cancel);
        log.Write(store, member, "survey.links-revoked", survey.Id.ToString(), new { survey.Name, count });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return count;
    }

    // Whoever does not want to be asked gets no link, whether they are a customer or an address alone.
    private async Task<IReadOnlySet<int>> Unasked(OrganisationStore store, IReadOnlyList<LinkPerson> people, List<Guid?> customers, CancellationToken cancel)
    {
        var known = new Dictionary<Guid, string[]>();
        foreach (var some in customers.OfType<Guid>().Distinct().Chunk(Together))
            foreach (var one in await KnownOptOuts.MarksOf(store, some, cancel)) known[one.Key] = [.. one];
        string[][] marks = [.. people.Select((person, at) => (string[])[.. PersonalLinks.MarksOf(person.Customer), .. customers[at] is { } id ? known.GetValueOrDefault(id, []) : []])];
        var suppressed = await optOuts.Among(store, Purpose.Feedback, marks.SelectMany(some => some), cancel);
        return marks.Index().Where(one => one.Item.Any(suppressed.Has)).Select(one => one.Index).ToHashSet();
    }

    // Each by their number, or else by mail, or else by phone; whoever was merged is who they were found to be.
    private static async Task<IEnumerable<Guid?>> Find(OrganisationStore store, LinkPerson[] people, CancellationToken cancel)
    {
        string[] numbers = [.. people.Select(person => person.Customer.Id).OfType<string>().Distinct()];
        string[] values = [.. people.SelectMany(person => new[] { person.Customer.Mail, person.Customer.Phone }).OfType<string>().Distinct()];
        var byNumber = (await store.Customers.AsNoTracking().Where(customer => numbers.Contains(customer.SourceId)).Select(customer => new { customer.Id, customer.Source, customer.SourceId, customer.MergedInto }).ToArrayAsync(cancel))
            .ToDictionary(customer => (customer.Source, customer.SourceId), customer => customer.MergedInto ?? customer.Id);
        var byIdentity = (await store.Identities.AsNoTracking().Where(identity => values.Contains(identity.Value)).Select(identity => new { identity.Kind, identity.Value, identity.CustomerId }).ToArrayAsync(cancel))
            .ToLookup(identity => (identity.Kind, identity.Value), identity => (Guid?)identity.CustomerId);
        return people.Select(person => person.Customer).Select(one =>
            one is { Source: { } source, Id: { } id } ? byNumber.TryGetValue((source, id), out var known) ? known : null
            : one.Mail is { } mail && byIdentity[("mail", mail)].FirstOrDefault() is { } mailed ? mailed
            : one.Phone is { } phone ? byIdentity[("phone", phone)].FirstOrDefault() : null);
    }
}
