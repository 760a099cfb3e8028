namespace Kolot.Organisation.Errands;

/// <summary>Puts the list of what failed into the house.</summary>
public static class ErrandsSetup
{
    /// <summary>Registers the acts.</summary>
    public static IServiceCollection AddErrands(this IServiceCollection services) =>
        services.AddSingleton<ErrandsView>().AddSingleton<RetryErrands>().AddSingleton<GiveUpErrand>();

    /// <summary>Maps the page and what it sends.</summary>
    public static void MapErrands(this IEndpointRouteBuilder routes)
    {
        var organisation = routes.MapOrganisation();
        ErrandsView.Map(organisation);
        RetryErrands.Map(organisation);
        GiveUpErrand.Map(organisation);
    }
}
