using System.Net;
using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Restatements;
using Kolot.Store;
using Kolot.Tests.Respond.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Asked = Kolot.Tests.Listen.Answering.Asked;
using Writing = Kolot.Tests.Listen.Contact.Writing;

namespace Kolot.Tests.Respond.Told;

public sealed class OnTheirPageTests
{
    private static readonly string Case = $"/{World.Cafe}/cases/1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task What_was_understood_and_made_right_stands_on_the_page_of_whoever_wrote_and_is_confirmed_there(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        using var phone = world.Nobody();
        var page = await Wrote(world, phone);
        using var tamar = world.As(Cast.Tamar);
        using var restated = await tamar.Post($"{Case}/restatement", ("id", Guid.CreateVersion7().ToString()), ("text", "חויבת פעמיים על אותה הזמנה"), ("way", "link"));
        Assert.Equal("מופיע בדף הפנייה של הלקוח. התשובה תופיע כאן.", (await tamar.Page(Asked.Location(restated))).QuerySelector(".toast")!.TextContent.Trim());
        using var made = await tamar.Post($"{Case}/recovery", ("id", Guid.CreateVersion7().ToString()), ("part", "compensated"), ("told", "החזרנו 40 ש״ח לכרטיס"), ("evidence", "זיכוי 881"));
        Assert.Equal("נרשם, והלקוח רואה את זה בדף הפנייה.", (await tamar.Page(Asked.Location(made))).QuerySelector(".toast")!.TextContent.Trim());

        var shown = await phone.Page(page);
        Assert.Contains("חויבת פעמיים על אותה הזמנה", shown.DocumentElement.TextContent, StringComparison.Ordinal);
        Assert.Contains("החזרנו 40 ש״ח לכרטיס", shown.DocumentElement.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("881", shown.DocumentElement.TextContent, StringComparison.Ordinal);
        var form = shown.QuerySelector("form[action*='/understood']")!;
        var which = form.QuerySelector("input[name=restatement]")!.GetAttribute("value")!;
        using var blank = await Writing.Post(phone, form.GetAttribute("action")!, ("restatement", which), ("answer", "no"), ("said", " "));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, true), (blank.StatusCode, (await blank.Content.ReadAsStringAsync(Cancel)).Contains("said-fault", StringComparison.Ordinal)));
        using var yes = await Writing.Post(phone, form.GetAttribute("action")!, ("restatement", which), ("answer", "yes"));
        Assert.StartsWith(page, Asked.Location(yes), StringComparison.Ordinal);

        await using var store = await world.Store();
        Assert.Equal(RestatementEnding.Confirmed, await store.Restatements.Select(one => one.Ending).SingleAsync(Cancel));
        Assert.Equal(0, await store.CaseMails.CountAsync(Cancel));
        // What was said before they wrote is not theirs to read: another may have written under their address.
        await store.Restatements.ExecuteUpdateAsync(set => set.SetProperty(one => one.SentAt, world.Clock.Now.AddDays(-1)), Cancel);
        Assert.DoesNotContain("חויבת פעמיים על אותה הזמנה", (await phone.Page(page)).DocumentElement.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task Where_nothing_reaches_the_customer_nothing_is_said_to_be_sent_and_a_call_is_offered(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Matters.Open(world, CaseKind.Recovery);
        await using var store = await world.Store();
        store.Identities.Add(new() { Id = Guid.CreateVersion7(), CustomerId = Matters.Ruti, Kind = "phone", Value = "+972541234567" });
        await store.SaveChangesAsync(Cancel);
        using var tamar = world.As(Cast.Tamar);

        var page = await tamar.Page($"{Case}/restatement");
        Assert.Null(page.QuerySelector("button[name=way][value=link]"));
        Assert.NotNull(page.QuerySelector("main a[href='tel:+972541234567']"));
        using var restated = await tamar.Post($"{Case}/restatement", ("id", Guid.CreateVersion7().ToString()), ("text", "חויבת פעמיים"), ("way", "link"));
        using var called = await tamar.Post($"{Case}/restatement", ("id", Guid.CreateVersion7().ToString()), ("text", "חויבת פעמיים"), ("way", "confirmed"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther), (restated.StatusCode, called.StatusCode));
        using var made = await tamar.Post($"{Case}/recovery", ("id", Guid.CreateVersion7().ToString()), ("part", "admitted"), ("told", "טעינו"), ("evidence", "שיחה"));
        Assert.StartsWith("נרשם אצלנו בלבד", (await tamar.Page(Asked.Location(made))).QuerySelector(".toast")!.TextContent.Trim(), StringComparison.Ordinal);

        Assert.Equal((1, 0, 1), (await store.Restatements.CountAsync(Cancel), await store.CaseMails.CountAsync(Cancel), await store.RecoverySteps.CountAsync(Cancel)));
    }

    [Theory, EveryStore]
    public async Task A_question_is_a_question_to_whoever_wrote_and_only_an_answer_asks_whether_it_is_solved(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        using var phone = world.Nobody();
        var page = await Wrote(world, phone);
        using var tamar = world.As(Cast.Tamar);

        using var asked = await tamar.Post($"{Case}/answers", ("seen", "1"), ("text", "מה מספר ההזמנה?"), ("way", "page"), ("then", "await"));
        var question = await phone.Page(page);
        Assert.Equal("שאלנו שאלה, ומחכים לתשובה", question.QuerySelector("#now b")!.TextContent);
        Assert.Equal((null, "התשובה לשאלה שלנו"), (question.QuerySelector(".judge"), question.QuerySelector("label[for=words]")!.TextContent));
        Assert.Contains("שאלנו ·", question.QuerySelector(".steps .theirs")!.TextContent, StringComparison.Ordinal);
        await using var store = await world.Store();
        Assert.Equal(CaseState.Acknowledged, await store.Cases.Select(row => row.State).SingleAsync(Cancel));

        using var replied = await Writing.Post(phone, $"{page}/words", ("token", question.QuerySelector("input[name=token]")!.GetAttribute("value")!), ("text", "7733"));
        await world.Round();
        using var answered = await tamar.Post($"{Case}/answers", ("seen", $"{await store.Cases.Select(row => row.Version).SingleAsync(Cancel)}"), ("text", "הזיכוי בדרך"), ("way", "page"));
        Assert.Equal(HttpStatusCode.SeeOther, answered.StatusCode);
        var answer = await phone.Page(page);
        Assert.NotNull(answer.QuerySelector(".judge"));
        Assert.Equal("נענתה", answer.QuerySelector("#now b")!.TextContent);
    }

    private static async Task<string> Wrote(World world, Visitor phone)
    {
        var page = await Writing.Write(phone, ("topic", "complaint"), ("text", "חויבתי פעמיים"));
        await world.Round();
        Assert.Single(await CaseWorld.Cases(world));
        return page;
    }
}
