using Kolot.Listen.Answering;
using Kolot.Listen.Retention;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Listen.Answering;

public sealed class LeftAnswersTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory, EveryStore]
    public async Task What_was_left_for_a_day_is_heard_as_not_finished_and_once_only_when_it_is_finished_later(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Asked.Publish(world, "two", Asked.TwoScreens);
        using var phone = world.Nobody();
        using var first = await Asked.Send(phone, await phone.Page($"/{World.Cafe}/s/two"), ("came", "yes"));
        await Round(world);
        Assert.Equal((0, 1), await Counted(world));

        world.Clock.Advance(LeftAnswers.After + Hour);
        await Round(world);
        await Round(world);

        await using (var store = await world.Store())
        {
            var left = await store.Voices.SingleAsync();
            var response = await store.SurveyResponses.SingleAsync();
            Assert.Equal(("{\"came\":\"yes\",\"finished\":false}", response.Id.ToString(), response.SentAt), (left.Answers, left.SourceId, left.HeardAt));
            Assert.Equal((left.Id, null), (response.VoiceId, response.FinishedAt));
            Assert.NotEqual("", response.Given);
        }

        using var done = await Asked.Send(phone, await phone.Page($"/{World.Cafe}/s/two"), ("score", "4"));
        await Round(world);

        await using var after = await world.Store();
        var whole = await after.Voices.SingleAsync();
        Assert.Equal((4d, "{\"came\":\"yes\"}", 1), (whole.Score, whole.Answers, whole.Version));
        var finished = await after.SurveyResponses.SingleAsync();
        Assert.Equal((whole.Id, "", true), (finished.VoiceId, finished.Given, finished.FinishedAt is not null));
        Assert.False(await after.Errands.AnyAsync(errand => errand.Kind == LeftAnswers.Errand));
    }

    [Theory, EveryStore]
    public async Task Whoever_goes_on_within_the_day_is_given_another_and_what_was_taken_up_again_is_looked_at_again(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Asked.Publish(world, "file", Asked.WithFile);
        using var phone = world.Nobody();
        using var first = await Asked.Send(phone, await phone.Page($"/{World.Cafe}/s/file"), ("score", "2"));
        world.Clock.Advance(LeftAnswers.After - Hour);
        using var back = await Asked.Send(phone, await phone.Page(Asked.Location(first)), ("back", "1"));
        world.Clock.Advance(2 * Hour);
        await Round(world);
        Assert.Equal((0, 1), await Counted(world));

        world.Clock.Advance(LeftAnswers.After);
        await Round(world);
        Assert.Equal((1, 0), await Counted(world));
        using var changed = await Asked.Send(phone, await phone.Page($"/{World.Cafe}/s/file?at=0"), ("score", "5"));
        Assert.Equal((1, 1), await Counted(world));
        world.Clock.Advance(LeftAnswers.After + Hour);
        await Round(world);

        await using var store = await world.Store();
        Assert.Equal(5, (await store.Voices.SingleAsync()).Score);
    }

    [Theory, EveryStore]
    public async Task Whoever_was_heard_half_counts_whole_though_there_are_enough_by_then_and_what_a_robot_adds_changes_nothing(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Asked.Publish(world, "file", Asked.WithFile with { Quotas = [new(Core.Listen.Surveys.Condition.Where("score", Core.Listen.Surveys.Look.Answered), 1)] });
        using var phone = world.Nobody();
        using var robot = world.Nobody();
        using (await Asked.Send(phone, await phone.Page($"/{World.Cafe}/s/file"), ("score", "2")))
        using (await Asked.Send(robot, await robot.Page($"/{World.Cafe}/s/file"), ("score", "1")))
        {
        }

        world.Clock.Advance(LeftAnswers.After + Hour);
        await Round(world);
        using var quick = world.Nobody();
        using (var first = await Asked.Send(quick, await quick.Page($"/{World.Cafe}/s/file"), ("score", "5")))
        using (await Asked.Send(quick, await quick.Page(Asked.Location(first)), ("more", "הכול טוב")))
        {
        }

        world.Clock.Advance(Hour);
        using var done = await Asked.Send(phone, await phone.Page($"/{World.Cafe}/s/file"), ("more", "חיכינו"));
        using var trapped = await Asked.Send(robot, await robot.Page($"/{World.Cafe}/s/file"), ("more", "קנו"), ("website", "https://example.com"));

        Assert.Contains("/thanks", Asked.Location(done), StringComparison.Ordinal);
        Assert.Contains("/thanks", Asked.Location(trapped), StringComparison.Ordinal);
        await using var store = await world.Store();
        // Every voice with a score is of a response that counts, and says how far that went.
        var voices = await store.Voices.OrderBy(voice => voice.Score).Select(voice => new { voice.Id, voice.Score, voice.Answers }).ToArrayAsync();
        Assert.Equal([(1d, "{\"finished\":false}"), (2d, "{\"more\":\"חיכינו\"}"), (5d, "{\"more\":\"הכול טוב\"}")], voices.Select(voice => (voice.Score!.Value, voice.Answers)));
        var responses = await store.SurveyResponses.ToDictionaryAsync(response => response.VoiceId!.Value);
        Assert.Equal([(Kolot.Store.Counted.Yes, false), (Kolot.Store.Counted.Yes, true), (Kolot.Store.Counted.Yes, true)], voices.Select(voice => (responses[voice.Id].Counted, responses[voice.Id].FinishedAt is not null)));
    }

    [Theory, EveryStore]
    public async Task What_was_given_goes_when_its_time_is_over_and_with_the_words_of_its_voice_and_how_far_it_went_stays(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Asked.Publish(world, "two", Asked.TwoScreens);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var phone = world.Nobody();
            using var first = await Asked.Send(phone, await phone.Page($"/{World.Cafe}/s/two"), ("came", "yes"));
            world.Clock.Advance(LeftAnswers.After + Hour);
        }

        await Round(world);
        await using var store = await world.Store();
        var border = world.Clock.Now - LeftAnswers.After - (2 * Hour);
        var kept = new KeptHalfAnswers();
        Assert.Equal(1, (await kept.Look(store, border, default)).Count);
        Assert.Equal(1, await kept.Remove(store, border, 10, default));
        Assert.Equal(["", "{\"came\":[\"yes\"]}"], await store.SurveyResponses.Select(response => response.Given).OrderBy(given => given).ToArrayAsync());
        await new KeptWords(world.Clock).Remove(store, world.Clock.Now, 10, default);

        Assert.Equal([("", 1), ("", 1)], await store.SurveyResponses.Select(response => new ValueTuple<string, int>(response.Given, response.Screen)).ToArrayAsync());
    }

    [Theory, EveryStore]
    public async Task The_personal_link_of_somebody_who_was_found_to_be_another_brings_a_voice_of_that_one(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Asked.Publish(world, "two", Asked.TwoScreens);
        var (one, other, link) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        string token;
        await using (var store = await world.Store())
        {
            var survey = await store.Surveys.SingleAsync();
            store.AddRange(
                new Core.Organisation.Customer { Id = one, Source = "crm", SourceId = "1", Name = "רותי אברהם", KeptAt = world.Clock.Now },
                new Core.Organisation.Customer { Id = other, Source = "crm", SourceId = "2", Name = "ר. אברהם", KeptAt = world.Clock.Now, MergedInto = one },
                new SurveyLink { Id = link, SurveyId = survey.Id, SecretHash = [7], CustomerId = other, Known = "{}", MadeAt = world.Clock.Now });
            await store.SaveChangesAsync();
            token = world.Services.GetRequiredService<AnswerTokens>().Seal(World.Cafe, new(Guid.CreateVersion7(), survey.Id, 1, "personal", world.Clock.Now) { Link = link });
        }

        using var phone = world.Nobody();
        using var first = await Asked.Send(phone, await phone.Page($"/{World.Cafe}/s/two?r={token}"), ("came", "yes"));
        world.Clock.Advance(LeftAnswers.After + Hour);
        await Round(world);

        await using var after = await world.Store();
        var voice = await after.Voices.SingleAsync();
        Assert.Equal((one, other, link.ToString()), (voice.CustomerId, voice.MergedFrom, voice.SourceId));
    }

    [Theory, EveryStore]
    public async Task What_was_left_on_a_site_is_whose_it_was_proven_to_be_and_goes_with_them(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Asked.Publish(world, "two", Asked.TwoScreens);
        using var tamar = world.As(Cast.Tamar);
        using var made = await tamar.Post($"/{World.Cafe}/settings/ways/secret");
        var secret = (await Visitor.Read(made)).QuerySelector("#secret")!.GetAttribute("value")!;
        string Site(long until) => $"/{World.Cafe}/s/two?way=site&who=crm:7733&until={until}&sign={Core.Listen.Sharing.SiteSignature.Of(secret, "crm", "7733", until)}";
        string Now() => Site(world.Clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds());
        using var phone = world.Nobody();
        using var first = await Asked.Send(phone, await phone.Page(Now()), ("came", "yes"));
        world.Clock.Advance(LeftAnswers.After + Hour);
        await Round(world);

        Guid customer;
        await using (var store = await world.Store())
        {
            customer = (await store.Voices.SingleAsync()).CustomerId ?? Guid.Empty;
            Assert.Equal("crm 7733", await store.Customers.Where(one => one.Id == customer).Select(one => one.Source + " " + one.SourceId).SingleAsync());
        }

        using var done = await Asked.Send(phone, await phone.Page(Now()), ("score", "4"));
        using var again = world.Nobody();
        using var half = await Asked.Send(again, await again.Page(Now()), ("came", "yes"));
        await using (var store = await world.Store())
        {
            Assert.Equal((customer, 4d, 1), await store.Voices.Select(voice => new ValueTuple<Guid?, double?, int>(voice.CustomerId, voice.Score, voice.Version)).SingleAsync());
            Assert.Equal(2, await store.SurveyResponses.CountAsync());
        }

        using var key = await world.Key(Enum.GetValues<Core.Organisation.Right>());
        using var erased = await (await key.Client()).DeleteAsync($"/api/v1/{World.Cafe}/customers/{customer}");
        Assert.True(erased.IsSuccessStatusCode);
        await using var after = await world.Store();
        Assert.False(await after.SurveyResponses.AnyAsync());
    }

    private static Task Round(World world) => world.Round();

    private static async Task<(int Voices, int Errands)> Counted(World world)
    {
        await using var store = await world.Store();
        return (await store.Voices.CountAsync(), await store.Errands.CountAsync(errand => errand.Kind == LeftAnswers.Errand));
    }
}
