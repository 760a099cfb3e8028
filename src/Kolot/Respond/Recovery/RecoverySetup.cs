using Kolot.Respond.Cases;

namespace Kolot.Respond.Recovery;

/// <summary>Puts recovery into the house.</summary>
public static class RecoverySetup
{
    /// <summary>Registers acts and what follows a case.</summary>
    public static IServiceCollection AddRecovery(this IServiceCollection services) => services.AddSingleton<MakeRight>().AddSingleton<CaseRecovery>().AddSingleton<ReadTrust>().AddSingleton<ICaseFollows, AskForTrust>();

    /// <summary>Maps pages and routes.</summary>
    public static void MapRecovery(this RouteGroupBuilder organisation)
    {
        RecoveryRoutes.Map(organisation);
        ReadTrust.Map(organisation);
    }
}
