using Kolot.Organisation;
using Kolot.Understand.Alerts;
using Kolot.Understand.Boards;
using Kolot.Understand.Drivers;
using Kolot.Understand.Measures;
using Kolot.Understand.Scores;

namespace Kolot.Understand;

/// <summary>Puts understanding into the house.</summary>
public static class UnderstandSetup
{
    /// <summary>Registers what reads scores.</summary>
    public static IServiceCollection AddUnderstand(this IServiceCollection services) => services.AddSingleton<ReadScores>().AddSingleton<ReadDrivers>().AddSingleton<ShowScores>().AddSingleton(ShowScores.Views)
        .AddSingleton<MeasureView>().AddScoped<DefineMeasure>().AddScoped<KeepMeasure>().AddBoards().AddAlerts();

    /// <summary>Maps its pages and its part of the API.</summary>
    public static WebApplication MapUnderstand(this WebApplication app)
    {
        ScoresApi.Map(app.MapApi().WithTags("Scores"));
        DriversApi.Map(app.MapApi().WithTags("Scores"));
        MeasuresApi.Map(app.MapApi().WithTags("Scores"));
        BoardsApi.Map(app.MapApi().WithTags("Boards"));
        AlertsApi.Map(app.MapApi().WithTags("Alerts"));
        SignalsApi.Map(app.MapApi().WithTags("Alerts"));
        var organisation = app.MapOrganisation();
        ShowScores.Map(organisation);
        ExportScores.Map(organisation);
        ExportWorkbook.Map(organisation);
        organisation.MapBoards();
        app.MapAlerts();
        ShowDrivers.Map(organisation);
        ExportDrivers.Map(organisation);
        ShowMeasures.Map(organisation);
        DefineMeasure.Map(organisation);
        KeepMeasure.Map(organisation);
        return app;
    }
}
