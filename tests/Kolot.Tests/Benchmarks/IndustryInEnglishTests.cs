using System.Net;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using static Kolot.Tests.Benchmarks.Designing;

namespace Kolot.Tests.Benchmarks;

/// <summary>An industry is told in English as it was told once.</summary>
public sealed class IndustryInEnglishTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_list_brings_industries_in_English_and_each_is_remembered_for_all_of_it(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = await Begin(world);
        using var early = await tamar.Post($"{Autumn}/companies", ("name", "חלב הארץ"), ("industry", "מזון"));
        const string List = "שם\tענף\tענף באנגלית\nבנק ירדן\tבנקאות\tBanking\nבנק חרמון\tבנקאות\t\nמחלבה\tמזון\tFood\n";

        using var shown = await tamar.Post($"{Autumn}/companies/file", ("text", List));
        using var kept = await tamar.Post($"{Autumn}/companies/file", ("text", List), ("agreed", (await Visitor.Read(shown)).QuerySelector("[name=agreed]")!.GetAttribute("value")!));
        using var late = await tamar.Post($"{Autumn}/companies", ("name", "בנק תבור"), ("industry", "בנקאות"));

        Assert.Equal(HttpStatusCode.SeeOther, kept.StatusCode);
        await using var store = await world.Store();
        Assert.Equal(["Banking", "Banking", "Banking", "Food", "Food"], await store.StudyCompanies.Where(one => one.Industry != null).OrderBy(one => one.IndustryEn).Select(one => one.IndustryEn!).ToListAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task It_is_typed_changed_and_put_back_on_the_page_and_said_by_programs(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = await Begin(world);
        using var changed = await tamar.Post($"{Autumn}/companies/3/edit", ("name", "קפה רוזה"), ("industry", "מסעדות"), ("industry_en", "Restaurants"));
        Assert.Equal("Restaurants", (await tamar.Page($"{Autumn}/companies/3/edit")).QuerySelector("[name=industry_en]")!.GetAttribute("value"));
        using var removed = await tamar.Post($"{Autumn}/companies/3/removal");
        var undo = await tamar.Page(removed.Headers.Location!.OriginalString);
        using var back = await tamar.Post($"{Autumn}/companies", [.. undo.QuerySelectorAll("form.note input[name]:not([name^=__])").Select(field => (field.GetAttribute("name")!, field.GetAttribute("value")!))]);
        using var key = await world.Key(Right.RunStudies);
        using var added = await key.PostJson($"/api/v1{Autumn}/companies", new { companies = new[] { new { name = "חנות", industry = "קמעונאות", industryEn = "Retail" } } });

        await using var store = await world.Store();
        Assert.Equal(["Restaurants", "Retail"], await store.StudyCompanies.Where(one => one.IndustryEn != null).OrderBy(one => one.IndustryEn).Select(one => one.IndustryEn!).ToListAsync(Cancel));
    }
}
