using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Dom;
using Kolot.Listen.Answering;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Listen.Answering;

public sealed class AnswerFileTests
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. new byte[2_000_000]];

    [Theory, EveryStore]
    public async Task A_file_is_kept_though_the_page_comes_back_and_whoever_may_read_the_voice_can_fetch_it(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Asked.Publish(world, "fault", Asked.WithFile);
        using var phone = world.Nobody();

        using var refused = await Send(phone, await phone.Page($"/{World.Cafe}/s/fault"), ("../מקרר\u202Egnp.exe", Png));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var again = await Visitor.Read(refused);
        Assert.Equal("מקררgnp.png", again.QuerySelector(".kept bdi")?.TextContent);
        using var first = await Send(phone, again, null, ("score", "2"));
        using var done = await Asked.Send(phone, await phone.Page(Asked.Location(first)), ("more", "דחוף"));

        await using var store = await world.Store();
        var voice = await store.Voices.SingleAsync();
        Assert.Equal("{\"photo\":\"מקררgnp.png\",\"more\":\"דחוף\"}", voice.Answers);
        Assert.Equal((1, 2), (await store.SurveyFiles.CountAsync(), await store.FileParts.CountAsync()));
        using var tamar = world.As(Cast.Tamar);
        var address = (await tamar.Page($"/{World.Cafe}/voices/{voice.Id}")).QuerySelector("a[download]")!.GetAttribute("href")!;
        using var fetched = await tamar.Get(address);
        Assert.Equal(Png, await fetched.Content.ReadAsByteArrayAsync());
        Assert.Equal(("image/png", "attachment", "nosniff"), (fetched.Content.Headers.ContentType?.MediaType, fetched.Content.Headers.ContentDisposition?.DispositionType, fetched.Headers.GetValues("X-Content-Type-Options").Single()));
        Assert.Contains("sandbox", fetched.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        using var nobody = await world.Nobody().Get(address);
        Assert.NotEqual(HttpStatusCode.OK, nobody.StatusCode);
        using var other = await tamar.Get(address.Replace(voice.Id.ToString(), Guid.CreateVersion7().ToString(), StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Theory, EveryStore]
    public async Task What_is_no_picture_or_too_large_is_refused_and_another_takes_the_place_of_the_first(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Asked.Publish(world, "fault", Asked.WithFile);
        using var phone = world.Nobody();
        var page = await phone.Page($"/{World.Cafe}/s/fault?lang=en");

        using var script = await Send(phone, page, ("x.png", "<html><script>alert(1)</script>"u8.ToArray()), ("score", "3"));
        using var large = await Send(phone, page, ("x.png", [.. Png.Take(8), .. new byte[AnswerFiles.MostBytes]]), ("score", "3"));
        using var monstrous = await Send(phone, page, ("x.png", [.. Png.Take(8), .. new byte[AnswerFiles.MostInAll]]), ("score", "3"));
        Assert.Equal("Only a picture or a PDF can be attached", (await Visitor.Read(script)).QuerySelector("#photo .fault")?.TextContent);
        Assert.Equal("The file is too large", (await Visitor.Read(large)).QuerySelector("#photo .fault")?.TextContent);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, monstrous.StatusCode);
        await using (var store = await world.Store()) Assert.False(await store.SurveyFiles.AnyAsync() || await store.FileParts.AnyAsync());

        using var one = await Send(phone, page, ("one.png", Png));
        using var two = await Send(phone, page, ("two.pdf", "%PDF-1.7 קצר"u8.ToArray()));
        Assert.Equal("two.pdf", (await Visitor.Read(two)).QuerySelector(".kept bdi")?.TextContent);
        await using (var store = await world.Store()) Assert.Equal((1, 1), (await store.SurveyFiles.CountAsync(), await store.FileParts.CountAsync()));
        using var without = await Send(phone, page, null, ("score", "3"), ("photo.without", "yes"));

        Assert.Equal(HttpStatusCode.SeeOther, without.StatusCode);
        await using var after = await world.Store();
        Assert.False(await after.SurveyFiles.AnyAsync() || await after.FileParts.AnyAsync());
    }

    [Theory, EveryStore]
    public async Task Files_go_with_whoever_gave_them_and_those_of_a_page_that_was_never_taken_in_go_of_themselves(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Asked.Publish(world, "fault", Asked.WithFile with { Screens = [new() { Questions = [.. Asked.WithFile.Screens[0].Questions, new() { Key = "who", Kind = Core.Listen.Surveys.QuestionKind.Contact, Text = Core.Listen.Surveys.Wording.Of("מי?", "Who?") }] }] });
        using var phone = world.Nobody();
        using var gone = await Send(phone, await phone.Page($"/{World.Cafe}/s/fault"), ("one.png", Png));
        using var kept = await Send(phone, await phone.Page($"/{World.Cafe}/s/fault"), ("two.png", Png), ("score", "1"), ("who.mail", "ruti@abraham.example"));
        Assert.Equal(HttpStatusCode.SeeOther, kept.StatusCode);

        world.Clock.Advance(TimeSpan.FromDays(3));
        await world.Round();
        Guid customer;
        await using (var store = await world.Store())
        {
            Assert.Equal("two.png", await store.SurveyFiles.Select(file => file.Name).SingleAsync());
            customer = await store.Customers.Select(one => one.Id).SingleAsync();
        }

        using var key = await world.Key(Enum.GetValues<Core.Organisation.Right>());
        using var erased = await (await key.Client()).DeleteAsync($"/api/v1/{World.Cafe}/customers/{customer}");
        Assert.True(erased.IsSuccessStatusCode);

        await using var after = await world.Store();
        Assert.False(await after.SurveyFiles.AnyAsync() || await after.FileParts.AnyAsync() || await after.SurveyResponses.AnyAsync());
    }

    [Theory, EveryStore]
    public async Task What_will_not_be_taken_in_fills_nothing(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds, new Dictionary<string, string> { ["Answering:AddressPerMinute"] = "2" });
        await Asked.Publish(world, "fault", Asked.WithFile);
        using var robot = world.Nobody();
        using var phone = world.Nobody();
        var page = await phone.Page($"/{World.Cafe}/s/fault?lang=en");

        using var trapped = await Send(robot, await robot.Page($"/{World.Cafe}/s/fault"), ("one.png", Png), ("score", "2"), ("website", "https://example.com"));
        Assert.Equal(HttpStatusCode.SeeOther, trapped.StatusCode);
        await using (var store = await world.Store()) await store.Surveys.ExecuteUpdateAsync(set => set.SetProperty(survey => survey.ClosedAt, world.Clock.Now.AddMinutes(1)));
        world.Clock.Advance(AskedSurvey.Grace + TimeSpan.FromMinutes(2));
        using var small = await Send(phone, page, ("one.pdf", "%PDF-1.7"u8.ToArray()), ("score", "2"));
        using var late = await Send(phone, page, ("one.png", Png), ("score", "2"));
        using var often = await Send(phone, page, ("one.png", Png), ("score", "2"));

        Assert.Equal((HttpStatusCode.Gone, HttpStatusCode.Gone, HttpStatusCode.TooManyRequests), (small.StatusCode, late.StatusCode, often.StatusCode));
        Assert.NotNull(often.Headers.RetryAfter);
        Assert.NotNull((await Visitor.Read(small)).QuerySelector("input[name=score][value='2'][checked]"));
        Assert.Null((await Visitor.Read(often)).QuerySelector("form"));
        await using var after = await world.Store();
        Assert.False(await after.SurveyFiles.AnyAsync() || await after.FileParts.AnyAsync());
    }

    [Theory, EveryStore]
    public async Task Files_of_what_was_not_finished_have_so_much_room_and_no_more_until_it_is(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds, new Dictionary<string, string> { ["Answering:WaitingMegabytes"] = "3" });
        await Asked.Publish(world, "fault", Asked.WithFile);
        using var first = world.Nobody();
        using var second = world.Nobody();
        using var waits = await Send(first, await first.Page($"/{World.Cafe}/s/fault"), ("one.png", Png));
        var page = await second.Page($"/{World.Cafe}/s/fault?lang=en");

        using var full = await Send(second, page, ("two.png", Png), ("score", "4"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, full.StatusCode);
        Assert.StartsWith("No more files can be taken in right now", (await Visitor.Read(full)).QuerySelector("#photo .fault")?.TextContent, StringComparison.Ordinal);
        using var on = await Send(first, await Visitor.Read(waits), null, ("score", "2"));
        using var still = await Send(second, page, ("two.png", Png), ("score", "4"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, still.StatusCode);
        using var done = await Asked.Send(first, await first.Page(Asked.Location(on)), ("more", "דחוף"));
        using var room = await Send(second, page, ("two.png", Png), ("score", "4"));
        Assert.Equal(HttpStatusCode.SeeOther, room.StatusCode);
        await using var store = await world.Store();
        Assert.Equal(2, await store.SurveyFiles.CountAsync());
    }

    private static async Task<HttpResponseMessage> Send(Visitor phone, IDocument page, (string Name, byte[] Content)? file, params (string Name, string Value)[] filled)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in Asked.Form(page, filled).Where(field => field.Name != "code")) form.Add(new StringContent(value), name);
        if (file is var (called, content))
        {
            var part = new ByteArrayContent(content);
            part.Headers.ContentType = new("image/png");
            part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "photo", FileNameStar = called };
            form.Add(part);
        }

        return await (await phone.Client()).PostAsync(page.QuerySelector("form")!.GetAttribute("action"), form);
    }
}
