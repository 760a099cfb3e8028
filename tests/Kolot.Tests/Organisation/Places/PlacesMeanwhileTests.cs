using System.Net;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using static Kolot.Tests.Organisation.Places.ChangeNamedTests;

namespace Kolot.Tests.Organisation.Places;

/// <summary>Units and channels that two people change in the same moment.</summary>
public sealed class PlacesMeanwhileTests
{
    [Theory, EveryStore]
    public async Task A_form_is_kept_although_a_colleague_gave_another_code_meanwhile(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        var form = await Form(world, "units", "haifa");

        using var renaming = await tamar.Post(form, ("code", "carmel"), ("version", "0"));
        using var stale = await tamar.Post(form, ("name", "חיפה רבתי"), ("version", "0"));

        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        Assert.Equal("חיפה רבתי", (await Visitor.Read(stale)).QuerySelector("input[name=name]")?.GetAttribute("value"));
    }

    [Theory, EveryStore]
    public async Task Two_units_are_never_hung_below_each_other_at_once(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        var (haifa, yafo) = (await world.Unit("haifa"), (Guid?)await world.Unit("yafo"));
        await tamar.Client();

        using var hanging = await Meanwhile(world, store => store.Units.Where(unit => unit.Id == haifa)
            .ExecuteUpdateAsync(set => set.SetProperty(unit => unit.ParentId, yafo)), () => tamar.Post($"{Settings}/units/{yafo}", ("above", "haifa"), ("version", "0")));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, hanging.StatusCode);
    }

    [Theory, EveryStore]
    public async Task An_arrow_moves_what_a_colleague_changes_in_the_same_moment(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        var form = await Form(world, "channels", "form");
        await tamar.Client();

        using var moving = await Meanwhile(world, store => store.Channels.ExecuteUpdateAsync(set => set.SetProperty(channel => channel.Version, channel => channel.Version + 1)),
            () => tamar.Post(form + "/order", ("by", "up")));

        Assert.Equal(HttpStatusCode.SeeOther, moving.StatusCode);
    }

    [Theory, EveryStore]
    public async Task A_file_is_shown_while_somebody_else_writes(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        await tamar.Client();
        using var before = await tamar.Post($"{Settings}/units/file", ("text", "code,name\nhaifa,א\n"));
        await using var store = await world.Store();
        await using var writing = await store.BeginWriting(TestContext.Current.CancellationToken);

        using var shown = await tamar.Post($"{Settings}/units/file", ("text", "code,name\nhaifa,חיפה רבתי\n")).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.Equal("ישתנה", (await Visitor.Read(shown)).QuerySelector(".preview .badge")?.TextContent);
    }

    // Something asked for while a change waits to be kept: it may begin before that, and must end well all the same.
    private static async Task<HttpResponseMessage> Meanwhile(World world, Func<OrganisationStore, Task> change, Func<Task<HttpResponseMessage>> ask)
    {
        Task<HttpResponseMessage> asked;
        await using (var store = await world.Store())
        await using (var writing = await store.BeginWriting(TestContext.Current.CancellationToken))
        {
            await change(store);
            asked = ask();
            await Task.WhenAny(asked, Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken));
            await writing.Commit(TestContext.Current.CancellationToken);
        }

        return await asked;
    }
}
