using System.Data.Common;
using System.Globalization;
using Kolot.Bench.Ground;
using Kolot.Core.Organisation;
using Kolot.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Bench.Answering;

/// <summary>An organisation of a million cases of a hundred members in a hundred units, of which every tenth goes on; made once.</summary>
internal static class ManyCases
{
    public const int Count = 1_000_000;

    /// <summary>Who sees one unit, and what is their own.</summary>
    public const string Agent = "agent@example.org";

    private const int Owners = 100, Units = 100;

    // Every tenth goes on; of these some are nobody's, wait for their customer, rest, or went on after they were closed, and none is praise.
    private const string Postgres =
        """
        insert into cases (id, owner_id, unit_id, kind, severity, impact, title, opened_at, heard_at, due_at, snoozed_until, state, awaiting_since, closed_at, confirmed, reopened)
        select gen_random_uuid(), case when i % 17 = 0 then null else owners.ids[1 + (i / 10) % cardinality(owners.ids)] end, units.ids[1 + (i / 70) % cardinality(units.ids)], (i / 1000) % case when i % 10 = 0 then 4 else 5 end, 1 + i % 4, 1 + i % 3,
          'פנייה ' || i, now() - i * interval '50 seconds', now() - i * interval '50 seconds', case when i % 10 = 0 and i % 30 > 0 then now() + (i % 2000 - 400) * interval '7 minutes' end, case when i % 130 = 0 then now() + interval '2 days' end,
          case when i % 10 = 0 then (i / 10) % 5 else 5 end, case when i % 70 = 0 then now() end, case when i % 10 > 0 then now() - i * interval '40 seconds' end, case when i % 10 > 0 then i % 3 > 0 end, case when i % 90 = 0 then 1 else 0 end
        from generate_series(1, @count) i, (select array_agg(id order by id) ids from members) owners, (select array_agg(id order by id) ids from units) units
        """;

    private const string Sqlite =
        """
        with recursive n(i) as (select 1 union all select i + 1 from n where i < @count),
          owner as (select row_number() over (order by id) - 1 at, id from members), place as (select row_number() over (order by id) - 1 at, id from units)
        insert into cases (id, owner_id, unit_id, kind, severity, impact, title, opened_at, heard_at, due_at, snoozed_until, state, awaiting_since, closed_at, confirmed, reopened)
        select substr(u, 1, 8) || '-' || substr(u, 9, 4) || '-' || substr(u, 13, 4) || '-' || substr(u, 17, 4) || '-' || substr(u, 21), case when i % 17 = 0 then null else owner.id end, place.id, (i / 1000) % case when i % 10 = 0 then 4 else 5 end, 1 + i % 4, 1 + i % 3,
          'פנייה ' || i, datetime('now', (-50 * i) || ' seconds'), datetime('now', (-50 * i) || ' seconds'), case when i % 10 = 0 and i % 30 > 0 then datetime('now', (7 * (i % 2000 - 400)) || ' minutes') end, case when i % 130 = 0 then datetime('now', '2 days') end,
          case when i % 10 = 0 then (i / 10) % 5 else 5 end, case when i % 70 = 0 then datetime('now') end, case when i % 10 > 0 then datetime('now', (-40 * i) || ' seconds') end, case when i % 10 > 0 then i % 3 > 0 end, case when i % 90 = 0 then 1 else 0 end
        from (select i, hex(randomblob(16)) u from n) left join owner on owner.at = (i / 10) % (select count(*) from owner) left join place on place.at = (i / 70) % (select count(*) from place)
        """;

    /// <summary>Makes it, unless it stands.</summary>
    public static async Task Stand(Site site, CancellationToken cancel)
    {
        var (marker, version) = (Path.Combine(site.Folder, "made"), Postgres.Length.ToString(CultureInfo.InvariantCulture));
        if (File.Exists(marker) && await File.ReadAllTextAsync(marker, cancel) == version) return;
        await site.Clear();
        await site.Found(cancel);
        await Owner.Settle(site, cancel);
        await using var services = site.Services();
        await People(services, site, cancel);
        await using (var connection = await services.GetRequiredService<Databases>().Connect(Site.Organisation, cancel))
        {
            await Do(connection, site.Kind == StoreKind.Postgres ? Postgres : Sqlite, cancel);
            await Do(connection, site.Kind == StoreKind.Postgres ? "vacuum analyze cases" : "pragma wal_checkpoint(truncate)", cancel);
        }

        Directory.CreateDirectory(site.Folder);
        await File.WriteAllTextAsync(marker, version, cancel);
    }

    /// <summary>What an address says of a page far down the list of all that goes on.</summary>
    public static async Task<string> Deep(Site site, int after, CancellationToken cancel)
    {
        await using var services = site.Services();
        await using var store = await services.GetRequiredService<Stores>().Open(Site.Organisation, cancel);
        var last = await store.Cases.Where(row => row.ClosedAt == null && row.DueAt != null).OrderBy(row => row.DueAt).ThenBy(row => row.Number).Skip(after).Select(row => new { row.DueAt, row.Number }).FirstAsync(cancel);
        return new CaseCursor(last.DueAt, last.Number).ToString();
    }

    // The units stand below the one that every organisation begins with.
    private static async Task People(ServiceProvider services, Site site, CancellationToken cancel)
    {
        var joined = TimeProvider.System.GetUtcNow().UtcDateTime;
        Guid home;
        await using (var store = await services.GetRequiredService<Stores>().Open(Site.Organisation, cancel))
        {
            var root = await store.Units.Select(unit => unit.Id).SingleAsync(cancel);
            var units = Enumerable.Range(1, Units - 1).Select(unit => new Unit { Id = Guid.CreateVersion7(joined), Code = $"branch-{unit}", Name = $"סניף {unit}", ParentId = root, Position = unit }).ToArray();
            home = units[^1].Id;
            store.Units.AddRange(units);
            for (var member = 2; member < Owners; member++)
                store.Members.Add(new() { Id = Guid.CreateVersion7(joined), Name = $"נציגה {member}", Mail = $"agent{member}@example.org", Role = Role.Agent, Reach = Reach.All, JoinedAt = joined });
            await store.SaveChangesAsync(cancel);
        }

        await Owner.Settle(site, new() { Id = Guid.CreateVersion7(joined), Name = "נציגה", Mail = Agent, Role = Role.Agent, Reach = Reach.Team, UnitId = home, JoinedAt = joined }, cancel);
    }

    private static async Task Do(DbConnection connection, string statement, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (statement, 600);
        var count = command.CreateParameter();
        (count.ParameterName, count.Value) = ("count", Count);
        if (statement.Contains("@count", StringComparison.Ordinal)) command.Parameters.Add(count);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
