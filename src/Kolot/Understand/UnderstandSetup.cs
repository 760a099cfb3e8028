using Kolot.Organisation;
using Kolot.Understand.Alerts;
using Kolot.Understand.Scores;

namespace Kolot.Understand;

/// <summary>Puts understanding into the house.</summary>
public static class UnderstandSetup
{
    /// <summary>Registers what reads scores, and what watches them.</summary>
    public static IServiceCollection AddUnderstand(this IServiceCollection services) => services.AddSingleton<ReadScores>().AddAlerts();

    /// <summary>Maps its pages and its part of the API.</summary>
    public static WebApplication MapUnderstand(this WebApplication app)
    {
        ScoresApi.Map(app.MapApi().WithTags("Scores"));
        var organisation = app.MapOrganisation();
        ShowScores.Map(organisation);
        ExportScores.Map(organisation);
        app.MapAlerts();
        return app;
    }
}
