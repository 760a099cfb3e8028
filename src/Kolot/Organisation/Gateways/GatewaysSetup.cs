namespace Kolot.Organisation.Gateways;

/// <summary>Puts the gateways of messages into the house.</summary>
public static class GatewaysSetup
{
    /// <summary>Registers the acts.</summary>
    public static IServiceCollection AddGateways(this IServiceCollection services) =>
        services.AddSingleton<OpenGateways>().AddSingleton<GatewaysView>().AddSingleton<SetGateway>().AddSingleton<TryGateway>();

    /// <summary>Maps the page and what it sends.</summary>
    public static void MapGateways(this IEndpointRouteBuilder routes)
    {
        var organisation = routes.MapOrganisation();
        SetGateway.Map(organisation);
        TryGateway.Map(organisation);
    }
}
