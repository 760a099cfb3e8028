using System.Net;
using Kolot.Store;

namespace Kolot.Tests.Organisation.People.SingleSignOn;

/// <summary>The café with a provider that it trusts.</summary>
internal static class SignOnWorld
{
    public const string Settings = "/cafe-tamar/settings/single-sign-on";

    public static Task<World> Open(StoreKind kind) => World.Open(kind, settings: new Dictionary<string, string> { ["Outside:PrivateAddresses"] = "true" });

    public static async Task<FakeProvider> Set(World world, string rules)
    {
        var provider = await FakeProvider.Open(world.Clock);
        using var tamar = world.As(Cast.Tamar);
        using var kept = await tamar.Post(Settings, Form(provider, rules));
        Assert.True(kept.StatusCode == HttpStatusCode.SeeOther, await kept.Content.ReadAsStringAsync());
        return provider;
    }

    public static (string Name, string Value)[] Form(FakeProvider provider, string rules) =>
    [
        ("issuer", provider.Issuer), ("clientId", FakeProvider.ClientId), ("clientSecret", FakeProvider.Secret), ("roleClaim", "groups"), ("rules", rules), ("version", "0"),
    ];
}
