using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Boards;
using Kolot.Core.Understand.Measures;
using Kolot.Listen.Sending;
using Kolot.Organisation;
using Kolot.Organisation.Privacy;
using Kolot.Store.Forgetting;
using Kolot.Tests;
using Kolot.Tests.HouseRules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Kolot.Browser.Tests;

/// <summary>The café at a port of its own, with customers who said something.</summary>
public sealed class CafeInBrowser(Chromium chromium) : IAsyncLifetime
{
    private static readonly (string Text, string Kind, string Channel, int? Score, string Who)[] Said =
    [
        ("חיכינו חצי שעה לקפה, והחשבון הגיע לפניו. השירות היה אדיב, אבל האיטיות קלקלה את הבוקר.", "complaint", "survey", 4, "רותי אברהם"),
        ("העוגה הטובה בעיר, והמלצרית זכרה מה הזמנתי בפעם הקודמת.", "praise", "review", 10, "אבי מזרחי"),
        ("אפשר להוסיף מקום לעגלות בכניסה של הסניף ביפו?", "idea", "form", null, "מיכל שרון"),
        ("מתי אתם פתוחים בערב חג?", "question", "message", null, "סרגיי איבנוב"),
        ("The terrace is lovely, but nobody came to us for fifteen minutes.", "feedback", "review", 6, "Emma Clarke"),
        ("القهوة ممتازة والخدمة سريعة، شكرا لكم.", "praise", "message", 9, "سمير حداد"),
        ("Кофе остыл, пока его несли, но десерт был отличный.", "feedback", "mail", 7, "Ольга Левина"),
        ("ביקשתי חשבונית פעמיים ועדיין לא קיבלתי אותה לדואר.", "request", "call", 2, "יוסי דיין"),
    ];

    private readonly Dictionary<string, string> known = new() { ["organisation"] = World.Cafe, ["gateways/way"] = "sms", ["documentName"] = "v1", ["notices/language"] = "he", ["privacy/version"] = "he-1", ["measures/code"] = "csat" };
    private readonly List<string> also =
    [
        $"/{World.Cafe}/voices?q=שירות&band=low", $"/{World.Cafe}/voices?q=אין-כזה", $"/{World.Cafe}/scores?measure=csat&days=90&by=unit&a=yafo&b=haifa", $"/{World.Cafe}/scores?from=2026-03-02&to=2026-03-01",
        $"/{World.Cafe}/campaigns/{InvitingInBrowser.Draft}", $"/{World.Cafe}/campaigns/{InvitingInBrowser.Draft}/draft/who", $"/{World.Cafe}/campaigns/{InvitingInBrowser.Draft}/draft/how", $"/{World.Cafe}/campaigns/{InvitingInBrowser.Draft}/draft/when", $"/{World.Cafe}/campaigns/{InvitingInBrowser.Draft}/messages",
        $"/{World.Cafe}/measures/nps", $"/{World.Cafe}/measures/new?try=1&kind=topbox&low=1&high=5&top=4&limits=channel%3Dsurvey", $"/{World.Cafe}/measures/new?try=1&kind=topbox&low=5&high=1", $"/{World.Cafe}/s/branch?way=kiosk", $"/{World.Cafe}/drivers?of=professional&of=mood",
        $"/{World.Cafe}/surveys/{ResultsInBrowser.Code}/results", $"/{World.Cafe}/surveys/{ResultsInBrowser.Code}/results/screens", $"/{World.Cafe}/surveys/{ResultsInBrowser.Code}/results/responses?way=qr", $"/{World.Cafe}/surveys/{ResultsInBrowser.Code}/results/words",
    ];
    private World? world;

    /// <summary>The house.</summary>
    public World World => world ?? throw new InvalidOperationException("The café is not open yet.");

    /// <summary>What a path is filled with, so that it leads to something that is there.</summary>
    public IReadOnlyDictionary<string, string> Known => known;

    public async ValueTask InitializeAsync()
    {
        world = await World.Listening(populated: true);
        using var key = await world.Key(Enum.GetValues<Right>());
        using var heard = await key.PostJson($"/api/v1/{World.Cafe}/voices", Said.Select((said, number) => new
        {
            source = "cafe",
            id = $"c{number}",
            heardAt = world.Clock.Now.AddHours(-5 * number - 1),
            channel = said.Channel,
            kind = said.Kind,
            unit = number % 2 == 0 ? "haifa" : "yafo",
            text = said.Text,
            score = said.Score is { } score ? new { value = score, low = 0, high = 10 } : null,
            customer = new { source = "crm", id = $"k{number}", name = said.Who },
        }).ToArray());
        Assert.True(heard.StatusCode == HttpStatusCode.Accepted, await heard.Content.ReadAsStringAsync());
        using var surveyed = await key.PostJson($"/api/v1/{World.Cafe}/voices", Surveyed(world));
        Assert.True(surveyed.StatusCode == HttpStatusCode.Accepted, await surveyed.Content.ReadAsStringAsync());
        await using var store = await world.Store();
        known["voices/id"] = (await store.Voices.OrderBy(voice => voice.Place).Select(voice => voice.Id).LastAsync()).ToString();
        known["customers/id"] = (await store.Customers.Where(customer => customer.Name == "רותי אברהם").Select(customer => customer.Id).SingleAsync()).ToString();
        await Learn(store);
        known["surveys/code"] = known["s/code"] = await SurveysInBrowser.Ask(store, world.Clock.Now);
        known["files/file"] = (await SurveysInBrowser.GiveFile(store, Guid.Parse(known["voices/id"]), world.Clock.Now)).ToString();
        known["a/secret"] = await SurveysInBrowser.Link(store, world.Clock.Now);
        known["stop/secret"] = StopLinks.At("", await world.Services.GetRequiredService<Marks>().Of(World.Cafe, default), null, StopLinks.MarkOf("mail", "ruti@example.com")).Split('/')[^1];
        known["questions/key"] = "stars";
        await ResultsInBrowser.Answer(store, world.Clock.Now);
        also.Add($"/{World.Cafe}/voices/{await ContactInBrowser.Write(world, known)}");
        await Tell(world, store);
        await Arrange(store);
        await Count(world, store, key);
        (known["campaigns/id"], known["draft/step"]) = (await InvitingInBrowser.Invite(store, world.Clock.Now), "who");
        known["alerts/id"] = await AlertsInBrowser.Set(store, world.Clock.Now);
        var told = await WebhooksInBrowser.Set(store, world.Clock.Now);
        (known["webhooks/id"], known["deliveries/delivery"]) = (told.Endpoint.ToString(), told.Delivery.ToString());
        also.Add($"/{World.Cafe}/rhythm?line={told.Line}");
        await KeptInBrowser.Set(world, store, known);
        await StudiesInBrowser.Set(world, store, known);
        await Forget(store, key);
        if (chromium.IsThere) await BringOldSurveys();
    }

    /// <summary>Every page of the route table, with its path filled in.</summary>
    public IEnumerable<string> Pages() => RouteTable.Of(World.Services)
        .Where(route => route is { IsGet: true, IsApi: false })
        .Select(route => RouteTable.Fill(route.Pattern, known)).Concat(also);

    /// <summary>A window with somebody signed in, or nobody.</summary>
    public async Task<IPage> Visit(Person? person, int width = 1440, ColorScheme scheme = ColorScheme.Light, bool scripts = true)
    {
        var window = await chromium.Window(World.Address, width, scheme, scripts);
        var page = await window.NewPageAsync();
        if (person is null) return page;
        await page.GotoAsync("/sign-in");
        await page.FillAsync("[name=mail]", person.Mail);
        await page.FillAsync("[name=password]", World.Password);
        await page.PressAsync("[name=password]", "Enter");
        await page.Arrives("**/today");
        return page;
    }

    /// <summary>Has the café open by two steps only, or by a password alone again.</summary>
    public async Task DemandSecondStep(bool demanded)
    {
        await using var store = await World.Store();
        await store.Profiles.ExecuteUpdateAsync(set => set.SetProperty(profile => profile.DemandsSecondStep, demanded));
        World.Services.GetRequiredService<EntranceMembers>().Forget(World.Cafe);
    }

    public async ValueTask DisposeAsync()
    {
        if (world is not null) await world.DisposeAsync();
    }

    // Half a year ago, of nobody known: so that scores go with something.
    private static object[] Surveyed(World world) => [.. Enumerable.Range(0, 60).Select(at => (object)new
    {
        source = "surveys",
        id = $"s{at}",
        heardAt = world.Clock.Now.AddDays(-180).AddMinutes(at),
        channel = "survey",
        unit = "haifa",
        history = true,
        score = new { value = (2 * (at * 7 % 5)) + (at % 3), low = 0, high = 10 },
        answers = new Dictionary<string, int> { ["professional"] = 1 + (at * 7 % 5), ["availability"] = 1 + (at * 3 % 5), ["emotional"] = 1 + (((at * 7 % 5) + (at % 4)) / 2) },
    })];

    // One that is in, and one that waits for its mapping: two pages at one route.
    private async Task BringOldSurveys()
    {
        var page = await Visit(Cast.Tamar);
        await OldSurvey.BringIn(page, World.Cafe);
        known["imports/id"] = new Uri(page.Url).Segments[^1];
        await OldSurvey.Upload(page, World.Cafe);
        also.Add(new Uri(page.Url).AbsolutePath);
        await page.Context.CloseAsync();
    }

    // A notice that customers read, and a next one that is not out yet.
    private static async Task Tell(World world, Store.OrganisationStore store)
    {
        var row = await store.Members.SingleAsync(member => member.Mail == Cast.Tamar.Mail);
        var tamar = new Member(World.Cafe, row.Id, row.Name, Rights.For(Role.Owner), Reach.All, null);
        await using var scope = world.Services.CreateAsyncScope();
        var notices = scope.ServiceProvider.GetRequiredService<WriteNotice>();
        Assert.False((await notices.Run(tamar, new("he", "# מי אוסף\n\nקפה תמר, הנמל 4, חיפה.\n\nאפשר לבקש לעיין, לתקן ולמחוק.", null, Publish: true), default)).Refused);
        Assert.False((await notices.Run(tamar, new("he", "# מי אוסף\n\nקפה תמר ובנותיה.", null, Publish: false), default)).Refused);
    }

    // Scores of some weeks in two branches, a rule that changed, a view that was saved.
    private static async Task Count(World world, Store.OrganisationStore store, Visitor key)
    {
        using var heard = await key.PostJson($"/api/v1/{World.Cafe}/voices", Enumerable.Range(0, 240).Select(at => new
        {
            source = "till", id = $"s{at}", heardAt = world.Clock.Now.AddHours(-9 * at), channel = "survey", unit = at % 2 == 0 ? "haifa" : "yafo", score = new { value = 2 + ((at * (3 + (at % 2))) % 4), low = 1, high = 5 },
        }).ToArray());
        Assert.Equal(HttpStatusCode.Accepted, heard.StatusCode);
        store.AddRange(
            new KeptMeasure { Code = "csat", Version = 1 },
            new MeasureRule
            {
                Code = "csat", Number = 2, From = DateOnly.FromDateTime(world.Clock.Now.AddDays(-30)), Kind = MeasureKind.TopBox, Question = "", Low = 1, High = 5, Top = 5, AtLeast = 5, HigherIsBetter = true, Voices = "channel=survey",
                Reason = "רק חמש הוא מה שהבטחנו.", By = (await store.Members.SingleAsync(member => member.Mail == Cast.Tamar.Mail)).Id, At = world.Clock.Now.AddDays(-30),
            },
            new Store.SavedView { Id = Guid.CreateVersion7(), MemberId = (await store.Members.SingleAsync(member => member.Mail == Cast.Tamar.Mail)).Id, Page = "scores", Name = "חיפה ויפו", Query = "measure=csat&by=unit", Shared = true });
        await store.SaveChangesAsync();
    }

    // Somebody who asked to be forgotten, so that there is a certificate to look at.
    private async Task Forget(Store.OrganisationStore store, Visitor key)
    {
        var gone = await store.Customers.Where(customer => customer.Name == "יוסי דיין").Select(customer => customer.Id).SingleAsync();
        var client = await key.Client();
        using var erased = await client.DeleteAsync($"/api/v1/{World.Cafe}/customers/{gone}");
        Assert.True(erased.IsSuccessStatusCode, await erased.Content.ReadAsStringAsync());
        known["forgetting/id"] = (await erased.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("erasure").GetString() ?? "";
    }

    // A board with a tile of each shape, and somebody who gets it by mail.
    private async Task Arrange(Store.OrganisationStore store)
    {
        var tamar = await store.Members.Where(member => member.Mail == Cast.Tamar.Mail).Select(member => member.Id).SingleAsync();
        var board = new Board { Id = Guid.CreateVersion7(), MemberId = tamar, Name = "בוקר יום ראשון", Shared = true, ChangedAt = World.Clock.Now };
        var tiles = Enum.GetValues<TileShape>().Select((shape, at) => new Tile
        {
            Id = Guid.CreateVersion7(), BoardId = board.Id, Position = at, Shape = shape, Width = 1 + (at % 3), Query = shape == TileShape.Note ? "" : "?measure=nps&days=90&by=unit", Text = "על מה להסתכל",
        }).ToArray();
        store.Add(board);
        store.AddRange(tiles);
        store.AddRange(
            new Mailing { BoardId = board.Id, Rhythm = Rhythm.Weekly, Hour = 8, DueAt = World.Clock.Now.Date.AddDays(7) },
            new MailingReader { BoardId = board.Id, MemberId = tamar, StopKey = "0123456789abcdef0123456789abcdef" },
            new Letter { Id = Guid.CreateVersion7(), BoardId = board.Id, MemberId = tamar, Occasion = World.Clock.Now.Date, Mail = MailState.Uncertain });
        await store.SaveChangesAsync();
        (known["boards/id"], known["tiles/tile"], known["stop/key"]) = (board.Id.ToString(), tiles[0].Id.ToString(), "0123456789abcdef0123456789abcdef");
        also.Add($"/{World.Cafe}/boards/{board.Id}?arrange=1");
    }

    // Pages about one thing need one that is there.
    private async Task Learn(Store.OrganisationStore store)
    {
        known["units/id"] = (await store.Units.Where(unit => unit.Code == "haifa").Select(unit => unit.Id).SingleAsync()).ToString();
        known["channels/id"] = (await store.Channels.Select(channel => channel.Id).FirstAsync()).ToString();
        known["stages/id"] = (await store.Stages.Select(stage => stage.Id).FirstAsync()).ToString();
        known["touchpoints/id"] = (await store.Touchpoints.Select(point => point.Id).FirstAsync()).ToString();
        known["members/id"] = (await store.Members.Where(member => member.Role == Role.Agent).Select(member => member.Id).FirstAsync()).ToString();
    }
}
