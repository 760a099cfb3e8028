using System.Net;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using static Kolot.Tests.Organisation.Places.ChangeNamedTests;

namespace Kolot.Tests.Organisation.Places;

/// <summary>What a manager of one branch sets up, and what is left to those who see the whole organisation.</summary>
public sealed class PlacesWithinReachTests
{
    [Theory, EveryStore]
    public async Task A_manager_of_one_branch_finds_the_other_branchs_form_no_more_than_a_stranger(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var yoav = world.As(Cast.Yoav);

        using var changing = await yoav.Post(await Form(world, "units", "yafo"), ("name", "שלנו"), ("version", "0"));
        using var own = await yoav.Post(await Form(world, "units", "haifa-kitchen"), ("name", "המטבח"), ("version", "0"));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.SeeOther), (changing.StatusCode, own.StatusCode));
    }

    [Theory, EveryStore]
    public async Task A_manager_of_one_branch_sees_its_units_alone_in_the_list_and_in_the_file(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var yoav = world.As(Cast.Yoav);

        var page = await yoav.Page($"{Settings}/units");
        using var file = await yoav.Get($"{Settings}/units/list.csv");

        Assert.Equal(["haifa", "haifa-kitchen"], page.QuerySelectorAll(".named > li").Select(row => row.Id));
        var text = await file.Content.ReadAsStringAsync();
        Assert.Contains("haifa-kitchen", text);
        Assert.DoesNotContain("yafo", text);
        Assert.DoesNotContain("יפו", text);
    }

    [Theory, EveryStore]
    public async Task A_manager_of_one_branch_changes_nothing_that_all_branches_share(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var yoav = world.As(Cast.Yoav);

        foreach (var page in new[] { "/profile", "/channels", "/journey", "/stages/new", "/touchpoints/file", "/channels/list.csv" })
        {
            using var answer = await yoav.Get(Settings + page);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        using var renaming = await yoav.Post(await Form(world, "stages", "support"), ("name", "של חיפה"), ("version", "0"));
        using var particulars = await yoav.Post($"{Settings}/profile", Profile("של חיפה", "0"));
        using var moving = await yoav.Post(await Form(world, "units", "haifa") + "/order", ("by", "down"));
        Assert.Equal(
            [HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden], [renaming.StatusCode, particulars.StatusCode, moving.StatusCode]);
        Assert.Equal(["units"], (await yoav.Page(Settings)).QuerySelectorAll(".doors a").Select(door => door.GetAttribute("href")?.Split('/')[^1]));
    }

    [Theory, EveryStore]
    public async Task A_manager_of_one_branch_renames_it_and_it_stays_where_it_stands(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var yoav = world.As(Cast.Yoav);
        var form = await Form(world, "units", "haifa");

        Assert.Null((await yoav.Page(form)).QuerySelector("[name=above]"));
        using var renaming = await yoav.Post(form, ("name", "חיפה רבתי"), ("version", "0"));
        using var byFile = await yoav.Post($"{Settings}/units/file", ("text", "code,name,parent\nhaifa,חיפה והקריות,\n"));

        Assert.Equal(HttpStatusCode.SeeOther, renaming.StatusCode);
        Assert.Equal("ישתנה", (await Visitor.Read(byFile)).QuerySelector(".preview .badge")?.TextContent);
        await using var store = await world.Store();
        var haifa = await store.Units.SingleAsync(unit => unit.Code == "haifa");
        Assert.Equal(("חיפה רבתי", await world.Unit("all")), (haifa.Name, haifa.ParentId));
    }
}
