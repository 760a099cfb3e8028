namespace Kolot.Listen.Sharing;

/// <summary>Puts the ways into surveys into the house.</summary>
public static class SharingSetup
{
    /// <summary>Registers them.</summary>
    public static IServiceCollection AddSharing(this IServiceCollection services) => services
        .AddSingleton<KnownWays>().AddSingleton<KioskWatch>().AddSingleton<PersonalLinks>().AddScoped<Doorway>()
        .AddScoped<MakeLinks>().AddScoped<SetWays>().AddScoped<ShareView>().AddScoped<ShareRoutes>();

    /// <summary>Maps their routes.</summary>
    public static void MapSharing(this RouteGroupBuilder organisation)
    {
        WayRoutes.Map(organisation);
        ShareRoutes.Map(organisation);
        PosterRoutes.Map(organisation);
        SetWays.Map(organisation);
    }
}
