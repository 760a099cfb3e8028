namespace Kolot.Store;

/// <summary>Puts the store into the house.</summary>
public static class StoreSetup
{
    /// <summary>Registers the databases, validated at start.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StoreSettings>().Bind(configuration.GetSection("Store")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Databases>().AddSingleton<Migrator>().AddSingleton<Stores>();
        services.AddSingleton<ErrandRound>().AddSingleton<ErrandRounds>().AddHostedService(provider => provider.GetRequiredService<ErrandRounds>());
        services.AddScoped(provider => provider.GetRequiredService<Databases>().OpenDirectory());
        services.AddSingleton(TimeProvider.System);
        return services;
    }
}
