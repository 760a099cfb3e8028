using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Kolot.Core.Calendars;
using Kolot.Core.Demo;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Listen.Inviting.Planning;
using Kolot.Listen.Sending;
using Kolot.Store;
using Kolot.Tests.Listen.Answering;
using Kolot.Tests.Outside.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Listen.Sending;

/// <summary>A customer of the demonstration, by the order in which they are known.</summary>
internal sealed record Somebody(int Number, Guid Id, string SourceId, string? Mail);

/// <summary>The customers of the demonstration, with a survey, rules of how often, hours of sending and a mail server; nothing happens but when the test says so.</summary>
internal sealed partial class Crowd : IAsyncDisposable
{
    public const string Code = DemoOrganisation.Code;

    private readonly ServiceClock hours;

    private Crowd(World world, PostOffice post, ServiceClock hours, IReadOnlyList<Somebody> people) => (World, Post, this.hours, People, ByMail) = (world, post, hours, people, people.Where(one => one.Mail is not null).ToDictionary(one => one.Mail ?? "", one => one.Number));

    public World World { get; }

    public PostOffice Post { get; }

    public IReadOnlyList<Somebody> People { get; }

    /// <summary>Their numbers, by their mail.</summary>
    public IReadOnlyDictionary<string, int> ByMail { get; }

    public static async Task<Crowd> Open(StoreKind kind, int size, PostOffice post)
    {
        var world = await World.Empty(kind, new Dictionary<string, string>
        {
            ["Demo:On"] = "true", ["Demo:Customers"] = $"{size}", ["PublicAddress"] = "http://voices.example", ["Outside:PrivateAddresses"] = "true",
            ["Answering:AddressPerMinute"] = "1000000", ["Answering:ProofAbove"] = "1000000", ["Limits:PostsPerMinute"] = "1000000",
        }, Campaigns.Alone);
        await using var store = await world.Store(Code);
        var survey = SurveyJson.Write(Asked.TwoScreens);
        var row = new SurveyRow { Id = Guid.CreateVersion7(), Code = "visit", Name = "ביקור", Draft = survey, Asked = 1, BegunAt = world.Clock.Now, ChannelId = await store.Channels.Where(channel => channel.Code == "survey").Select(channel => channel.Id).SingleAsync() };
        store.AddRange(row, new SurveyVersion { SurveyId = row.Id, Number = 1, Content = survey, PublishedAt = world.Clock.Now });
        store.FrequencyRules.Add(new() { Id = Guid.CreateVersion7(), Most = 1, Days = 30, MadeAt = world.Clock.Now });
        store.MailSettings.Add(new() { Host = "127.0.0.1", Port = post.Port, Security = MailSecurity.None, FromAddress = "hello@shaked.example", FromName = "שקד אינטרנט", Version = 1 });
        await store.SaveChangesAsync();
        var mails = await store.Identities.Where(identity => identity.Kind == "mail").ToDictionaryAsync(identity => identity.CustomerId, identity => identity.Value);
        var customers = await store.Customers.OrderBy(customer => customer.Id).Select(customer => new { customer.Id, customer.SourceId }).ToListAsync();
        var hours = await InvitingHours.Of(store, TestContext.Current.CancellationToken);
        return new(world, post, hours, [.. customers.Select((one, at) => new Somebody(at, one.Id, one.SourceId, mails.GetValueOrDefault(one.Id)))]);
    }

    /// <summary>Whether anything may go at a moment.</summary>
    public bool IsOpen(DateTime at) => hours.IsOpen(at);

    /// <summary>Waits for hours in which nothing goes, and for those in which it does.</summary>
    public void Wait(bool open)
    {
        while (hours.IsOpen(World.Clock.Now) != open) World.Clock.Advance(TimeSpan.FromMinutes(20));
    }

    /// <summary>Has a campaign begun by who owns the demonstration, and everybody planned.</summary>
    public async Task<Guid> Begin(string name, int percent, int reminders)
    {
        var id = Guid.CreateVersion7();
        await using (var store = await World.Store(Code))
        {
            var survey = await store.Surveys.Where(row => row.Code != "trust").Select(row => row.Id).SingleAsync();
            store.Campaigns.Add(new() { Id = id, Name = name, SurveyId = survey, Ways = "mail", Attributes = "{}", SamplePercent = percent, Reminders = reminders, BegunAt = World.Clock.Now, Version = 1 });
            await store.SaveChangesAsync();
        }

        await Do(id, "start");
        await Errands();
        return id;
    }

    /// <summary>Has something done with a campaign, on its page.</summary>
    public async Task Do(Guid campaign, string what)
    {
        using var owner = await Owner();
        using var done = await owner.Post($"/{Code}/campaigns/{campaign}/{what}");
        Assert.Equal(System.Net.HttpStatusCode.SeeOther, done.StatusCode);
    }

    /// <summary>The owner, come in by the door just now: days may have passed since the last time.</summary>
    public async Task<Visitor> Owner()
    {
        var visitor = World.Nobody();
        var token = (await visitor.Page("/demo")).QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value") ?? "";
        var owner = DemoOrganisation.Cast.First(member => member.Role == Role.Owner).Mail;
        using var entered = await (await visitor.Client()).PostAsync("/demo", new FormUrlEncodedContent(new Dictionary<string, string> { ["mail"] = owner, ["__RequestVerificationToken"] = token }));
        Assert.Equal(System.Net.HttpStatusCode.SeeOther, entered.StatusCode);
        return visitor;
    }

    public Task Errands() => World.Round(Code);

    /// <summary>Sends what is due now.</summary>
    public Task<int> Send() => World.Services.GetRequiredService<InvitationRound>().Run(Code, TestContext.Current.CancellationToken);

    /// <summary>Lets time pass and sends, until nothing waits any more or so much time is over.</summary>
    public async Task SendAll(TimeSpan within)
    {
        var end = World.Clock.Now + within;
        while (World.Clock.Now < end)
        {
            await Errands();
            await Send();
            await using var store = await World.Store(Code);
            if (await ClaimInvitations.Next(store, TestContext.Current.CancellationToken) is not { } next) return;
            // A way that was shut is left alone for a minute.
            var soon = World.Clock.Now.AddSeconds(61);
            World.Clock.Advance((next > soon ? next.AddSeconds(1) : soon) - World.Clock.Now);
        }
    }

    /// <summary>Where the campaign's file says that each stands, by their number in the system that knows them; narrowed by a query.</summary>
    public static async Task<SortedDictionary<string, string>> Places(Visitor owner, Guid campaign, string query = "")
    {
        using var file = await owner.Get($"/{Code}/campaigns/{campaign}/people.csv{query}");
        var rows = (await file.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Columns);
        var places = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in rows) places.Add(row[0], $"{row[2]} {row[3]}".TrimEnd());
        return places;
    }

    /// <summary>The link in a mail.</summary>
    public static string LinkIn(PostOffice.Letter letter) => new Uri(Link().Match(Encoding.UTF8.GetString(Convert.FromBase64String(Text().Match(letter.Words).Groups[1].Value))).Value).AbsolutePath;

    /// <summary>The id of the invitation that a mail is.</summary>
    public static string IdIn(PostOffice.Letter letter) => MessageId().Match(letter.Words).Groups[1].Value;

    public static int Number(string? shown) => int.Parse(string.Concat((shown ?? "").Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture);

    public ValueTask DisposeAsync() => World.DisposeAsync();

    // No name of the demonstration holds a comma or a quotation mark before the columns that are asked for.
    private static string[] Columns(string line) => [.. line.TrimStart('\uFEFF').Split(',').Select(cell => cell.Trim('"'))];

    [GeneratedRegex(@"base64\r\n\r\n([A-Za-z0-9+/=\r\n]+?)\r\n--")]
    private static partial Regex Text();

    [GeneratedRegex("http://voices\\.example/shaked/a/[A-Za-z0-9_-]{22}")]
    private static partial Regex Link();

    [GeneratedRegex("Message-ID: (<[0-9a-f]{32}@shaked\\.example>)")]
    private static partial Regex MessageId();
}
