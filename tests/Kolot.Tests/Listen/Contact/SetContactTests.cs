using System.Net;
using AngleSharp.Dom;
using Kolot.Core.Listen.Contact;
using Kolot.Core.Listen.Surveys;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Listen.Contact;

public sealed class SetContactTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_consent_that_is_not_written_in_a_language_says_so_to_whoever_reads_it_and_to_whoever_writes_it(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Writing.Decide(world, form => form with { Consent = Wording.Of("אפשר לשמור את הפרטים", "You may keep this") });
        using var tamar = world.As(Cast.Tamar);
        using var phone = world.Nobody();

        Assert.Null((await phone.Page($"{Writing.Form}?lang=en")).QuerySelector("#consent .how"));
        Assert.Equal("Согласие написано на другом языке: עברית", (await phone.Page($"{Writing.Form}?lang=ru")).QuerySelector("#consent .how")?.TextContent);
        Assert.Contains("العربية, Русский", (await tamar.Page($"/{World.Cafe}/settings/contact?lang=en")).QuerySelector("form .note")?.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task What_one_can_write_about_is_decided_and_nobody_overwrites_anybody(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Writing.AtTheTable(world);
        using var tamar = world.As(Cast.Tamar);
        var page = await tamar.Page($"/{World.Cafe}/settings/contact");
        Assert.NotNull(page.QuerySelector($"a[href$='/settings/contact/poster?touchpoint=table']"));
        var form = Fields(page, ("hours", "4"), ("topics[0].name.he", "שאלה על הזמנה"), ("topics[1].without", "true"), ("topics[5].kind", "Idea"), ("topics[5].name.he", "רעיון"));

        using var wrong = await tamar.Post($"/{World.Cafe}/settings/contact", Fields(page, ("hours", "soon")));
        using var saved = await tamar.Post($"/{World.Cafe}/settings/contact", form);
        using var stale = await tamar.Post($"/{World.Cafe}/settings/contact", form);
        var after = await tamar.Page($"/{World.Cafe}/settings/contact");
        using var moved = await tamar.Post($"/{World.Cafe}/settings/contact", Fields(after, ("move", "up:idea")));

        Assert.Equal([HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther, HttpStatusCode.Conflict, HttpStatusCode.SeeOther], [wrong.StatusCode, saved.StatusCode, stale.StatusCode, moved.StatusCode]);
        Assert.Equal("soon", (await Visitor.Read(wrong)).QuerySelector("input[name=hours]")?.GetAttribute("value"));
        await using var store = await world.Store();
        var kept = ContactForm.Read((await store.ContactForms.SingleAsync(Cancel)).Content!)!;
        Assert.Equal(["question", "complaint", "praise", "idea", "cancellation"], kept.Topics.Select(topic => topic.Code));
        Assert.Equal((240, "שאלה על הזמנה"), (kept.PromisedMinutes, kept.Topics[0].Name.Exactly("he")));
        using var phone = world.Nobody();
        Assert.Equal(["שאלה על הזמנה", "תלונה", "מילה טובה", "רעיון", "ביטול עסקה"], (await phone.Page(Writing.Form)).QuerySelectorAll("#topic .yes").Select(topic => topic.TextContent));
        using var poster = await tamar.Get($"/{World.Cafe}/settings/contact/poster?touchpoint=table&in=ar");
        Assert.Contains("اكتبوا لنا", await poster.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        using var code = await tamar.Get($"/{World.Cafe}/settings/contact/qr.png?touchpoint=nowhere");
        Assert.Equal(HttpStatusCode.NotFound, code.StatusCode);
    }

    [Theory, EveryStore]
    public async Task A_closed_form_takes_nothing_and_those_who_wrote_still_see_their_pages(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var phone = world.Nobody();
        var open = await phone.Page(Writing.Form);
        var status = await Writing.Write(phone, ("topic", "praise"), ("text", "תודה"));
        await Writing.Decide(world, form => form with { Open = false });

        using var closed = await phone.Get(Writing.Form);
        using var late = await Writing.Send(phone, open, ("topic", "praise"), ("text", "ועוד תודה"));

        Assert.Equal([HttpStatusCode.Gone, HttpStatusCode.Gone], [closed.StatusCode, late.StatusCode]);
        Assert.Equal("ועוד תודה", (await Visitor.Read(late)).QuerySelector("textarea")?.TextContent);
        Assert.NotNull((await phone.Page(status)).QuerySelector(".steps"));
    }

    // What the page's form would send, with some fields filled in otherwise.
    private static (string Name, string Value)[] Fields(IDocument page, params (string Name, string Value)[] filled)
    {
        var fields = new Dictionary<string, string>();
        foreach (var field in page.QuerySelectorAll("main form[action$='/settings/contact'] :is(input, textarea, select)"))
        {
            if (field.GetAttribute("name") is not { } name || name == "__RequestVerificationToken" || (field.GetAttribute("type") == "checkbox" && !field.HasAttribute("checked"))) continue;
            fields[name] = field.LocalName switch { "select" => field.QuerySelector("option[selected]")?.GetAttribute("value") ?? "", "textarea" => field.TextContent, _ => field.GetAttribute("value") ?? "" };
        }

        foreach (var (name, value) in filled) fields[name] = value;
        return [.. fields.Select(field => (field.Key, field.Value))];
    }
}
