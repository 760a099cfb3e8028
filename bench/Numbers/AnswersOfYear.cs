using System.Diagnostics;
using Kolot.Bench.Ground;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Bench.Numbers;

/// <summary>Answers of a year, some ten for each customer, on PostgreSQL; made once and kept between runs.</summary>
/// <remarks>Who answers when is by chance, so that some customers answer twice in a week, as customers do: who came by turns would never be looked for.</remarks>
internal static class AnswersOfYear
{
    private const int Together = 500_000;

    /// <summary>The question of the first row, as the database is asked it: NPS by week by touchpoint over a year, of one segment.</summary>
    public static string Sql(params ReadOnlySpan<(string Key, string Value)> filters)
    {
        var within = string.Concat(filters.ToArray().Select(filter =>
            $" and customer_id in (select customer_id from customer_attributes where key = '{filter.Key}' and value = '{filter.Value}')"));
        return $"""
            select date_trunc('week', heard_at), touchpoint_id, count(*), avg(case when score >= 9 then 100 when score >= 7 then 0 else -100 end)
            from voices where heard_at > now() - interval '365 days' and score_low = 0 and score_high = 10{within} group by 1, 2
            """;
    }

    /// <summary>Makes them, unless they stand.</summary>
    /// <returns>Whether they were made now.</returns>
    public static async Task<bool> Stand(Site site, int count, int customers, CancellationToken cancel)
    {
        var marker = Path.Combine(site.Folder, "made");
        if (File.Exists(marker)) return false;
        await site.Clear();
        await site.Found(cancel);
        var clock = Stopwatch.StartNew();
        await using var services = site.Services();
        await using var store = await services.GetRequiredService<Stores>().Open(Site.Organisation, cancel);
        store.Database.SetCommandTimeout(TimeSpan.FromMinutes(20));
        foreach (var statement in Attributes(customers)) await store.Database.ExecuteSqlRawAsync(statement, cancel);
        for (var from = 0; from < count; from += Together) await store.Database.ExecuteSqlRawAsync(Voices((from, from + Together), count, customers), cancel);
        foreach (var statement in Settle) await store.Database.ExecuteSqlRawAsync(statement, cancel);
        Directory.CreateDirectory(site.Folder);
        await File.WriteAllTextAsync(marker, "", cancel);
        Console.WriteLine($"  made {count:n0} answers in {clock.Elapsed.TotalSeconds:f0} s");
        return true;
    }

    private static string Customer(string number) => $"('00000000-0000-7000-8000-' || lpad(to_hex({number}), 12, '0'))::uuid";

    private static string[] Attributes(int customers) =>
    [
        .. new[] { ("segment", 10), ("plan", 4), ("region", 6) }.Select((one, at) => $"""
            insert into customer_attributes (customer_id, key, value)
            select {Customer("c")}, '{one.Item1}', '{one.Item1}-' || ((c::bigint * {7919 + at} / 13) % {one.Item2}) from generate_series(1, {customers}) c
            """),
    ];

    private static string Voices((int From, int Before) part, int count, int customers) => $"""
        insert into voices (place, id, heard_at, kept_at, kind, channel_id, touchpoint_id, unit_id, customer_id, language, score, score_low, score_high, band, source, source_id, history, version)
        select ((extract(epoch from t) * 1000)::bigint << 21) | (i & 2097151), gen_random_uuid(), t, t, 0, channels[1 + i % cardinality(channels)],
            touchpoints[1 + (i * 17) % cardinality(touchpoints)], null, {Customer($"1 + abs(hashint8extended(i, 7) % {customers})")}, 'he', (i * 31::bigint + i / 97) % 11, 0, 10, 1, 'bench', null, true, 0
        from generate_series({part.From}, {part.Before - 1}) i,
            lateral (select date_trunc('milliseconds', now() - interval '364 days' + interval '363 days' * (i::double precision / {count})) t) moment,
            (select array_agg(id order by code) channels from channels) c, (select array_agg(id order by code) touchpoints from touchpoints) p
        """;

    private static readonly string[] Settle =
    [
        "create index bench_covering on voices (heard_at) include (touchpoint_id, customer_id, score, score_low, score_high)",
        "create index bench_attributes on customer_attributes (key, value, customer_id)",
        "delete from _feed", "vacuum analyze voices", "vacuum analyze customer_attributes", "vacuum _feed",
    ];
}
