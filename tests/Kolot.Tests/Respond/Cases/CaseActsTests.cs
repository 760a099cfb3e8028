using System.Net;
using Kolot.Core.Listen.Contact;
using Kolot.Core.Respond.Cases;
using Kolot.Organisation.Mail;
using Kolot.Respond.Cases;
using Kolot.Store;
using Kolot.Tests.Listen.VoiceStream;
using Kolot.Tests.Organisation.People.Recovering;
using Kolot.Tests.Outside.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Writing = Kolot.Tests.Listen.Contact.Writing;

namespace Kolot.Tests.Respond.Cases;

public sealed class CaseActsTests
{
    private static readonly string Case = $"/{World.Cafe}/cases/1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Two_who_answer_at_once_never_do_so_unknowingly_and_lose_no_word(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var phone = world.Nobody();
        var page = await Writing.Write(phone, ("topic", "request"), ("text", "אפשר חשבונית?"));
        await world.Settle();
        using var tamar = world.As(Cast.Tamar);
        var seen = (await tamar.Page(Case)).QuerySelector("#answer input[name=seen]")!.GetAttribute("value")!;
        var (first, second) = (Guid.CreateVersion7().ToString(), Guid.CreateVersion7().ToString());

        using var answered = await tamar.Post($"{Case}/answers", ("seen", seen), ("step", first), ("text", "בוודאי, מיד"), ("way", "page"));
        using var again = await tamar.Post($"{Case}/answers", ("seen", seen), ("step", first), ("text", "בוודאי, מיד"), ("way", "page"));
        using var late = await tamar.Post($"{Case}/answers", ("seen", seen), ("step", second), ("text", "עוד מעט"), ("way", "page"));
        using var blank = await tamar.Post($"{Case}/answers", ("seen", "2"), ("step", second), ("text", " "), ("way", "page"));

        Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.SeeOther, HttpStatusCode.Conflict, HttpStatusCode.UnprocessableEntity], [answered.StatusCode, again.StatusCode, late.StatusCode, blank.StatusCode]);
        var refused = await Visitor.Read(late);
        Assert.Equal("עוד מעט", refused.QuerySelector("#answer textarea")!.TextContent);
        Assert.Contains("בוודאי, מיד", refused.QuerySelector(".note")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("2", refused.QuerySelector("#answer input[name=seen]")!.GetAttribute("value"));
        await world.Settle();
        var row = Assert.Single(await CaseWorld.Cases(world));
        Assert.Equal((CaseState.Answered, 2), (row.State, row.Version));
        Assert.Equal(["אפשר חשבונית?", "בוודאי, מיד"], (await phone.Page(page)).QuerySelectorAll("blockquote").Select(said => said.TextContent));
    }

    [Theory, EveryStore]
    public async Task Who_never_wrote_is_answered_on_a_page_of_their_own_and_confirms_there_that_it_is_solved(StoreKind kind)
    {
        await using var server = new FakeMailServer();
        await using var world = await RecoveringTests.Open(kind, WithoutMailing);
        // Mail that waits is an errand that stays: what is due is done, and no more is waited for.
        Task Settle() => world.Round();
        await world.Hear(new { source = "till", id = "v-1", channel = "call", kind = "complaint", text = "חיכיתי שעה ואיש לא בא", unit = "haifa", customer = CaseWorld.Ruth });
        await Settle();
        using var dana = world.As(Cast.Dana);
        using var nowhere = await dana.Post($"{Case}/answers", ("seen", "1"), ("text", "מתי נוח לך?"), ("way", "page"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nowhere.StatusCode);
        await RecoveringTests.SetMail(world, server);
        // What a node knows of the form and of its mail it remembers for two seconds.
        world.Clock.Advance(TimeSpan.FromSeconds(3));
        using var asked = await dana.Post($"{Case}/answers", ("seen", "1"), ("step", Guid.CreateVersion7().ToString()), ("text", "מתי נוח לך?"), ("way", "page"), ("then", "await"));
        await Settle();
        var row = Assert.Single(await CaseWorld.Cases(world));
        Assert.Equal((HttpStatusCode.SeeOther, CaseState.Acknowledged, true), (asked.StatusCode, row.State, row.AwaitingSince is not null));

        await using var store = await world.Store();
        var enquiry = await store.Enquiries.SingleAsync(Cancel);
        Assert.Equal(("ruth@abraham.example", "case"), (enquiry.Mail, enquiry.Way));
        var secret = EnquiryLink.Of(await world.Services.GetRequiredService<Kolot.Listen.Contact.ContactForms>().KeyOf(World.Cafe, Cancel), enquiry.Key);
        using var phone = world.Nobody();
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        var token = (await phone.Page($"/{World.Cafe}/contact/status/{secret}")).QuerySelector("input[name=token]")!.GetAttribute("value")!;
        using var added = await Writing.Post(phone, $"/{World.Cafe}/contact/status/{secret}/words", ("token", token), ("text", "אחרי ארבע"));
        await Settle();
        Assert.Null(Assert.Single(await CaseWorld.Cases(world)).AwaitingSince);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        using var solved = await Writing.Post(phone, $"/{World.Cafe}/contact/status/{secret}/ending", ("solved", "yes"));
        await Settle();

        var closed = Assert.Single(await CaseWorld.Cases(world));
        Assert.Equal((CaseState.Closed, true), (closed.State, closed.Confirmed));
        Assert.True((await CaseWorld.Steps(world, closed.Id))[^1].ByCustomer);
        using var notYet = await Writing.Post(phone, $"/{World.Cafe}/contact/status/{secret}/ending", ("solved", "no"));
        await Settle();
        Assert.Equal((CaseState.Assessed, 1), (Assert.Single(await CaseWorld.Cases(world)).State, (await CaseWorld.Cases(world))[0].Reopened));
    }

    [Theory, EveryStore]
    public async Task A_case_is_noted_handed_over_with_a_reason_left_to_rest_and_closed_with_or_without_their_word(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await CaseWorld.Complains(world);
        using var dana = world.As(Cast.Dana);
        var (yoav, omer) = (await CaseWorld.IdOf(world, Cast.Yoav), await CaseWorld.IdOf(world, Cast.Omer));

        using var noted = await dana.Post($"{Case}/notes", ("note", $"@{Cast.Yoav.Name} אפשר עזרה?"));
        using var nothing = await dana.Post($"{Case}/notes", ("note", ""));
        using var called = await dana.Post($"{Case}/answers", ("seen", "2"), ("text", "דיברנו"), ("way", "call"));
        using var beyond = await dana.Post($"{Case}/owner", ("owner", omer.ToString()), ("reason", "ביפו"));
        using var silent = await dana.Post($"{Case}/owner", ("owner", yoav.ToString()), ("reason", ""));
        using var given = await dana.Post($"{Case}/owner", ("owner", yoav.ToString()), ("reason", "ליואב יש קשר לספק"));
        using var rests = await dana.Post($"{Case}/rest", ("until", "days3"), ("knowing", "1"));
        using var past = await dana.Post($"{Case}/rest", ("day", "2020-01-01"));
        using var noReason = await dana.Post($"{Case}/closure", ("seen", "5"), ("confirmed", "no"), ("ending", ""));
        using var closed = await dana.Post($"{Case}/closure", ("seen", "5"), ("confirmed", "no"), ("ending", "אין מענה"));
        var row = Assert.Single(await CaseWorld.Cases(world));
        using var reopened = await dana.Post($"{Case}/reopening");

        Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther, HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther, HttpStatusCode.SeeOther],
            [noted.StatusCode, nothing.StatusCode, called.StatusCode, beyond.StatusCode, silent.StatusCode, given.StatusCode, rests.StatusCode, past.StatusCode, noReason.StatusCode, closed.StatusCode, reopened.StatusCode]);
        Assert.Equal((yoav, CaseState.Closed, false, 6), (row.OwnerId, row.State, row.Confirmed, row.Version));
        var steps = await CaseWorld.Steps(world, row.Id);
        Assert.Equal(["opened", "noted", "answered", "handed_over", "snoozed", "closed_unconfirmed", "closing_undone"], steps.Select(step => step.Kind));
        Assert.Equal(yoav, Assert.Single(CaseWords.Mentions(steps[1])));
        Assert.Equal((CaseState.Answered, 0), ((await CaseWorld.Cases(world))[0].State, (await CaseWorld.Cases(world))[0].Reopened));
        await using var store = await world.Store();
        Assert.Equal(6, await store.LogLines.CountAsync(line => line.Act.StartsWith("case."), Cancel));
    }

    [Theory, EveryStore]
    public async Task Whoever_closes_or_rests_a_case_with_an_open_promise_is_told_once(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        var (dana, row) = (await Matters.Who(world, Cast.Dana), await Matters.Open(world));
        using (var before = world.As(Cast.Dana))
        {
            await using var store = await world.Store();
            await store.Cases.ExecuteUpdateAsync(set => set.SetProperty(one => one.DueAt, world.Clock.Now.AddDays(2)), Cancel);
            using var late = await before.Post($"{Case}/rest", ("until", "week"));
            await store.Cases.ExecuteUpdateAsync(set => set.SetProperty(one => one.DueAt, (DateTime?)null), Cancel);
            using var soon = await before.Post($"{Case}/rest", ("until", "week"));
            Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther), (late.StatusCode, soon.StatusCode));
        }

        await world.Services.GetRequiredService<Kolot.Respond.Commitments.MakeCommitment>().Run(dana, row.Number, new(Guid.CreateVersion7(), "נחזור אליך", null, world.Clock.Now.AddHours(30)), Cancel);
        using var visitor = world.As(Cast.Dana);
        var seen = $"{(await CaseWorld.Cases(world))[0].Version}";

        using var rests = await visitor.Post($"{Case}/rest", ("until", "week"));
        using var first = await visitor.Post($"{Case}/closure", ("seen", seen), ("confirmed", "yes"), ("ending", "בטלפון"));
        var page = await first.Content.ReadAsStringAsync(Cancel);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, null), (rests.StatusCode, first.StatusCode, (await CaseWorld.Cases(world))[0].ClosedAt));
        Assert.Contains("name=\"knowing\"", page, StringComparison.Ordinal);
        Assert.Contains("עוד לא קוימה הבטחה ללקוח", page, StringComparison.Ordinal);
        using var again = await visitor.Post($"{Case}/closure", ("seen", seen), ("confirmed", "yes"), ("ending", "בטלפון"), ("knowing", "1"));
        Assert.Equal((HttpStatusCode.SeeOther, CaseState.Closed), (again.StatusCode, (await CaseWorld.Cases(world))[0].State));
    }

    [Theory, EveryStore]
    public async Task An_answer_says_where_it_went_and_never_of_a_mail_that_does_not_go_out(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var phone = world.Nobody();
        await Writing.Write(phone, ("topic", "request"), ("text", "אפשר חשבונית?"), ("mail", "ruti@example.com"));
        await world.Settle();
        using var tamar = world.As(Cast.Tamar);
        var before = await tamar.Page(Case);

        using var answered = await tamar.Post($"{Case}/answers", ("seen", "1"), ("step", Guid.CreateVersion7().ToString()), ("text", "בוודאי"), ("way", "page"));
        var onPage = (await tamar.Page(Case)).QuerySelector(".toast")!.TextContent.Trim();
        using var called = await tamar.Post($"{Case}/answers", ("seen", "2"), ("step", Guid.CreateVersion7().ToString()), ("text", "וגם בטלפון"), ("way", "call"));
        var written = (await tamar.Page(Case)).QuerySelector(".toast")!.TextContent.Trim();

        Assert.Contains("בדף הפנייה", before.QuerySelectorAll("#answer label").Select(label => label.TextContent.Trim()));
        Assert.Contains("בלי דואר", before.QuerySelector("#answer .head")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("התשובה בדף הפנייה של הלקוח. דואר לא יצא.", onPage);
        Assert.Equal("מה שנאמר בשיחה נרשם", written);
    }

    [Theory, EveryStore]
    public async Task A_case_of_a_score_alone_is_called_by_it_and_a_long_answer_is_never_cut(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await CaseWorld.Speak(world, new { source = "till", id = "v-1", channel = "survey", kind = "complaint", unit = "haifa", score = new { value = 4, low = 0, high = 10 } });
        using var dana = world.As(Cast.Dana);

        var page = await dana.Page(Case);
        var line = (await dana.Page($"/{World.Cafe}/cases?view=open")).QuerySelector("article .words a")!.TextContent;
        using var tooLong = await dana.Post($"{Case}/answers", ("seen", "1"), ("text", new string('א', 12_000)), ("way", "call"));

        Assert.Equal("תלונה אחרי ציון 4 מתוך 10", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("תלונה אחרי ציון 4 מתוך 10", line);
        Assert.Null(page.QuerySelector("#answer textarea")!.GetAttribute("maxlength"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, 12_000), (tooLong.StatusCode, (await Visitor.Read(tooLong)).QuerySelector("#answer textarea")!.TextContent.Length));
    }

    [Theory, EveryStore]
    public async Task A_note_tells_whom_it_names_and_says_where_it_tells_nobody(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await CaseWorld.Complains(world);
        using var dana = world.As(Cast.Dana);

        var offered = (await dana.Page(Case)).QuerySelectorAll("#note-names button").Select(name => name.TextContent).ToArray();
        using var beyond = await dana.Post($"{Case}/notes", ("note", $"@{Cast.Omer.Name} אפשר עזרה?"));
        using var first = await dana.Post($"{Case}/notes", ("note", $"@{Cast.Yoav.Name.Split(' ')[0]}, אפשר עזרה?"));
        using var nobody = await dana.Post($"{Case}/notes", ("note", "@מרדכי אפשר עזרה?"));
        var told = (await dana.Page(Case)).QuerySelector(".toast")!.TextContent;

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (beyond.StatusCode, first.StatusCode, nobody.StatusCode));
        var refused = await Visitor.Read(beyond);
        Assert.Equal($"@{Cast.Omer.Name} אפשר עזרה?", refused.QuerySelector("textarea[name=note]")!.TextContent);
        Assert.NotNull(refused.QuerySelector(".casenote .error"));
        Assert.Contains("מרדכי", told, StringComparison.Ordinal);
        Assert.Contains(Cast.Yoav.Name, offered);
        Assert.DoesNotContain(Cast.Omer.Name, offered);
        var steps = await CaseWorld.Steps(world, Assert.Single(await CaseWorld.Cases(world)).Id);
        Assert.Equal(await CaseWorld.IdOf(world, Cast.Yoav), Assert.Single(CaseWords.Mentions(steps[1])));
        Assert.Empty(CaseWords.Mentions(steps[2]));
    }

    [Theory, EveryStore]
    public async Task Two_cases_of_one_matter_are_merged_and_told_apart_again(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await CaseWorld.Complains(world);
        await CaseWorld.Speak(world, new { source = "till", id = "v-2", channel = "call", kind = "complaint", text = "וגם השולחן התנדנד", unit = "haifa" });
        await CaseWorld.Speak(world, new { source = "till", id = "v-3", channel = "call", kind = "complaint", text = "של מישהו אחר", unit = "haifa", customer = new { source = "crm", id = "c-9", name = "אחר" } });
        using var dana = world.As(Cast.Dana);

        using var other = await dana.Post($"/{World.Cafe}/cases/3/merges", ("with", "1"));
        using var itself = await dana.Post($"/{World.Cafe}/cases/2/merges", ("with", "2"));
        using var merged = await dana.Post($"/{World.Cafe}/cases/2/merges", ("with", "#1"));

        Assert.Equal([HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther], [other.StatusCode, itself.StatusCode, merged.StatusCode]);
        var cases = await CaseWorld.Cases(world);
        Assert.Equal((cases[0].Id, CaseState.Closed, (bool?)null), (cases[1].MergedInto, cases[1].State, cases[1].Confirmed));
        await using var store = await world.Store();
        Assert.Equal(2, await store.CaseVoices.CountAsync(one => one.CaseId == cases[0].Id, Cancel));
        Assert.Contains("1", (await dana.Page($"/{World.Cafe}/cases/2")).QuerySelector(".note")!.TextContent, StringComparison.Ordinal);

        using var apart = await dana.Post($"/{World.Cafe}/cases/2/merges/removal");
        Assert.Equal(1, await store.CaseVoices.CountAsync(one => one.CaseId == cases[1].Id, Cancel));
        Assert.Equal((CaseState.Assessed, (Guid?)null), ((await CaseWorld.Cases(world))[1].State, (await CaseWorld.Cases(world))[1].MergedInto));
    }

    private static void WithoutMailing(IServiceCollection services)
    {
        World.WithoutRounds(services);
        World.Without<MailRounds<EnquiryStep>>(services);
    }
}
