using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Kolot.Core.Organisation;
using Kolot.Store;
using Kolot.Tests.Listen.Forgetting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kolot.Tests.Running.Logs;

public sealed class LogTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task The_log_knows_no_customer_no_secret_and_nobodys_words_even_where_everything_is_logged(StoreKind kind)
    {
        var log = new LoggedLines();
        await using var world = await World.Open(kind, services =>
        {
            log.Listen(services);
            services.AddSingleton<IStartupFilter, Breaks>();
        });
        await Ruti.Speaks(world);
        var secrets = await Visits(world);
        await Ruti.IsErased(world);
        await world.Settle();

        var lines = log.All;
        Assert.Contains(lines, line => line.Contains("Microsoft.AspNetCore.Hosting", StringComparison.Ordinal) && line.Contains("\"level\":\"info\"", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("System.InvalidOperationException", StringComparison.Ordinal) && line.Contains("Breaks", StringComparison.Ordinal));
        string[] plants = [.. Ruti.Marks, "zilpa", Uri.EscapeDataString("זילפה"), "c2-mark", "wrongmark", World.Password, "shlosha", .. Cast.All.SelectMany(person => new[] { person.Mail, person.Name }), .. secrets];
        foreach (var plant in plants)
            Assert.DoesNotContain(lines, line => line.Contains(plant, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_number_that_a_person_or_a_program_is_shown_is_the_one_in_the_log()
    {
        var log = new LoggedLines();
        await using var world = await World.Open(StoreKind.Sqlite, services =>
        {
            log.Listen(services);
            services.AddSingleton<IStartupFilter, Breaks>();
        });
        using var tamar = world.As(Cast.Tamar);
        using var program = await world.Key(Right.EnterVoices);

        using var page = await tamar.Get("/broken");
        var shown = (await Visitor.Read(page)).QuerySelector("code")?.TextContent ?? "none";
        using var broken = await program.Get("/api/broken");
        using var refused = await program.PostJson($"/api/v1/{World.Cafe}/voices", new { channel = "nowhere", text = "x" });
        var (failed, wrong) = (await Number(broken), await Number(refused));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains(log.All, line => line.Contains($"\"request\":\"{shown}\"", StringComparison.Ordinal) && line.Contains("Breaks", StringComparison.Ordinal));
        Assert.Contains(log.All, line => line.Contains($"\"request\":\"{failed}\"", StringComparison.Ordinal) && line.Contains("Breaks", StringComparison.Ordinal));
        Assert.Contains(log.All, line => line.Contains(wrong, StringComparison.Ordinal));
    }

    [Fact]
    public void Nobody_writes_a_line_of_their_own_by_breaking_one()
    {
        var log = new LoggedLines();
        log.CreateLogger("Kolot.Store.Migrator").LogWarning("{Folder} now has schema", "a\n2026-01-01 fatal Kolot: all is lost");

        Assert.All(log.All, line => Assert.Single(line.TrimEnd('\n').Split('\n')));
        Assert.Equal("a 2026-01-01 fatal Kolot: all is lost now has schema", JsonDocument.Parse(log.All[1]).RootElement.GetProperty("message").GetString());
    }

    private static async Task<string> Number(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("request").GetString() ?? "none";

    // Everything that a day brings, right and wrong; the secrets that came by on the way.
    private static async Task<IReadOnlyList<string>> Visits(World world)
    {
        using var tamar = world.As(Cast.Tamar);
        using var stranger = world.Nobody();
        using var program = await world.Key(Right.EnterVoices, Right.ReadVoices);
        foreach (var path in new[] { "?q=zilpaword", "?q=" + Uri.EscapeDataString("זילפה") })
        {
            using var found = await tamar.Get($"/{World.Cafe}/voices{path}");
            using var asked = await program.Get($"/api/v1/{World.Cafe}/voices{path}");
            using var refused = await stranger.Get($"/{World.Cafe}/voices{path}");
            using var nowhere = await tamar.Get($"/{World.Cafe}/zilpaword{path}");
        }

        using var wrong = await stranger.Enter(Cast.Dana.Mail, "wrongmark");
        using var unknown = await stranger.Enter(Ruti.Mail, "wrongmark");
        using var lost = await stranger.Post("/sign-in/lost", ("mail", Ruti.Mail));
        using var strangely = await stranger.Get("/join/zilpaword?mail=" + Ruti.Mail);
        using var field = await tamar.Post($"/{World.Cafe}/voices/new", ("text", "zilpaword"), ("channel", "zilpaword"), ("heardAt", "zilpaword"));
        using var json = await (await program.Client()).PostAsync($"/api/v1/{World.Cafe}/voices", new StringContent("{ \"text\": \"zilpaword\", \"score\": { \"value\": \"zilpaword\" } }", Encoding.UTF8, "application/json"), Cancel);
        using var nul = await tamar.Post($"/{World.Cafe}/voices/new", ("text", "zilpaword\0"));
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(Ruti.File)), "file", "zilpaword.csv" } };
        using var import = await tamar.PostFiles($"/{World.Cafe}/imports", form);
        using var broken = await tamar.Get("/broken?q=zilpaword");
        using var apart = await program.Get("/api/broken?q=zilpaword");
        var client = await tamar.Client();
        using var signIn = await client.GetAsync(new Uri("/account", UriKind.Relative), Cancel);
        return
        [
            (await program.Client()).DefaultRequestHeaders.Authorization?.Parameter ?? throw new InvalidOperationException("The program has no key."),
            (await Visitor.Read(signIn)).QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value") ?? throw new InvalidOperationException("The page has no form."),
        ];
    }
}
