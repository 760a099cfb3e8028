using System.Net;
using Kolot.Core.Organisation;
using Kolot.Store;

namespace Kolot.Tests.Organisation.People.SecondStep;

public sealed class DemandSecondStepTests
{
    private const string Demand = "/cafe-tamar/settings/members/second-step";

    [Theory, EveryStore]
    public async Task Where_it_is_demanded_a_password_alone_opens_nothing_of_the_organisation_until_a_second_step_is_set_up(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        await tamar.Page("/account");
        await SecondStepTests.SetUp(world, Cast.Tamar);
        using var dana = world.As(Cast.Dana);
        using var key = await world.Key(Right.ReadVoices);
        using var guest = world.Nobody();
        using var before = await dana.Get("/cafe-tamar/voices");

        using var demanded = await tamar.Post(Demand, ("demanded", "true"));
        using var shut = await dana.Get("/cafe-tamar/voices");
        using var posted = await dana.Post("/cafe-tamar/voices", ("text", "x"));
        using var program = await dana.Get("/api/v1/cafe-tamar/voices");
        using var own = await tamar.Get("/cafe-tamar/voices");
        using var byKey = await key.Get("/api/v1/cafe-tamar/voices");
        using var open = await guest.Get("/cafe-tamar/privacy");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.SeeOther), (before.StatusCode, demanded.StatusCode));
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (shut.StatusCode, posted.StatusCode, program.StatusCode));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound), (own.StatusCode, byKey.StatusCode, open.StatusCode));
        Assert.NotNull((await Visitor.Read(shut)).QuerySelector("main a[href='/account/second-step']"));
        await SecondStepTests.SetUp(world, Cast.Dana);
        using var after = await dana.Get("/cafe-tamar/voices");
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Theory, EveryStore]
    public async Task Whoever_has_none_demands_none_and_an_agent_demands_nothing_of_anybody(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var dana = world.As(Cast.Dana);

        using var refused = await tamar.Post(Demand, ("demanded", "true"));
        using var agent = await dana.Post(Demand, ("demanded", "true"));
        using var still = await dana.Get("/cafe-tamar/voices");

        Assert.Equal("/account/second-step", refused.Headers.Location?.OriginalString);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (agent.StatusCode, still.StatusCode));
    }
}
