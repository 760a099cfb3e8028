using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Kolot.Running.Logs;
using Kolot.Running.Support;
using Kolot.Store;
using Kolot.Tests.Listen.Forgetting;
using Kolot.Tests.Running.Logs;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kolot.Tests.Running.Support;

public sealed class SupportTests
{
    private const string Address = "/cafe-tamar/settings/status/support.zip";
    private const string Token = "s3cret-token-of-the-metrics";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Whoever_helps_learns_what_failed_and_nothing_of_customers_members_and_secrets(StoreKind kind)
    {
        await using var world = await World.Open(kind, Remembers, new Dictionary<string, string> { ["Metrics:Token"] = Token, ["PublicAddress"] = "http://s3cret.example" });
        await Ruti.Speaks(world);
        using var tamar = world.As(Cast.Tamar);
        using (await tamar.Post($"/{World.Cafe}/settings/mail", ("host", "smtp.example.org"), ("port", "587"), ("security", "StartTls"), ("user", "s3cret-user"), ("password", "s3cret-of-the-server"), ("fromAddress", "s3cret@cafe.example")))
        using (await tamar.Get("/broken?q=zilpaword"))
        {
        }

        await using (var store = await world.Store())
        {
            store.Errands.Add(new() { Kind = "voice.read", Subject = "zilpaword", DueAt = world.Clock.Now, FailedAt = world.Clock.Now, Tries = 6, Trouble = "PostgresException in A.B" });
            store.SignOnProviders.Add(new() { Issuer = "https://s3cret-provider.example", ClientId = "s3cret-client", ClientSecret = "s3cret-sealed"u8.ToArray() });
            await store.SaveChangesAsync(Cancel);
        }

        var mine = await Open(await (await tamar.Get(Address)).Content.ReadAsStreamAsync(Cancel));
        using var whole = new MemoryStream();
        await world.Services.GetRequiredService<SupportBundle>().Write(whole, null, Cancel);
        var all = await Open(whole);

        Assert.Equal(["README.txt", "about.json", "settings.json", "organisations.json", "log.jsonl"], mine.Keys);
        Assert.Contains("PostgresException in A.B", mine["organisations.json"], StringComparison.Ordinal);
        Assert.Contains("System.InvalidOperationException", mine["log.jsonl"], StringComparison.Ordinal);
        Assert.Equal("given", JsonDocument.Parse(mine["settings.json"]).RootElement.GetProperty("Metrics:Token").GetString());
        Assert.Equal("1000", JsonDocument.Parse(mine["settings.json"]).RootElement.GetProperty("SignIn:TriesPerMinute").GetString());
        string[] plants = [.. Ruti.Marks, "s3cret", "smtp.example", World.Password, world.Folder, "Port=5433", .. Cast.All.SelectMany(person => new[] { person.Name, person.Mail })];
        foreach (var (name, text) in mine.Concat(all))
            foreach (var plant in plants)
                Assert.False(text.Contains(plant, StringComparison.OrdinalIgnoreCase), $"{name}: {plant}");
    }

    [Theory, EveryStore]
    public async Task An_owners_bundle_is_of_their_own_organisation_and_nobody_elses(StoreKind kind)
    {
        await using var world = await World.Open(kind, Remembers);
        await world.Found("bakery", Cast.Gil);
        var log = world.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Kolot.Store.Stores");
        log.LogWarning("The backup {Archive} is whole", "bakery-20261123.kolot.zip");
        log.LogWarning("The backup {Archive} is whole", "cafe-tamar-20261123.kolot.zip");
        using var tamar = world.As(Cast.Tamar);
        using var yoav = world.As(Cast.Yoav);

        var mine = await Open(await (await tamar.Get(Address)).Content.ReadAsStreamAsync(Cancel));
        using var whole = new MemoryStream();
        await world.Services.GetRequiredService<SupportBundle>().Write(whole, null, Cancel);
        using var refused = await yoav.Get(Address);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("cafe-tamar-2026", mine["log.jsonl"], StringComparison.Ordinal);
        Assert.All(mine.Values, text => Assert.DoesNotContain("bakery", text, StringComparison.Ordinal));
        Assert.Contains("bakery", (await Open(whole))["organisations.json"], StringComparison.Ordinal);
    }

    private static void Remembers(IServiceCollection services)
    {
        World.WithoutRounds(services);
        services.AddSingleton<IStartupFilter, Breaks>();
        services.AddSingleton<ILoggerProvider>(house => house.GetRequiredService<RecentLines>());
        services.AddLogging(logging => logging.AddFilter<RecentLines>(null, LogLevel.Trace));
    }

    private static async Task<Dictionary<string, string>> Open(Stream bundle)
    {
        bundle.Position = 0;
        await using var zip = new ZipArchive(bundle, ZipArchiveMode.Read, leaveOpen: true);
        var files = new Dictionary<string, string>();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(Cancel));
            files[entry.FullName] = await reader.ReadToEndAsync(Cancel);
        }

        return files;
    }
}
