namespace Kolot.Respond.Recovery;

/// <summary>Puts recovery into the house.</summary>
public static class RecoverySetup
{
    /// <summary>Registers acts and what reads.</summary>
    public static IServiceCollection AddRecovery(this IServiceCollection services) => services.AddSingleton<MakeRight.Means>().AddSingleton<MakeRight>().AddSingleton<CaseRecovery>().AddSingleton<ReadTrust>();

    /// <summary>Maps pages and routes.</summary>
    public static void MapRecovery(this RouteGroupBuilder organisation)
    {
        RecoveryRoutes.Map(organisation);
        ReadTrust.Map(organisation);
    }
}
