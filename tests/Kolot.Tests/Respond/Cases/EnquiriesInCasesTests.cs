using AngleSharp.Dom;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Writing = Kolot.Tests.Listen.Contact.Writing;

namespace Kolot.Tests.Respond.Cases;

public sealed class EnquiriesInCasesTests
{
    private static readonly string List = $"/{World.Cafe}/cases";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task What_was_written_through_the_form_is_a_view_of_cases_and_what_no_rule_meant_is_opened_by_a_press(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using (var phone = world.Nobody())
        {
            await Writing.Write(phone, ("topic", "question"), ("text", "מתי פתוח?"));
            await world.Settle();
        }

        using (var phone = world.Nobody()) await Writing.Write(phone, ("topic", "praise"), ("text", "היה נפלא"));
        await CaseWorld.Complains(world);
        using var tamar = world.As(Cast.Tamar);

        var written = await tamar.Page($"{List}?view=open&from=form");
        Assert.Equal(["1"], Numbers(written));
        Assert.Equal("מתי פתוח?", written.QuerySelector(".voice .open")!.TextContent);
        Assert.Equal(["1", "2"], Numbers(await tamar.Page($"{List}?view=unanswered")));
        Assert.Equal(["1"], Numbers(await tamar.Page($"{List}?view=unanswered&topic=question&language=he")));
        Assert.Empty(Numbers(await tamar.Page($"{List}?view=open&from=form&language=en")));
        Assert.Equal(1, (await (await world.Key(Right.ReadVoices)).Json($"/api/v1/{World.Cafe}/cases?from=form")).GetProperty("cases").GetArrayLength());

        var waits = written.QuerySelector($"form[action='{List}/enquiries']")!;
        Assert.NotNull(waits);
        using var opened = await tamar.Post(waits.GetAttribute("action")!);
        Assert.Equal(["1", "3"], Numbers(await tamar.Page($"{List}?view=open&from=form")).Order());
        Assert.Null((await tamar.Page($"{List}?view=open&from=form")).QuerySelector($"form[action='{List}/enquiries']"));
    }

    [Theory, EveryStore]
    public async Task A_view_of_cases_is_kept_with_what_it_is_narrowed_to(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);

        using var kept = await tamar.Post($"/{World.Cafe}/views", ("page", "cases"), ("name", "שאלות מהטופס"), ("query", "view=open&from=form&topic=question"));

        Assert.Equal($"{List}?view=open&from=form&topic=question", Kolot.Tests.Listen.Answering.Asked.Location(kept));
        Assert.Equal("true", (await tamar.Page($"{List}?view=open&from=form&topic=question")).QuerySelector(".saved a")!.GetAttribute("aria-current"));
        await using var store = await world.Store();
        Assert.Equal("cases", await store.SavedViews.Select(view => view.Page).SingleAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task A_view_that_was_kept_of_the_old_list_is_one_of_cases_after_the_update(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        var tamar = await CaseWorld.IdOf(world, Cast.Tamar);
        await using var store = await world.Store();
        foreach (var query in new[] { "", "topic=question", "list=late&unit=haifa", "list=solved" })
            store.SavedViews.Add(new() { Id = Guid.CreateVersion7(), MemberId = tamar, Name = query, Page = "enquiries", Query = query });
        await store.SaveChangesAsync(Cancel);

        var script = Migrator.Scripts("Organisation", kind).Single(one => one.Number == 36).Sql;
        await store.Database.ExecuteSqlRawAsync(script[script.IndexOf("UPDATE saved_views", StringComparison.Ordinal)..], Cancel);

        var views = await store.SavedViews.AsNoTracking().Where(view => view.Page == "cases").ToDictionaryAsync(view => view.Name, view => view.Query, Cancel);
        Assert.Equal(["from=form&view=unanswered", "from=form&view=unanswered&topic=question", "from=form&view=due&unit=haifa", "from=form&view=closed"], [views[""], views["topic=question"], views["list=late&unit=haifa"], views["list=solved"]]);
        using var visitor = world.As(Cast.Tamar);
        Assert.Equal(4, (await visitor.Page($"{List}?view=open")).QuerySelectorAll(".saved > li").Length);
    }

    private static string[] Numbers(IDocument page) => [.. page.QuerySelectorAll("article header a .n").Select(number => number.TextContent)];
}
