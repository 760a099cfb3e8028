using Kolot.Organisation;

namespace Kolot.Running.Status;

/// <summary>Puts the page of how all stands into the house.</summary>
public static class StatusSetup
{
    /// <summary>Registers what looks.</summary>
    public static IServiceCollection AddStatus(this IServiceCollection services) =>
        services.AddSingleton<Machine>().AddSingleton<LookAt>().AddSingleton<StatusView>();

    /// <summary>Maps the page.</summary>
    public static void MapStatus(this IEndpointRouteBuilder routes) => StatusView.Map(routes.MapOrganisation());
}
