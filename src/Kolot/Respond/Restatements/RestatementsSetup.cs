namespace Kolot.Respond.Restatements;

/// <summary>Puts restatements into the house.</summary>
public static class RestatementsSetup
{
    /// <summary>Registers acts.</summary>
    public static IServiceCollection AddRestatements(this IServiceCollection services) => services.AddSingleton<Restate.Means>().AddSingleton<Restate>().AddSingleton<AnswerRestatement>().AddSingleton<CaseUnderstanding>();

    /// <summary>Maps pages and routes.</summary>
    public static void MapRestatements(this RouteGroupBuilder organisation) => RestatementRoutes.Map(organisation);
}
