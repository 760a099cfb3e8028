using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Kolot.Bench.Ground;
using Kolot.Bench.Numbers;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Bench.Answering;

/// <summary>The list of cases as an agent's browser gets it, of a million cases of which every tenth goes on, HTTP included; beside the bare statement for the same thirty rows.</summary>
internal static class InboxRows
{
    private const int Count = 1_000_000, Owners = 100, Pages = 40, Warm = 100;
    private const double Wanted = 60;

    // Every tenth goes on; of these some are nobody's, wait for their customer, rest, or went on after they were closed.
    private const string Postgres =
        """
        insert into cases (id, owner_id, unit_id, kind, severity, impact, title, opened_at, heard_at, due_at, snoozed_until, state, awaiting_since, closed_at, confirmed, reopened)
        select gen_random_uuid(), case when i % 17 = 0 then null else owners.ids[1 + i % cardinality(owners.ids)] end, units.ids[1 + (i * 7) % cardinality(units.ids)], (i / 10) % 5, 1 + i % 4, 1 + i % 3, 'פנייה ' || i,
          now() - i * interval '50 seconds', now() - i * interval '50 seconds', case when i % 10 = 0 and i % 30 > 0 then now() + (i % 2000 - 400) * interval '7 minutes' end, case when i % 130 = 0 then now() + interval '2 days' end,
          i % 5, case when i % 70 = 0 then now() end, case when i % 10 > 0 then now() - i * interval '40 seconds' end, case when i % 10 > 0 then i % 3 > 0 end, case when i % 90 = 0 then 1 else 0 end
        from generate_series(1, @count) i, (select array_agg(id order by id) ids from members) owners, (select array_agg(id order by id) ids from units) units
        """;

    private const string Sqlite =
        """
        with recursive n(i) as (select 1 union all select i + 1 from n where i < @count),
          owner as (select row_number() over (order by id) - 1 at, id from members), place as (select row_number() over (order by id) - 1 at, id from units)
        insert into cases (id, owner_id, unit_id, kind, severity, impact, title, opened_at, heard_at, due_at, snoozed_until, state, awaiting_since, closed_at, confirmed, reopened)
        select substr(u, 1, 8) || '-' || substr(u, 9, 4) || '-' || substr(u, 13, 4) || '-' || substr(u, 17, 4) || '-' || substr(u, 21), case when i % 17 = 0 then null else owner.id end, place.id, (i / 10) % 5, 1 + i % 4, 1 + i % 3, 'פנייה ' || i,
          datetime('now', (-50 * i) || ' seconds'), datetime('now', (-50 * i) || ' seconds'), case when i % 10 = 0 and i % 30 > 0 then datetime('now', (7 * (i % 2000 - 400)) || ' minutes') end, case when i % 130 = 0 then datetime('now', '2 days') end,
          i % 5, case when i % 70 = 0 then datetime('now') end, case when i % 10 > 0 then datetime('now', (-40 * i) || ' seconds') end, case when i % 10 > 0 then i % 3 > 0 end, case when i % 90 = 0 then 1 else 0 end
        from (select i, hex(randomblob(16)) u from n) left join owner on owner.at = i % (select count(*) from owner) left join place on place.at = (i * 7) % (select count(*) from place)
        """;

    public static async Task Run(Site answering, CancellationToken cancel)
    {
        // Made once, by whichever name it is measured.
        var site = await Site.Of("inbox", answering.Kind) ?? answering;
        var published = await House.Publish(cancel);
        await Stand(site, cancel);
        await using var house = await House.Start(site, published, [], cancel);
        using var handler = new HttpClientHandler { CookieContainer = new() };
        using var client = new HttpClient(handler) { BaseAddress = house.Address };
        await Owner.SignIn(client, cancel);
        var list = $"/{Site.Organisation}/cases";
        string[] pages = [$"{list}?view=mine", $"{list}?view=due", $"{list}?view=open", $"{list}?view=unowned", $"{list}?view=waiting", $"{list}?view=open&kind=complaint", $"{list}?view=closed", await Next(client, $"{list}?view=open", cancel)];
        for (var page = 0; page < Warm; page++) await Numbers.Asking.Once(client, pages[page % pages.Length], cancel);
        Figures.Line($"the list of {Count:N0} cases", "p50 ms", "p95 ms", "wanted", "");
        var all = new List<double>();
        foreach (var page in pages)
        {
            var took = new List<double>();
            for (var round = 0; round < Pages; round++) took.Add(await Numbers.Asking.Once(client, page, cancel));
            all.AddRange(took);
            Figures.Line("  " + page[(list.Length + 1)..].Split("&after")[0] + (page.Contains("after", StringComparison.Ordinal) ? ", next page" : ""), $"{took.Median():F1}", $"{took.Order().ToArray().At(0.95):F1}");
        }

        double[] sorted = [.. all.Order()];
        Figures.Line("all of them", $"{sorted.At(0.5):F1}", $"{sorted.At(0.95):F1}", $"{Wanted:F0}", "  " + Figures.Met(sorted.At(0.95) < Wanted));
        Figures.Line("  thirty rows by one bare statement", $"{await Bare(site, cancel):F1}", "", "baseline");
        Figures.Line("osTicket 1.18, 100,000, as was measured", "1,100");
    }

    private static async Task<string> Next(HttpClient client, string page, CancellationToken cancel)
    {
        var html = await client.GetStringAsync(page, cancel);
        var at = html.IndexOf("after=", StringComparison.Ordinal);
        return at < 0 ? throw new InvalidOperationException("There is no next page.") : $"{page}&{html[at..html.IndexOfAny(['"', '&'], at)]}";
    }

    private static async Task Stand(Site site, CancellationToken cancel)
    {
        var (marker, version) = (Path.Combine(site.Folder, "made"), Postgres.Length.ToString(CultureInfo.InvariantCulture));
        if (File.Exists(marker) && await File.ReadAllTextAsync(marker, cancel) == version) return;
        await site.Clear();
        await site.Found(cancel);
        await Owner.Settle(site, cancel);
        await using var services = site.Services();
        await using (var store = await services.GetRequiredService<Stores>().Open(Site.Organisation, cancel))
        {
            var joined = TimeProvider.System.GetUtcNow().UtcDateTime;
            for (var member = 1; member < Owners; member++)
                store.Members.Add(new() { Id = Guid.CreateVersion7(joined), Name = $"נציגה {member}", Mail = $"agent{member}@example.org", Role = Core.Organisation.Role.Agent, Reach = Core.Organisation.Reach.All, JoinedAt = joined });
            await store.SaveChangesAsync(cancel);
        }

        await using (var connection = await services.GetRequiredService<Databases>().Connect(Site.Organisation, cancel))
        {
            await Do(connection, site.Kind == StoreKind.Postgres ? Postgres : Sqlite, cancel);
            await Do(connection, site.Kind == StoreKind.Postgres ? "vacuum analyze cases" : "pragma wal_checkpoint(truncate)", cancel);
        }

        Directory.CreateDirectory(site.Folder);
        await File.WriteAllTextAsync(marker, version, cancel);
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

    private static async Task<double> Bare(Site site, CancellationToken cancel)
    {
        await using var services = site.Services();
        await using var store = await services.GetRequiredService<Stores>().Open(Site.Organisation, cancel);
        var (me, took) = (await store.Members.Select(member => (Guid?)member.Id).FirstAsync(cancel), new List<double>());
        for (var round = 0; round < Pages; round++)
        {
            var clock = Stopwatch.GetTimestamp();
            await store.Cases.AsNoTracking().Where(row => row.OwnerId == me && row.ClosedAt == null && row.DueAt != null).OrderBy(row => row.DueAt).ThenBy(row => row.Number).Take(30).ToListAsync(cancel);
            took.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
        }

        return took.Median();
    }
}
