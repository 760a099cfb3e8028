namespace Kolot.Benchmarks.Results;

/// <summary>Puts results of studies, and who reads them into the house.</summary>
public static class ResultsSetup
{
    /// <summary>Registers its acts.</summary>
    public static IServiceCollection AddResults(this IServiceCollection services) => services;

    /// <summary>Maps its pages.</summary>
    public static void MapResults(this RouteGroupBuilder organisation) => _ = organisation;

    /// <summary>Maps its part of the API.</summary>
    public static void MapResultsApi(this RouteGroupBuilder api) => _ = api;
}
