using Kolot.Organisation;
<<<<<<< HEAD
using Kolot.Understand.Boards;
||||||| 9603f8a
=======
using Kolot.Understand.Measures;
>>>>>>> main
using Kolot.Understand.Scores;

namespace Kolot.Understand;

/// <summary>Puts understanding into the house.</summary>
public static class UnderstandSetup
{
    /// <summary>Registers what reads scores.</summary>
<<<<<<< HEAD
    public static IServiceCollection AddUnderstand(this IServiceCollection services) => services.AddSingleton<ReadScores>().AddBoards();
||||||| 9603f8a
    public static IServiceCollection AddUnderstand(this IServiceCollection services) => services.AddSingleton<ReadScores>();
=======
    public static IServiceCollection AddUnderstand(this IServiceCollection services) => services.AddSingleton<ReadScores>().AddSingleton<ShowScores>().AddSingleton(ShowScores.Views)
        .AddSingleton<MeasureView>().AddScoped<DefineMeasure>().AddScoped<KeepMeasure>();
>>>>>>> main

    /// <summary>Maps its pages and its part of the API.</summary>
    public static WebApplication MapUnderstand(this WebApplication app)
    {
        ScoresApi.Map(app.MapApi().WithTags("Scores"));
        MeasuresApi.Map(app.MapApi().WithTags("Scores"));
        var organisation = app.MapOrganisation();
        ShowScores.Map(organisation);
        ExportScores.Map(organisation);
<<<<<<< HEAD
        ExportWorkbook.Map(organisation);
        organisation.MapBoards();
||||||| 9603f8a
=======
        ShowMeasures.Map(organisation);
        DefineMeasure.Map(organisation);
        KeepMeasure.Map(organisation);
>>>>>>> main
        return app;
    }
}
