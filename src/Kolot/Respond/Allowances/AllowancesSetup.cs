namespace Kolot.Respond.Allowances;

/// <summary>Puts allowances into the house.</summary>
public static class AllowancesSetup
{
    /// <summary>Registers acts.</summary>
    public static IServiceCollection AddAllowances(this IServiceCollection services) => services.AddSingleton<Spend>().AddSingleton<CaseAllowance>().AddSingleton<SetAllowances>().AddSingleton<ReadAllowance>();

    /// <summary>Maps pages and routes.</summary>
    public static void MapAllowances(this RouteGroupBuilder organisation)
    {
        AllowanceRoutes.Map(organisation);
        SetAllowances.Map(organisation);
        ReadAllowance.Map(organisation);
    }
}
