using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Kolot.Core.Organisation;
using Kolot.Store;
using Kolot.Tests.Listen.Forgetting;

namespace Kolot.Tests.Running.Metrics;

public sealed partial class MetricsTests
{
    private const string Token = "a token that nobody guesses";

    private static readonly Dictionary<string, string> Open = new() { ["Metrics:Token"] = Token };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Whoever_shows_the_token_reads_how_the_house_does_and_of_nobody_in_it(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds, Open);
        await Ruti.Speaks(world);
        await using (var store = await world.Store())
        {
            store.Errands.Add(new() { Kind = "voice.read", Subject = "1", DueAt = world.Clock.Now, FailedAt = world.Clock.Now, Tries = 6 });
            await store.SaveChangesAsync(Cancel);
        }

        world.Clock.Advance(TimeSpan.FromMinutes(10));
        using var tamar = world.As(Cast.Tamar);
        using (await tamar.Get($"/{World.Cafe}/voices?q=zilpaword"))
        using (await tamar.Get($"/{World.Cafe}/zilpaword"))
        {
        }

        var text = await Scrape(world);
        var all = Parse(text);

        Assert.Equal(1, all["kolot_errands_failed"]);
        Assert.True(all["kolot_errands_waiting"] > 3);
        Assert.InRange(all["kolot_errands_oldest_seconds"], 600, 700);
        Assert.True(all["kolot_voices_heard_total{outcome=\"kept\"}"] >= 6);
        Assert.Equal(0, all["kolot_voices_waiting"]);
        Assert.Equal(1, all["kolot_organisations"]);
        Assert.True(all["dotnet_process_memory_working_set_bytes"] > 1e6);
        Assert.Contains(all.Keys, key => key.StartsWith("http_server_request_duration_seconds_bucket{", StringComparison.Ordinal) && key.Contains("http_route=\"/{organisation}/voices\"", StringComparison.Ordinal) && key.EndsWith("le=\"+Inf\"}", StringComparison.Ordinal));
        Assert.Contains(all.Keys, key => key.StartsWith("dotnet_gc_collections_total", StringComparison.Ordinal));
        if (kind == StoreKind.Sqlite) Assert.True(all["kolot_disk_free_bytes{disk=\"data\"}"] > 0);
        foreach (var plant in Ruti.Marks.Append(World.Cafe).Append(Cast.Tamar.Mail)) Assert.DoesNotContain(plant, text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a token that nobody guesse")]
    [InlineData("a token that nobody guesses ever")]
    public async Task Whoever_does_not_show_it_finds_nothing_there(string? shown)
    {
        await using var world = await World.Open(StoreKind.Sqlite, World.WithoutRounds, Open);
        using var nobody = world.Nobody();
        var client = await nobody.Client();
        if (shown is not null) client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {shown}");

        using var answer = await nobody.Get("/metrics");
        using var nowhere = await nobody.Get("/nowhere-at-all");

        Assert.Equal((HttpStatusCode.NotFound, nowhere.StatusCode), (answer.StatusCode, answer.StatusCode));
        Assert.DoesNotContain("kolot_", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_token_in_the_settings_there_is_no_such_address_for_owners_and_keys_either()
    {
        await using var world = await World.Open(StoreKind.Sqlite, World.WithoutRounds);
        using var tamar = world.As(Cast.Tamar);
        using var key = await world.Key([.. Enum.GetValues<Right>()]);

        using var owner = await tamar.Get("/metrics");
        using var program = await key.Get("/metrics");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (owner.StatusCode, program.StatusCode));
    }

    private static async Task<string> Scrape(World world)
    {
        using var prometheus = world.Nobody();
        (await prometheus.Client()).DefaultRequestHeaders.Authorization = new("Bearer", Token);
        using var answer = await prometheus.Get("/metrics");
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    // As strict as the format: each family told of once, before its lines; each line once; a histogram's buckets grow and end in its count.
    private static Dictionary<string, double> Parse(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        var (types, all, family) = (new Dictionary<string, string>(), new Dictionary<string, double>(), "");
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            if (Help().IsMatch(line)) continue;
            if (Type().Match(line) is { Success: true } type)
            {
                family = type.Groups["name"].Value;
                types.Add(family, type.Groups["type"].Value);
                continue;
            }

            var sample = Sample().Match(line);
            Assert.True(sample.Success, line);
            var name = sample.Groups["name"].Value;
            Assert.Equal(family, types[family] == "histogram" ? Parts().Replace(name, "") : name);
            all.Add(name + sample.Groups["labels"].Value, double.Parse(sample.Groups["value"].Value, CultureInfo.InvariantCulture));
        }

        foreach (var (key, count) in all.Where(one => one.Key.Contains("_bucket{", StringComparison.Ordinal) && one.Key.Contains("le=\"+Inf\"", StringComparison.Ordinal)))
        {
            var labels = key[key.IndexOf('{')..].Replace("le=\"+Inf\"", "", StringComparison.Ordinal).Replace(",}", "}", StringComparison.Ordinal);
            Assert.Equal(count, all[key[..key.IndexOf("_bucket", StringComparison.Ordinal)] + "_count" + (labels == "{}" ? "" : labels)]);
        }

        return all;
    }

    [GeneratedRegex(@"^# HELP [a-zA-Z_:][a-zA-Z0-9_:]* \S.*$")]
    private static partial Regex Help();

    [GeneratedRegex(@"^# TYPE (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<type>counter|gauge|histogram)$")]
    private static partial Regex Type();

    [GeneratedRegex(@"^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?<labels>\{[a-zA-Z_][a-zA-Z0-9_]*=""(?:[^""\\]|\\[\\n""])*""(?:,[a-zA-Z_][a-zA-Z0-9_]*=""(?:[^""\\]|\\[\\n""])*"")*\})? (?<value>-?[0-9.]+(?:E[-+]?[0-9]+)?|NaN|[-+]Inf)$")]
    private static partial Regex Sample();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Parts();
}
