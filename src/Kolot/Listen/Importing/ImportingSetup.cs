using Kolot.Running;
using Kolot.Store;

namespace Kolot.Listen.Importing;

/// <summary>Puts bringing files in into the house.</summary>
public static class ImportingSetup
{
    /// <summary>Registers the acts and the work.</summary>
    public static IServiceCollection AddImporting(this IServiceCollection services)
    {
        services.AddSettings<ImportSettings>("Import");
        services.AddSingleton<ImportFiles>().AddSingleton<ImportLeases>().AddSingleton<ImportLedger>().AddSingleton<KeepRows>().AddSingleton<RunImport>();
        services.AddSingleton<UploadImport>().AddSingleton<BeginImport>().AddSingleton<StopImport>().AddSingleton<UndoImport>().AddSingleton<DropImport>();
        services.AddSingleton<ImportTidying>().AddSingleton<CheckImport>();
        services.AddSingleton<ImportNow>().AddSingleton<SavedMappings>();
        services.AddSingleton<LookAtImport>().AddSingleton<MappingDrafts>().AddSingleton<MappingRoutes>();
        services.AddSingleton<ImportWork>().AddHostedService(provider => provider.GetRequiredService<ImportWork>());
        services.AddSingleton<IErrandAnswer, TakeBack>();
        return services;
    }
}
