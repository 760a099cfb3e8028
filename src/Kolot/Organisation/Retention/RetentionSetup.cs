using Kolot.Store;

namespace Kolot.Organisation.Retention;

/// <summary>Puts how long things are kept into the house.</summary>
public static class RetentionSetup
{
    /// <summary>Registers the acts, the nightly removing, and the kinds that are this word's own.</summary>
    public static IServiceCollection AddRetention(this IServiceCollection services) => services
        .AddSingleton<KeptKinds>().AddSingleton<RetentionNights>().AddSingleton<RetentionClock>().AddSingleton<RetentionView>().AddSingleton<SetRetention>().AddSingleton<HoldCustomer>()
        .AddSingleton<IErrandAnswer>(provider => provider.GetRequiredService<RetentionNights>());

    /// <summary>Registers the kinds that come last: customers, once their voices are gone, and the log that tells of it all.</summary>
    public static IServiceCollection AddKeptLast(this IServiceCollection services) =>
        services.AddSingleton<IKeptKind, KeptCustomers>().AddSingleton<IKeptKind, KeptLog>();

    /// <summary>Maps the pages.</summary>
    public static void MapRetention(this IEndpointRouteBuilder routes)
    {
        var organisation = routes.MapOrganisation();
        SetRetention.Map(organisation);
        HoldCustomer.Map(organisation);
    }
}
