using System.Net;
using Kolot.Core;
using Kolot.Core.Respond.Cases;
using Kolot.Respond.Snippets;
using Kolot.Store;
using Kolot.Tests.Respond.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Writing = Kolot.Tests.Listen.Contact.Writing;

namespace Kolot.Tests.Respond.Snippets;

public sealed class SnippetsTests
{
    private static readonly string Case = $"/{World.Cafe}/cases/1";
    private static readonly string Page = $"/{World.Cafe}/cases/snippets";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Ready_words_come_into_an_answer_filled_in_lose_nothing_that_was_typed_and_hand_the_case_on(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var phone = world.Nobody();
        await Writing.Write(phone, ("topic", "request"), ("text", "אפשר חשבונית?"));
        await world.Settle();
        var haifa = await world.Unit("haifa");
        using var tamar = world.As(Cast.Tamar);
        Assert.NotNull((await tamar.Page(Page)).QuerySelector(".note"));
        using var kept = await tamar.Post(Page, ("name", "בבדיקה"), ("text", "פנייה {מספר} אצלנו. {לקוח}"), ("textEn", ""), ("unit", haifa.ToString()), ("shared", "true"));
        Assert.Equal(HttpStatusCode.SeeOther, kept.StatusCode);

        var form = (await tamar.Page(Case)).QuerySelector("#answer form")!;
        string Of(string name) => form.QuerySelector($"input[name={name}]")!.GetAttribute("value")!;
        var chosen = form.QuerySelector("[data-snippets] button[name=snippet]")!.GetAttribute("value")!;
        using var inserted = await tamar.Post($"{Case}/snippets", ("seen", Of("seen")), ("step", Of("step")), ("text", "שלום,"), ("way", "page"), ("snippet", chosen));
        var page = (await Visitor.Read(inserted)).QuerySelector("#answer form")!;
        var text = page.QuerySelector("textarea")!.TextContent;
        Assert.Equal((HttpStatusCode.OK, Of("step"), Of("seen")), (inserted.StatusCode, page.QuerySelector("input[name=step]")!.GetAttribute("value"), page.QuerySelector("input[name=seen]")!.GetAttribute("value")));
        Assert.StartsWith("שלום,\nפנייה ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("{מספר}", text, StringComparison.Ordinal);
        Assert.Equal(haifa.ToString(), page.QuerySelector("select[name=handTo] option[selected]")!.GetAttribute("value"));

        // Nobody left a name: what is not filled in is never sent.
        using var open = await tamar.Post($"{Case}/answers", ("seen", Of("seen")), ("step", Of("step")), ("text", text), ("way", "page"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, open.StatusCode);
        Assert.Equal(text, (await Visitor.Read(open)).QuerySelector("#answer textarea")!.TextContent);
        using var sent = await tamar.Post($"{Case}/answers", ("seen", Of("seen")), ("step", Of("step")), ("text", text.Replace("{לקוח}", "תודה", StringComparison.Ordinal)), ("way", "page"), ("handTo", haifa.ToString()));
        await world.Settle();
        var row = Assert.Single(await CaseWorld.Cases(world));
        Assert.Equal((HttpStatusCode.SeeOther, CaseState.Answered, haifa), (sent.StatusCode, row.State, row.UnitId));
    }

    [Theory, EveryStore]
    public async Task What_is_for_all_is_written_by_who_sets_up_and_ones_own_is_seen_by_nobody_else(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var write = world.Services.GetRequiredService<WriteSnippet>();
        var (tamar, dana, yoav) = (await Matters.Who(world, Cast.Tamar), await Matters.Who(world, Cast.Dana), await Matters.Who(world, Cast.Yoav));

        var all = (await write.Run(tamar, new() { Name = "תודה", Text = "תודה!", Shared = true }, Cancel)).Value;
        var own = (await write.Run(dana, new() { Name = "שלי", TextEn = "Hello" }, Cancel)).Value;

        Assert.IsType<Refusal.NotAllowed>((await write.Run(dana, new() { Name = "לכולם", Text = "א", Shared = true }, Cancel)).Refusal);
        Assert.IsType<Refusal.NotFound>((await write.Run(dana, new() { Id = all.Id, Version = 1, Name = "אחר", Text = "א" }, Cancel)).Refusal);
        Assert.IsType<Refusal.NotFound>((await write.Remove(tamar, own.Id, Cancel)).Refusal);
        Assert.IsType<Refusal.Conflict>((await write.Run(dana, new() { Id = own.Id, Version = 0, Name = "שלי", Text = "א" }, Cancel)).Refusal);
        var ready = world.Services.GetRequiredService<ReadySnippets>();
        Assert.Equal(["שלי", "תודה"], (await ready.Of(dana, Cancel)).Select(one => one.Name));
        Assert.Equal(["תודה"], (await ready.Of(yoav, Cancel)).Select(one => one.Name));
        Assert.False((await write.Remove(dana, own.Id, Cancel)).Refused);
    }
}
