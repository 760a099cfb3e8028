using Kolot.Benchmarks.Field;
using Kolot.Benchmarks.Findings;
using Kolot.Benchmarks.Studies;
using Kolot.Organisation;

namespace Kolot.Benchmarks;

/// <summary>Puts comparing with others into the house.</summary>
public static class BenchmarksSetup
{
    /// <summary>Registers its parts.</summary>
    public static IServiceCollection AddBenchmarks(this IServiceCollection services) => services.AddStudies().AddField().AddResults();

    /// <summary>Maps its pages and its part of the API.</summary>
    public static WebApplication MapBenchmarks(this WebApplication app)
    {
        var organisation = app.MapOrganisation();
        organisation.MapStudies();
        organisation.MapField();
        organisation.MapResults();
        var api = app.MapApi().WithTags("Studies");
        api.MapStudiesApi();
        api.MapFieldApi();
        api.MapResultsApi();
        return app;
    }
}
