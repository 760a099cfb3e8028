using System.Net;
using System.Text;
using Kolot.Core.Listen.Contact;
using Kolot.Core.Organisation;
using Kolot.Organisation.Mail;
using Kolot.Store;
using Kolot.Tests.Listen.Answering;
using Kolot.Tests.Organisation.People.Recovering;
using Kolot.Tests.Outside.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Listen.Contact;

public sealed class AnsweredEnquiryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Whoever_wrote_sees_that_it_was_read_and_answered_adds_something_and_says_whether_it_is_solved(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var phone = world.Nobody();
        var page = await Writing.Write(phone, ("topic", "request"), ("text", "אפשר חשבונית?"), ("phone", "052-1234567"));
        var id = await Voice(world);
        using var tamar = world.As(Cast.Tamar);

        await Answer(world, tamar, id, ("seen", "1"), ("text", ""));
        Assert.Contains("נקראה", (await phone.Page(page)).QuerySelector(".state")!.TextContent, StringComparison.Ordinal);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        var form = await tamar.Page($"/{World.Cafe}/voices/{id}");
        Assert.Equal("בקשה", form.QuerySelectorAll("th").Single(said => said.TextContent == "נושא").NextElementSibling!.TextContent.Trim());
        var step = form.QuerySelector("#enquiry input[name=step]")!.GetAttribute("value")!;
        using var blank = await tamar.Post($"/{World.Cafe}/voices/{id}/answer", ("step", step), ("text", "  "));
        using var answered = await tamar.Post($"/{World.Cafe}/voices/{id}/answer", ("step", step), ("text", "בוודאי, <b>מיד</b>"));
        using var twice = await tamar.Post($"/{World.Cafe}/voices/{id}/answer", ("step", step), ("text", "בוודאי, <b>מיד</b>"));
        Assert.Equal([HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther, HttpStatusCode.SeeOther], [blank.StatusCode, answered.StatusCode, twice.StatusCode]);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        var status = await phone.Page(page);
        Assert.Equal(["אפשר חשבונית?", "בוודאי, <b>מיד</b>"], status.QuerySelectorAll("blockquote").Select(said => said.TextContent));
        Assert.DoesNotContain(Cast.Tamar.Name, status.DocumentElement.TextContent, StringComparison.Ordinal);

        using var notYet = await Writing.Post(phone, $"{page}/ending", ("solved", "no"));
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        var token = status.QuerySelector("input[name=token]")!.GetAttribute("value")!;
        using var added = await Writing.Post(phone, $"{page}/words", ("token", token), ("text", "על שם העסק"));
        using var addedTwice = await Writing.Post(phone, $"{page}/words", ("token", token), ("text", "על שם העסק"));
        using var nothing = await Writing.Post(phone, $"{page}/words", ("token", token), ("text", " "));
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        using var solved = await Writing.Post(phone, $"{page}/ending", ("solved", "yes"));
        using var solvedTwice = await Writing.Post(phone, $"{page}/ending", ("solved", "yes"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.StatusCode);
        await using var store = await world.Store();
        Assert.Equal([StepKind.Received, StepKind.Seen, StepKind.Answered, StepKind.NotYet, StepKind.Added, StepKind.Solved], await store.EnquirySteps.OrderBy(one => one.At).Select(one => one.Kind).ToArrayAsync(Cancel));
        Assert.Equal((id, "על שם העסק"), ((await store.Enquiries.SingleAsync(Cancel)).VoiceId, await store.Voices.Where(voice => voice.Id != id).Select(voice => voice.Text).SingleAsync(Cancel)));
        Assert.Single(await store.Voices.Select(voice => voice.CustomerId).Distinct().ToArrayAsync(Cancel));
        Assert.Equal(["enquiry.answered", "enquiry.seen"], await store.LogLines.Where(line => line.Act.StartsWith("enquiry.")).OrderBy(line => line.Act).Select(line => line.Act).ToArrayAsync(Cancel));
        var more = await store.Voices.Where(voice => voice.Id != id).Select(voice => voice.Id).SingleAsync(Cancel);
        Assert.Contains("אפשר חשבונית?", (await tamar.Page($"/{World.Cafe}/voices/{more}")).QuerySelector("#enquiry")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task The_page_of_whoever_wrote_is_told_to_nobody_and_ends(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var phone = world.Nobody();
        var page = await Writing.Write(phone, ("topic", "request"), ("text", "אפשר חשבונית?"));
        using var opened = await phone.Get(page);
        Assert.Equal(("no-referrer", "noindex, nofollow", true), (opened.Headers.GetValues("Referrer-Policy").Single(), opened.Headers.GetValues("X-Robots-Tag").Single(), opened.Headers.CacheControl?.NoStore));
        world.Clock.Advance(TimeSpan.FromDays(400));
        using var over = await phone.Get(page);
        Assert.Equal(HttpStatusCode.Gone, over.StatusCode);
    }

    [Theory, EveryStore]
    public async Task They_are_told_by_mail_once_in_their_language_and_nobodys_mailbox_is_filled_through_the_form(StoreKind kind)
    {
        await using var server = new FakeMailServer();
        await using var world = await RecoveringTests.Open(kind, services =>
        {
            World.WithoutRounds(services);
            World.Without<MailRounds<EnquiryStep>>(services);
        });
        await RecoveringTests.SetMail(world, server);
        await Fails(world);
        var round = world.Services.GetRequiredService<MailRound<EnquiryStep>>();
        for (var number = 0; number < 6; number++)
        {
            using var phone = world.Nobody();
            using var sent = await Writing.Send(phone, await phone.Page($"{Writing.Form}?lang=ru"), ("topic", "question"), ("text", $"buy http://spam.example {number}"), ("mail", "victim@abraham.example"));
            await Task.WhenAll(round.Run(World.Cafe, Cancel), round.Run(World.Cafe, Cancel));
            world.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(5, server.Mails.Count);
        var mail = Text(server.Mails[0]);
        Assert.Contains("Мы получили ваше обращение", mail, StringComparison.Ordinal);
        Assert.DoesNotContain("spam.example", mail, StringComparison.Ordinal);
        Assert.Contains("Нет связи", mail, StringComparison.Ordinal);
        Assert.Contains("Ожидается до", mail, StringComparison.Ordinal);
        var link = new Uri(mail.Split('\n').Select(line => line.Trim()).Single(line => line.StartsWith("http", StringComparison.Ordinal)));
        using var reader = world.Nobody();
        Assert.Equal("ru", (await reader.Page(link.PathAndQuery)).DocumentElement.GetAttribute("lang"));
        await using var after = await world.Store();
        Assert.Equal([MailState.Sent, MailState.Refused], await after.EnquirySteps.Select(step => step.Mail).Distinct().OrderBy(one => one).ToArrayAsync(Cancel));
        var voice = await after.Enquiries.OrderBy(enquiry => enquiry.Id).Select(enquiry => enquiry.VoiceId).FirstAsync(Cancel);
        using var tamar = world.As(Cast.Tamar);
        await Answer(world, tamar, voice, ("text", "Да, конечно"));
        await round.Run(World.Cafe, Cancel);
        Assert.Contains("Да, конечно", Text(server.Mails[^1]), StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task A_mail_that_was_begun_when_the_house_goes_down_comes_to_its_end(StoreKind kind)
    {
        await using var office = new PostOffice();
        await using var world = await Kolot.Tests.Listen.Sending.Campaigns.Open(kind);
        await Kolot.Tests.Listen.Sending.Campaigns.MailBy(world, office.Port);
        using var phone = world.Nobody();
        await Writing.Write(phone, ("topic", "question"), ("text", "מתי פתוח?"), ("mail", "ruti@example.com"));
        using var down = new CancellationTokenSource();
        office.Says = (stage, _) =>
        {
            if (stage == "RCPT") down.Cancel();
            return null;
        };

        await world.Services.GetRequiredService<MailRound<EnquiryStep>>().Run(World.Cafe, down.Token);

        Assert.Single(office.Taken);
        await using var store = await world.Store();
        Assert.Equal(MailState.Sent, await store.EnquirySteps.Select(one => one.Mail).SingleAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task What_was_written_goes_with_the_word_that_it_is_solved_or_not_and_a_bare_not_yet_asks_what_is_missing(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var phone = world.Nobody();
        var page = await Writing.Write(phone, ("topic", "request"), ("text", "אפשר חשבונית?"));
        await world.Settle();
        async Task<string> Token() => (await phone.Page(page)).QuerySelector("input[name=token]")!.GetAttribute("value")!;

        using var unproven = await Writing.Post(phone, $"{page}/ending", ("solved", "yes"), ("text", "מצאתי לבד"));
        Assert.Equal("מצאתי לבד", (await Visitor.Read(unproven)).QuerySelector("#words")!.TextContent);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        using var solved = await Writing.Post(phone, $"{page}/ending", ("token", await Token()), ("solved", "yes"), ("text", "מצאתי לבד"));
        await world.Settle();
        await using var store = await world.Store();
        Assert.Equal([StepKind.Received, StepKind.Added, StepKind.Solved], await store.EnquirySteps.OrderBy(step => step.At).ThenBy(step => step.Kind).Select(step => step.Kind).ToArrayAsync(Cancel));
        Assert.True((await store.Cases.SingleAsync(Cancel)).Confirmed);
        Assert.Contains("מצאתי לבד", (await phone.Page(page)).QuerySelectorAll("blockquote").Select(said => said.TextContent));

        world.Clock.Advance(TimeSpan.FromMinutes(1));
        using var notYet = await Writing.Post(phone, $"{page}/ending", ("token", await Token()), ("solved", "no"), ("text", " "));
        Assert.EndsWith("#text", notYet.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal("מה עוד חסר?", (await phone.Page(page)).QuerySelector("label[for=words]")!.TextContent);
    }

    [Theory, EveryStore]
    public async Task Whoever_says_again_and_again_whether_it_is_solved_waits_a_minute_and_nothing_of_it_is_kept(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds, new Dictionary<string, string> { ["Answering:AddressPerMinute"] = "3" });
        using var phone = world.Nobody();
        var page = await Writing.Write(phone, ("topic", "request"), ("text", "אפשר חשבונית?"));
        using var solved = await Writing.Post(phone, $"{page}/ending", ("solved", "yes"));
        using var not = await Writing.Post(phone, $"{page}/ending", ("solved", "no"));

        using var again = await Writing.Post(phone, $"{page}/ending", ("solved", "yes"));

        Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.SeeOther, HttpStatusCode.TooManyRequests], [solved.StatusCode, not.StatusCode, again.StatusCode]);
        Assert.NotNull(again.Headers.RetryAfter);
        Assert.NotNull((await Visitor.Read(again)).QuerySelector("[role=alert], .note"));
        await using (var store = await world.Store()) Assert.Equal([StepKind.Received, StepKind.Solved, StepKind.NotYet], await store.EnquirySteps.OrderBy(step => step.At).Select(step => step.Kind).ToArrayAsync(Cancel));
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        using var later = await Writing.Post(phone, $"{page}/ending", ("solved", "yes"));
        Assert.Equal(HttpStatusCode.SeeOther, later.StatusCode);
    }

    [Theory, EveryStore]
    public async Task Whoever_asks_is_handed_it_and_whoever_is_erased_goes_with_it(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var phone = world.Nobody();
        using var other = world.Nobody();
        var page = await Writing.Write(phone, ("topic", "cancellation"), ("text", "מבטלת"), ("name", "רותי"), ("mail", "ruti@abraham.example"));
        await Writing.Write(other, ("topic", "question"), ("text", "של מישהו אחר"), ("mail", "dan@abraham.example"));
        using var tamar = world.As(Cast.Tamar);
        await using var store = await world.Store();
        var (first, second) = (await store.Enquiries.OrderBy(enquiry => enquiry.Id).Select(enquiry => enquiry.VoiceId).FirstAsync(Cancel), await store.Enquiries.OrderBy(enquiry => enquiry.Id).Select(enquiry => enquiry.VoiceId).LastAsync(Cancel));
        await Answer(world, tamar, first, ("text", "בוטל, בצער"));
        await Answer(world, tamar, second, ("text", "רותי (ruti@abraham.example) יודעת"));
        var customer = await store.Voices.Where(voice => voice.Id == first).Select(voice => voice.CustomerId).SingleAsync(Cancel);
        using var key = await world.Key(Enum.GetValues<Right>());

        var held = await key.Json($"/api/v1/{World.Cafe}/customers/{customer}/export");
        using var erased = await (await key.Client()).DeleteAsync($"/api/v1/{World.Cafe}/customers/{customer}", Cancel);

        Assert.Contains("בוטל, בצער", held.GetProperty("enquiries").ToString(), StringComparison.Ordinal);
        Assert.True(erased.IsSuccessStatusCode);
        await using var after = await world.Store();
        Assert.Equal("dan@abraham.example", (await after.Enquiries.SingleAsync(Cancel)).Mail);
        var answer = (await after.EnquirySteps.SingleAsync(step => step.Kind == StepKind.Answered, Cancel)).Text!;
        Assert.DoesNotContain("ruti@", answer, StringComparison.Ordinal);
        Assert.Contains("יודעת", answer, StringComparison.Ordinal);
        using var gone = await phone.Get(page);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    private static async Task<Guid> Voice(World world)
    {
        await using var store = await world.Store();
        return await store.Voices.Select(voice => voice.Id).SingleAsync(Cancel);
    }

    private static async Task Answer(World world, Visitor member, Guid voice, params (string Name, string Value)[] fields)
    {
        var page = await member.Page($"/{World.Cafe}/voices/{voice}");
        using var done = await member.Post($"/{World.Cafe}/voices/{voice}/answer", [("step", page.QuerySelector("#enquiry input[name=step]")!.GetAttribute("value")!), .. fields]);
        Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
        Assert.NotNull(Asked.Location(done));
    }

    internal static string Text(string mail)
    {
        var part = mail[(mail.IndexOf("base64", mail.IndexOf("text/plain", StringComparison.Ordinal), StringComparison.Ordinal) + 6)..].TrimStart();
        return Encoding.UTF8.GetString(Convert.FromBase64String(part[..part.IndexOf("--", StringComparison.Ordinal)].ReplaceLineEndings("")));
    }

    // Whoever writes while something does not work is told so at once.
    private static async Task Fails(World world)
    {
        await using var store = await world.Store();
        store.OutageNotices.Add(new() { Id = Guid.CreateVersion7(), Texts = """{"he":"אין קליטה","ru":"Нет связи"}""", BeginsAt = world.Clock.Now.AddHours(-1), EndsAt = world.Clock.Now.AddHours(3), WrittenAt = world.Clock.Now });
        await store.SaveChangesAsync(Cancel);
        world.Services.GetRequiredService<Kolot.Organisation.EntranceMembers>().Forget(World.Cafe);
    }
}
