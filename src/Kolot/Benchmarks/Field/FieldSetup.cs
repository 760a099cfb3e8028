namespace Kolot.Benchmarks.Field;

/// <summary>Puts field work: what shoppers bring, and how it is judged into the house.</summary>
public static class FieldSetup
{
    /// <summary>Registers its acts.</summary>
    public static IServiceCollection AddField(this IServiceCollection services) => services;

    /// <summary>Maps its pages.</summary>
    public static void MapField(this RouteGroupBuilder organisation) => _ = organisation;

    /// <summary>Maps its part of the API.</summary>
    public static void MapFieldApi(this RouteGroupBuilder api) => _ = api;
}
