using System.Net;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Organisation.Places;

public sealed class ChangeNamedTests
{
    internal const string Settings = "/cafe-tamar/settings";

    [Theory, EveryStore]
    public async Task An_owner_adds_a_unit_below_a_branch_and_the_log_tells_of_it(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);

        using var adding = await tamar.Post($"{Settings}/units/new", ("code", "haifa-bar"), ("name", "הבר בחיפה"), ("nameEn", ""), ("above", "haifa"));

        Assert.Equal((HttpStatusCode.SeeOther, $"{Settings}/units#haifa-bar"), (adding.StatusCode, adding.Headers.Location?.OriginalString));
        await using var store = await world.Store();
        var bar = await store.Units.SingleAsync(unit => unit.Code == "haifa-bar");
        Assert.Equal(await world.Unit("haifa"), bar.ParentId);
        Assert.Contains(await store.LogLines.ToListAsync(), line => line is { Act: "unit.added", Subject: "haifa-bar", ByName: "תמר אלון" });
    }

    [Theory, EveryStore]
    public async Task A_code_that_is_taken_is_said_at_its_field_and_what_was_typed_stays(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);

        using var refused = await tamar.Post($"{Settings}/channels/new", ("code", "call"), ("name", "מוקד לילה"), ("nameEn", "Night desk"), ("share", "3"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await Visitor.Read(refused);
        Assert.Equal("הקוד הזה כבר בשימוש.", page.QuerySelector("#f-code-error")?.TextContent.Trim());
        Assert.Equal("מוקד לילה", page.QuerySelector("input[name=name]")?.GetAttribute("value"));
        Assert.Equal("3", page.QuerySelector("input[name=share]")?.GetAttribute("value"));
    }

    [Theory, EveryStore]
    public async Task A_change_of_what_somebody_changed_meanwhile_shows_both_sides(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var colleague = world.As(Cast.Tamar);
        var form = await Form(world, "stages", "support");

        using var first = await colleague.Post(form, ("name", "תמיכה ושירות"), ("version", "0"));
        using var stale = await tamar.Post(form, ("name", "תמיכה מהירה"), ("version", "0"));

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.Conflict), (first.StatusCode, stale.StatusCode));
        var page = await Visitor.Read(stale);
        var sides = page.QuerySelector(".note.bad table")?.TextContent;
        Assert.Contains("תמיכה ושירות", sides);
        Assert.Contains("תמיכה מהירה", sides);
        Assert.Equal("תמיכה מהירה", page.QuerySelector("input[name=name]")?.GetAttribute("value"));

        using var knowingly = await tamar.Post(form,
            ("name", "תמיכה מהירה"), ("version", page.QuerySelector("input[name=version]")?.GetAttribute("value") ?? ""));
        Assert.Equal(HttpStatusCode.SeeOther, knowingly.StatusCode);
    }

    [Theory, EveryStore]
    public async Task A_retired_touchpoint_keeps_its_name_and_comes_back(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);

        var form = await Form(world, "touchpoints", "repair");
        using var retiring = await tamar.Post(form, ("retired", "yes"), ("version", "0"));
        Assert.Contains("לא בשימוש", (await tamar.Page($"{Settings}/journey")).QuerySelector("#repair")?.TextContent);
        using var restoring = await tamar.Post(form, ("retired", "no"), ("version", "1"));

        await using var store = await world.Store();
        var repair = await store.Touchpoints.SingleAsync(touchpoint => touchpoint.Code == "repair");
        Assert.Equal(("תיקון תקלה", false, 2), (repair.Name, repair.Retired, repair.Version));
    }

    [Theory, EveryStore]
    public async Task An_agent_sets_nothing_up(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var dana = world.As(Cast.Dana);

        foreach (var page in new[] { "", "/units", "/channels", "/journey", "/profile", "/units/new", "/units/file", "/units/list.csv" })
        {
            using var answer = await dana.Get(Settings + page);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Theory, EveryStore]
    public async Task A_new_unit_stands_below_the_whole_organisation_unless_said_otherwise(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);

        var page = await tamar.Page($"{Settings}/units/new");
        var below = await tamar.Page($"{Settings}/units/new?above=haifa");

        Assert.Equal("all", page.QuerySelector("select[name=above] option[selected]")?.GetAttribute("value"));
        Assert.Equal("haifa", below.QuerySelector("select[name=above] option[selected]")?.GetAttribute("value"));
    }

    [Theory, EveryStore]
    public async Task A_channel_goes_up_by_its_arrow(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);

        using var moving = await tamar.Post(await Form(world, "channels", "form") + "/order", ("by", "up"));

        Assert.Equal(HttpStatusCode.SeeOther, moving.StatusCode);
        var page = await tamar.Page($"{Settings}/channels");
        Assert.Equal(["form", "survey"], page.QuerySelectorAll(".named > li").Take(2).Select(row => row.Id));
    }

    [Theory, EveryStore]
    public async Task The_profile_says_what_was_wrong_and_then_what_was_saved(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);

        using var refused = await tamar.Post($"{Settings}/profile", Profile("", "0"));
        using var saved = await tamar.Post($"{Settings}/profile", Profile("קפה תמר ובניו", "0"));
        using var stale = await tamar.Post($"{Settings}/profile", Profile("תמר", "0"));

        Assert.Equal([HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther, HttpStatusCode.Conflict], [refused.StatusCode, saved.StatusCode, stale.StatusCode]);
        Assert.Contains("קפה תמר ובניו", (await Visitor.Read(stale)).QuerySelector(".note.bad table")?.TextContent);
    }

    /// <summary>The address of the form of one.</summary>
    internal static async Task<string> Form(World world, string kind, string code)
    {
        await using var store = await world.Store();
        IQueryable<INamed> named = kind switch { "units" => store.Units, "channels" => store.Channels, "stages" => store.Stages, _ => store.Touchpoints };
        return $"{Settings}/{kind}/{await named.Where(one => one.Code == code).Select(one => one.Id).SingleAsync()}";
    }

    internal static (string, string)[] Profile(string name, string version) =>
    [
        ("name", name), ("nameEn", "Cafe"), ("language", "he"), ("languages", "ar"), ("timeZone", "Asia/Jerusalem"), ("location", "חיפה"), ("colour", "#204060"), ("version", version),
    ];
}
