using Kolot.Core.Organisation;
using Kolot.Organisation.People.SignIn;
using Kolot.Organisation.Retention;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Privacy;

/// <summary>Describes what personal data is held here, where, for what and for how long, and who comes to it: as the data security regulations ask.</summary>
public sealed class HeldView(Stores stores, Databases databases, KeptKinds kinds, SignInLog signIns)
{
    /// <summary>How many there are.</summary>
    public sealed record Counts(int Customers, int Identities, int Voices, DateTime? OldestVoice, int Held, int RefusedRows, long LogLines, DateTime? OldestLine);

    /// <summary>Somebody who comes to the data, or came.</summary>
    public sealed record Person(string Name, Role Role, Reach Reach, DateTime Joined, DateTime? Left, DateTime? LastSignIn);

    /// <summary>A system that comes to the data.</summary>
    public sealed record WithKey(string Name, string Scopes, DateTime Made, DateTime? Used);

    /// <summary>How long a kind is kept; null months for always.</summary>
    public sealed record Kept(string Code, string Name, int? Months);

    /// <summary>What people are told.</summary>
    public sealed record Told(string Language, int Number, DateTime? Since);

    /// <summary>All of it.</summary>
    public sealed record Shown(
        string Organisation, DateTime At, Counts Counts, IReadOnlyList<HeldArea> Areas, IReadOnlyList<Kept> Retention, IReadOnlyList<Person> Members, IReadOnlyList<WithKey> Systems,
        IReadOnlyList<Told> Notices, StoreKind Store, int SignInDays);

    /// <summary>Describes it.</summary>
    public async Task<Shown> Run(Member member, DateTime now, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var directory = databases.OpenDirectory();
        var rules = await store.RetentionRules.AsNoTracking().ToDictionaryAsync(rule => rule.Kind, rule => rule.Months, cancel);
        var keys = await directory.AccessKeys.AsNoTracking().Where(key => key.Organisation == member.Organisation && key.RevokedAt == null).OrderBy(key => key.MadeAt).ToListAsync(cancel);
        var notices = await store.PrivacyNotices.AsNoTracking().Where(notice => notice.PublishedAt != null).OrderBy(notice => notice.Number).ToListAsync(cancel);
        return new(
            await store.Profiles.Select(profile => profile.Name).SingleOrDefaultAsync(cancel) ?? member.Organisation, now, await Count(store, cancel), HeldColumns.All,
            [.. kinds.All.Select(kind => new Kept(kind.Code, kind.Name, rules.GetValueOrDefault(kind.Code)))], await People(store, cancel),
            [.. keys.Select(key => new WithKey(key.Name, key.Scopes, key.MadeAt, key.UsedAt))],
            [.. notices.GroupBy(notice => notice.Language).Select(language => language.Last()).Select(notice => new Told(notice.Language, notice.Number, notice.PublishedAt))],
            databases.Kind, signIns.Days);
    }

    /// <summary>Its routes: to read and print, and for programs.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/settings/held", async (Visit visit, HeldView act, TimeProvider clock, CancellationToken cancel) =>
            new RazorComponentResult<HeldPage>(new { View = await act.Run(visit.Here, clock.GetUtcNow().UtcDateTime, cancel) })).NeedsWholeReach(Right.SetRetention);
        organisation.MapGet("/settings/held.json", async (Visit visit, HeldView act, TimeProvider clock, CancellationToken cancel) =>
            HeldJson.Of(await act.Run(visit.Here, clock.GetUtcNow().UtcDateTime, cancel))).NeedsWholeReach(Right.SetRetention);
    }

    private static async Task<Counts> Count(OrganisationStore store, CancellationToken cancel) => new(
        await store.Customers.CountAsync(customer => customer.MergedInto == null, cancel), await store.Identities.CountAsync(cancel), await store.Voices.CountAsync(cancel),
        await store.Voices.OrderBy(voice => voice.Place).Select(voice => (DateTime?)voice.HeardAt).FirstOrDefaultAsync(cancel), await store.CustomerHolds.CountAsync(cancel),
        await store.RefusedRows.CountAsync(cancel), await store.LogLines.LongCountAsync(cancel), await store.LogLines.MinAsync(line => (DateTime?)line.At, cancel));

    private async Task<IReadOnlyList<Person>> People(OrganisationStore store, CancellationToken cancel)
    {
        var members = await store.Members.AsNoTracking().OrderBy(row => row.LeftAt != null).ThenBy(row => row.Role).ThenBy(row => row.Name).ToListAsync(cancel);
        var last = await signIns.LastOf(store.Organisation, [.. members.Select(row => row.Id)], cancel);
        return [.. members.Select(row => new Person(row.Name, row.Role, row.Reach, row.JoinedAt, row.LeftAt, last.TryGetValue(row.Id, out var at) ? at : null))];
    }
}
