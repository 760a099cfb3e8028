using System.Net;
using Kolot.Core.Listen.Sharing;
using Kolot.Core.Listen.Surveys;
using Kolot.Listen.Answering;
using Kolot.Listen.Sharing;
using Kolot.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Listen.Answering;

/// <summary>Whose answers a page shows and changes, and whose it does not.</summary>
public sealed class WhoAnswersTests
{
    private const string Two = $"/{World.Cafe}/s/two";
    private const string Shop = "https://shop.example";

    [Theory, EveryStore]
    public async Task The_survey_itself_opened_after_a_personal_link_at_the_same_browser_is_somebody_elses(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Publish(world, "two", Asked.TwoScreens);
        var (path, id) = await Link(world);
        using var shared = world.Nobody();
        using var sent = await Asked.Send(shared, await shared.Page(path), ("came", "yes"));

        var open = await shared.Page(Two);
        Assert.Null(open.QuerySelector("input[name=score], input[checked]"));
        using var others = await Asked.Send(shared, open, ("came", "no"));

        // What an earlier version left there is not taken up either.
        using var request = new HttpRequestMessage(HttpMethod.Get, Two);
        await using var store = await world.Store();
        var token = new AnswerToken(id, await store.Surveys.Select(survey => survey.Id).SingleAsync(), 1, "personal", world.Clock.Now) { Link = id, Begun = true };
        request.Headers.Add("Cookie", $"kolot-answering={world.Services.GetRequiredService<AnswerTokens>().Seal(World.Cafe, token)}");
        using var left = await (await world.Nobody().Client()).SendAsync(request);
        Assert.Null((await Visitor.Read(left)).QuerySelector("input[name=score], input[checked]"));
        Assert.NotNull((await world.Nobody().Page(path)).QuerySelector("input[name=score]"));
        Assert.Equal([(id, "{\"came\":[\"yes\"]}", Counted.Yes)], await store.SurveyResponses.Where(response => response.LinkId == id).Select(response => new ValueTuple<Guid, string, Counted>(response.Id, response.Given, response.Counted)).ToArrayAsync());
        var other = await store.SurveyResponses.SingleAsync(response => response.LinkId == null);
        Assert.Equal((Counted.Yes, "link", true), (other.Counted, other.Way, other.FinishedAt is not null));
    }

    [Theory, EveryStore]
    public async Task Who_began_by_a_personal_link_may_finish_for_a_day_after_it_closed_and_then_is_told_so_with_all_that_was_chosen(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Publish(world, "two", Asked.TwoScreens);
        var (first, second) = ((await Link(world)).Path, (await Link(world)).Path);
        using var phone = world.Nobody();
        using (await Asked.Send(phone, await phone.Page(first), ("came", "yes")))
        using (await Asked.Send(phone, await phone.Page(second), ("came", "yes")))
        {
        }

        await using (var store = await world.Store()) await store.Surveys.ExecuteUpdateAsync(set => set.SetProperty(survey => survey.ClosedAt, world.Clock.Now.AddDays(40)));
        world.Clock.Advance(TimeSpan.FromDays(40) + TimeSpan.FromMinutes(2));
        using var sent = await Asked.Send(phone, await phone.Page(first), ("score", "4"));
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        var open = await phone.Page(second);
        world.Clock.Advance(AskedSurvey.Grace);

        using var gone = await phone.Get(second);
        using var late = await Asked.Send(phone, open, ("score", "3"));

        Assert.Equal((HttpStatusCode.Gone, HttpStatusCode.Gone), (gone.StatusCode, late.StatusCode));
        Assert.Null((await Visitor.Read(gone)).QuerySelector("form"));
        var told = await Visitor.Read(late);
        Assert.NotNull(told.QuerySelector("input[name=score][value='3'][checked]"));
        Assert.Contains("הסקר נסגר", told.QuerySelector("#alarm")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task A_page_from_before_the_first_screen_was_sent_changes_nothing_of_what_came_later_though_no_cookie_stays(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Publish(world, "two", Asked.TwoScreens);
        using var phone = world.Nobody();
        var page = await phone.Page(Two);
        using var first = await Asked.Send(phone, page, ("came", "yes"));
        var second = await phone.Page(Asked.Location(first));
        using var back = await Asked.Send(phone, second, ("score", "3"), ("back", "1"));

        using var once = await Asked.Send(world.Nobody(), page, ("came", "yes"));
        await using (var store = await world.Store()) Assert.Equal("{\"came\":[\"yes\"],\"score\":[\"3\"]}", await store.SurveyResponses.Select(response => response.Given).SingleAsync());
        using var done = await Asked.Send(phone, second, ("score", "4"));
        using var twice = await Asked.Send(world.Nobody(), page, ("came", "no"));

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (done.StatusCode, twice.StatusCode));
        await using var after = await world.Store();
        Assert.Equal((4d, "{\"came\":\"yes\"}", 0), await after.Voices.Select(voice => new ValueTuple<double?, string?, int>(voice.Score, voice.Answers, voice.Version)).SingleAsync());
    }

    [Fact]
    public async Task On_another_site_a_browser_keeps_who_answers_for_that_site_and_for_each_who_was_proven()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        await Asked.Publish(world, "two", Asked.TwoScreens);
        using var tamar = world.As(Cast.Tamar);
        using var made = await tamar.Post($"/{World.Cafe}/settings/ways/secret");
        var secret = (await Visitor.Read(made)).QuerySelector("#secret")!.GetAttribute("value")!;
        await using (var store = await world.Store()) await store.WaysIn.ExecuteUpdateAsync(set => set.SetProperty(ways => ways.Origins, Shop));
        world.Services.GetRequiredService<KnownWays>().Forget(World.Cafe);
        var framed = $"{Two}?way=site&frame={Uri.EscapeDataString(Shop)}";
        var until = world.Clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds();
        // Signed anew each time, as sites do.
        string Signed(string id) => $"{framed}&who=crm:{id}&until={++until}&sign={SiteSignature.Of(secret, "crm", id, until)}";
        using var phone = world.Nobody();
        async Task<string> Left(string home, string path)
        {
            using var answer = await (await phone.Client()).GetAsync(home + path);
            var page = await Visitor.Read(answer);
            var form = Asked.Form(page, ("came", "yes")).Where(field => field.Name != "code").Select(field => KeyValuePair.Create(field.Name, field.Value));
            using var sent = await (await phone.Client()).PostAsync(home + page.QuerySelector("form")!.GetAttribute("action"), new FormUrlEncodedContent(form));
            return sent.Headers.GetValues("Set-Cookie").Single();
        }

        Assert.EndsWith("secure; samesite=none; httponly; partitioned", await Left("https://localhost", framed), StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("secure; samesite=lax; httponly", await Left("https://localhost", Two), StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("samesite=lax; httponly", await Left("http://localhost", framed), StringComparison.OrdinalIgnoreCase);
        await Left("http://localhost", Signed("7733"));
        Assert.NotNull((await phone.Page(Signed("7733"))).QuerySelector("input[name=score]"));
        Assert.Null((await phone.Page(Signed("7734"))).QuerySelector("input[name=score]"));
    }

    [Fact]
    public async Task Two_organisations_of_one_name_thank_each_on_a_page_of_its_own()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        await world.Found("other-cafe", Cast.Tamar);
        foreach (var organisation in new[] { World.Cafe, "other-cafe" })
        {
            using var guest = world.Nobody();
            using var sent = await Asked.Send(guest, await guest.Page($"/{organisation}/feedback"), ("comment", "תודה"));

            var thanks = await guest.Page(Asked.Location(sent));

            Assert.StartsWith($"/{organisation}/privacy", thanks.QuerySelector("footer a")!.GetAttribute("href"), StringComparison.Ordinal);
        }
    }

    /// <summary>A personal link of nobody whom one knows.</summary>
    private static async Task<(string Path, Guid Id)> Link(World world)
    {
        var (id, secret) = (Guid.CreateVersion7(), PersonalLinks.Secret());
        await using var store = await world.Store();
        store.SurveyLinks.Add(new() { Id = id, SurveyId = await store.Surveys.Select(survey => survey.Id).SingleAsync(), SecretHash = EntranceKeys.HashOf(secret), Known = "{}", MadeAt = world.Clock.Now });
        await store.SaveChangesAsync();
        return ($"/{World.Cafe}/a/{secret}", id);
    }
}
