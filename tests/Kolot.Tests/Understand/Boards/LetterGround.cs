using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Boards;
using Kolot.Organisation.Mail;
using Kolot.Organisation.People.Recovering;
using Kolot.Store;
using Kolot.Tests.Organisation.Mail;
using Kolot.Tests.Outside.Mail;
using Kolot.Tests.Understand.Alerts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Understand.Boards;

/// <summary>A café that mails its boards, by hand of the test alone.</summary>
internal static partial class LetterGround
{
    public static readonly Dictionary<string, string> Settings = new() { ["PublicAddress"] = "http://kolot.example", ["Outside:PrivateAddresses"] = "true" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static void Alone(IServiceCollection services)
    {
        World.WithoutRounds(services);
        World.Without<MailRounds<Letter>>(services);
        // Of whoever comes in by a browser that was not known, nobody is told here.
        Assert.True(services.Remove(services.Single(service => service.ImplementationType == typeof(RecoveryRounds))));
    }

    public static async Task<World> Open(StoreKind kind, FakeMailServer server)
    {
        var world = await World.Open(kind, Alone, Settings);
        using var tamar = world.As(Cast.Tamar);
        using var saved = await MailSettingsTests.Save(tamar, host: "127.0.0.1", port: $"{server.Port}", security: "none", user: "", password: "");
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        return world;
    }

    /// <summary>Letters go, once there are numbers: else they would wait for them.</summary>
    public static async Task Round(World world)
    {
        await world.Fed();
        await world.Services.GetRequiredService<MailRound<Letter>>().Run(World.Cafe, Cancel);
    }

    /// <summary>The two parts of the mail that one reader got.</summary>
    public static string[] Parts(FakeMailServer server, Person reader) =>
        [.. Part().Matches(server.Mails.Single(mail => mail.Contains($"To: {reader.Mail}", StringComparison.Ordinal))).Select(part => Encoding.UTF8.GetString(Convert.FromBase64String(part.Groups[1].Value)))];

    public static string Text(FakeMailServer server, Person reader) => Parts(server, reader)[0];

    public static async Task<string> Board(World world, Visitor tamar)
    {
        await BoardGround.Said(world);
        var board = await BoardGround.Make(tamar);
        await BoardGround.Add(tamar, board, "?measure=nps&days=90");
        await BoardGround.Add(tamar, board, "?measure=nps&days=90&by=unit", "groups");
        return board;
    }

    public static async Task Mail(World world, Visitor tamar, string board, params Person[] readers)
    {
        using var set = await tamar.Post(board + "/mail", await Form(world, 0, readers));
        Assert.Equal(HttpStatusCode.SeeOther, set.StatusCode);
    }

    public static async Task<(string, string)[]> Form(World world, int version, params Person[] readers)
    {
        List<(string, string)> form = [("rhythm", "daily"), ("weekday", "0"), ("monthDay", "1"), ("hour", "8"), ("version", $"{version}")];
        foreach (var reader in readers) form.Add(("readers", (await BoardGround.IdOf(world, reader)).ToString()));
        return [.. form];
    }

    public static async Task<IReadOnlyList<Letter>> Letters(World world)
    {
        await using var store = await world.Store();
        return await store.Letters.AsNoTracking().ToListAsync(Cancel);
    }

    public static async Task<(string, MailState)[]> Told(World world)
    {
        await using var store = await world.Store();
        var rows = await store.Letters.Join(store.Members, letter => letter.MemberId, member => member.Id, (letter, member) => new { member.Mail, State = letter.Mail }).OrderBy(row => row.Mail).ToListAsync(Cancel);
        return [.. rows.Select(row => (row.Mail, row.State))];
    }

    public static async Task<int> Readers(World world)
    {
        await using var store = await world.Store();
        return await store.MailingReaders.CountAsync(Cancel);
    }

    /// <summary>The path of the link that ends a letter.</summary>
    public static string StopIn(string text) => Stop().Match(text).Groups[1].Value;

    [GeneratedRegex(@"base64\r\n\r\n([A-Za-z0-9+/=\r\n]+?)\r\n--")]
    private static partial Regex Part();

    [GeneratedRegex(@"http://kolot\.example(/\S+/boards/stop/[0-9a-f]{32})")]
    private static partial Regex Stop();
}
