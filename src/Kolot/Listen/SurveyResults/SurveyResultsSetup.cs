using Kolot.Listen.SurveyResults.Files;
using Kolot.Store;

namespace Kolot.Listen.SurveyResults;

/// <summary>Puts the results of surveys into the house.</summary>
public static class SurveyResultsSetup
{
    /// <summary>Registers them.</summary>
    public static IServiceCollection AddSurveyResults(this IServiceCollection services)
    {
        services.AddSingleton<ResponseReading>().AddSingleton<CountResults>().AddSingleton<LatestResponses>().AddSingleton<ShowResults>();
        services.AddSingleton<ExportFiles>().AddSingleton<RunExport>().AddSingleton<ExportPlaces>().AddSingleton<ExportSurvey>().AddSingleton<IErrandAnswer, TidyExports>();
        services.AddSingleton<ExportWork>().AddHostedService(provider => provider.GetRequiredService<ExportWork>());
        return services;
    }

    /// <summary>Maps its pages.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        ShowResults.Map(organisation);
        ExportSurvey.Map(organisation);
    }
}
