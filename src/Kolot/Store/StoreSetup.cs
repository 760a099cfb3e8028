using Kolot.Running;
using Kolot.Store.Backups;
using Kolot.Store.Facts;
using Kolot.Store.Forgetting;

namespace Kolot.Store;

/// <summary>Puts the store into the house.</summary>
public static class StoreSetup
{
    /// <summary>Registers the databases.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services)
    {
        services.AddSettings<StoreSettings>("Store");
        services.AddSingleton<Databases>().AddSingleton<Migrator>().AddSingleton<Stores>();
        services.AddSingleton<ErrandRound>().AddSingleton<ErrandRounds>().AddHostedService(provider => provider.GetRequiredService<ErrandRounds>());
        services.AddSingleton<Tombstones>().AddSingleton<Marks>().AddSingleton<SweepFile>();
        services.AddSettings<BackupSettings>("Backups");
        services.AddSingleton<Leases>().AddSingleton<BackupRuns>().AddSingleton<BackupSchedule>();
        services.AddSingleton<BackupNights>().AddHostedService(provider => provider.GetRequiredService<BackupNights>());
        services.AddSingleton<TakeBackup>().AddSingleton<ForgetRestored>().AddSingleton<RestoreBackup>();
        services.AddSettings<FactSettings>("Numbers");
        services.AddSingleton<FactFiles>().AddSingleton<FactSources>().AddSingleton<FactFilesUnwatched>();
        services.AddSingleton<FactImages>().AddHostedService(provider => provider.GetRequiredService<FactImages>());
        services.AddSingleton<FactKeeping>().AddHostedService(provider => provider.GetRequiredService<FactKeeping>());
        services.AddSingleton<FeedTidying>().AddHostedService(provider => provider.GetRequiredService<FeedTidying>());
        services.AddScoped(provider => provider.GetRequiredService<Databases>().OpenDirectory());
        services.AddSingleton(TimeProvider.System);
        return services;
    }
}
