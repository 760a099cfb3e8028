namespace Kolot.Respond.Relations;

/// <summary>Puts into the house what cases have to do with each other.</summary>
public static class RelationsSetup
{
    /// <summary>Registers its acts.</summary>
    public static IServiceCollection AddRelations(this IServiceCollection services) => services.AddSingleton<RelateCases>().AddSingleton<SplitCase>();

    /// <summary>Maps its routes.</summary>
    public static void MapRelations(this RouteGroupBuilder organisation)
    {
        RelateCases.Map(organisation);
        SplitCase.Map(organisation);
    }
}
