namespace Kolot.Running;

/// <summary>Examples that stand with an API route, and come out in its description.</summary>
public static class ApiExamples
{
    /// <summary>Shows what may be sent.</summary>
    /// <param name="route">The route.</param>
    /// <param name="name">What is shown: <c>one</c>, <c>many</c>.</param>
    /// <param name="json">The example.</param>
    public static T SendsLike<T>(this T route, string name, string json) where T : IEndpointConventionBuilder =>
        route.WithMetadata(new Example(null, name, json));

    /// <summary>Shows what is answered.</summary>
    /// <param name="route">The route.</param>
    /// <param name="status">With which status.</param>
    /// <param name="json">The example.</param>
    public static T AnswersLike<T>(this T route, int status, string json) where T : IEndpointConventionBuilder =>
        route.WithMetadata(new Example(status, "example", json));

    /// <summary>Says that one thing may be sent, or an array of them.</summary>
    public static T TakesMany<T>(this T route, int most) where T : IEndpointConventionBuilder => route.WithMetadata(new Many(most));

    /// <summary>Describes parameters of the address, by name; those that a route reads by itself are made known so.</summary>
    public static T Reads<T>(this T route, IReadOnlyDictionary<string, string> parameters) where T : IEndpointConventionBuilder =>
        route.WithMetadata(new Parameters(parameters));

    internal sealed record Many(int Most);

    internal sealed record Parameters(IReadOnlyDictionary<string, string> Descriptions);

    internal sealed record Example(int? Status, string Name, string Json);
}
