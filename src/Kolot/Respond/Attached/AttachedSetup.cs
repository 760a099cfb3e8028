namespace Kolot.Respond.Attached;

/// <summary>Puts the files of cases into the house.</summary>
public static class AttachedSetup
{
    /// <summary>Registers what takes them in and hands them out.</summary>
    public static IServiceCollection AddAttached(this IServiceCollection services) => services.AddSingleton<CaseFiles>();

    /// <summary>Maps its route.</summary>
    public static void MapAttached(this RouteGroupBuilder organisation) => CaseFiles.Map(organisation);
}
