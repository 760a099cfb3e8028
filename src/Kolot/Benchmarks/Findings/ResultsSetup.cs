namespace Kolot.Benchmarks.Findings;

/// <summary>Puts results of studies, and who reads them into the house.</summary>
public static class ResultsSetup
{
    /// <summary>Registers its acts.</summary>
    public static IServiceCollection AddResults(this IServiceCollection services) => services.AddSingleton<StudyResults>().AddSingleton<ShowResult>().AddSingleton<ShowSheet.Means>().AddSingleton<ShowSheet>()
        .AddSingleton<PublishStudy>().AddSingleton<CompanyLink>().AddSingleton<BringTimes>();

    /// <summary>Maps its pages.</summary>
    public static void MapResults(this RouteGroupBuilder organisation)
    {
        ShowResult.Map(organisation);
        ShowSheet.Map(organisation);
        PublishStudy.Map(organisation);
        CompanyLink.Map(organisation);
        BringTimes.Map(organisation);
    }

    /// <summary>Maps its part of the API.</summary>
    public static void MapResultsApi(this RouteGroupBuilder api)
    {
        ResultsApi.Map(api);
        TimesApi.Map(api);
    }
}
