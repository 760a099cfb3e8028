using Kolot.Listen.Surveys.Building;
using Kolot.Listen.Surveys.Preview;

namespace Kolot.Listen.Surveys;

/// <summary>Puts surveys into the house.</summary>
public static class SurveysSetup
{
    /// <summary>Registers them.</summary>
    public static IServiceCollection AddSurveys(this IServiceCollection services) => services
        .AddScoped<AskSurvey>().AddScoped<SurveyRoutes>().AddScoped<ShowVersions>().AddScoped<ReadSurveyFile>()
        .AddScoped<BuildPages>().AddScoped<BuildSurvey>().AddScoped<EditQuestion>().AddScoped<NewQuestion>().AddScoped<EditScreen>().AddScoped<EditEnding>().AddScoped<EditQuota>().AddScoped<EditSettings>()
        .AddScoped<ShowPreview>();
}
