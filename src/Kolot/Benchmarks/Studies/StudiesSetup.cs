namespace Kolot.Benchmarks.Studies;

/// <summary>Puts studies, their design and their plan into the house.</summary>
public static class StudiesSetup
{
    /// <summary>Registers its acts.</summary>
    public static IServiceCollection AddStudies(this IServiceCollection services) => services;

    /// <summary>Maps its pages.</summary>
    public static void MapStudies(this RouteGroupBuilder organisation) => _ = organisation;

    /// <summary>Maps its part of the API.</summary>
    public static void MapStudiesApi(this RouteGroupBuilder api) => _ = api;
}
