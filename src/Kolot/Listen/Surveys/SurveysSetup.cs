namespace Kolot.Listen.Surveys;

/// <summary>Puts surveys into the house.</summary>
public static class SurveysSetup
{
    /// <summary>Registers them.</summary>
    public static IServiceCollection AddSurveys(this IServiceCollection services) => services.AddScoped<AskSurvey>().AddScoped<SurveyRoutes>();
}
