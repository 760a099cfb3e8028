namespace Kolot.Respond.Snippets;

/// <summary>Puts ready words into the house.</summary>
public static class SnippetsSetup
{
    /// <summary>Registers its acts.</summary>
    public static IServiceCollection AddSnippets(this IServiceCollection services) => services.AddSingleton<WriteSnippet>().AddSingleton<ReadySnippets>().AddScoped<SnippetPages>();

    /// <summary>Maps its pages.</summary>
    public static void MapSnippets(this RouteGroupBuilder organisation) => SnippetPages.Map(organisation);
}
