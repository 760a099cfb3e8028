using System.Text.RegularExpressions;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.HouseRules;

/// <summary>The routes that the running house answers, and who may come to each, so that rules hold for the next one too.</summary>
public static partial class RouteTable
{
    /// <summary>Every route, one line for each method.</summary>
    public static IReadOnlyList<HouseRoute> Of(IServiceProvider services) =>
    [
        .. from endpoint in services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Where(name => name != "HEAD") ?? ["GET"]
           let open = endpoint.Metadata.GetMetadata<EntranceNeeds.OpenDoor>()
           select new HouseRoute(
               method,
               "/" + (endpoint.RoutePattern.RawText ?? "").TrimStart('/'),
               endpoint.Metadata.GetMetadata<EntranceNeeds.Needed>()?.Right,
               open?.Reason,
               endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null || open is { Members: false },
               endpoint.Metadata.GetMetadata<EntranceNeeds.Needed>()?.WholeReach == true),
    ];

    /// <summary>A path of the route: what is named is filled in, what has a kind gets something of that kind, and the rest a word.</summary>
    public static string Fill(string pattern, IReadOnlyDictionary<string, string> values) => Place().Replace(pattern, place =>
    {
        var before = pattern[..place.Index].Split('/', StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
        var name = place.Groups["name"].Value;
        return values.GetValueOrDefault($"{before}/{name}") ?? values.GetValueOrDefault(name)
            ?? (place.Value.Contains(":long", StringComparison.Ordinal) ? "1" : name.EndsWith("id", StringComparison.OrdinalIgnoreCase) || place.Value.Contains(":guid", StringComparison.Ordinal)
                ? "0199aaaa-0000-7000-8000-000000000000"
                : place.Value.Contains(":int", StringComparison.Ordinal) ? "1" : "nothing");
    });

    [GeneratedRegex(@"\{\*{0,2}(?<name>\w+)[^}]*\}")]
    private static partial Regex Place();
}

/// <summary>One route.</summary>
/// <param name="Method">By which method.</param>
/// <param name="Pattern">As it was mapped.</param>
/// <param name="Right">The right it needs, if any.</param>
/// <param name="Reason">Why it needs none, if it says so.</param>
/// <param name="IsPublic">Whether nobody needs to be known.</param>
/// <param name="WholeReach">Whether the right is needed over the whole organisation.</param>
public sealed record HouseRoute(string Method, string Pattern, Right? Right, string? Reason, bool IsPublic, bool WholeReach)
{
    /// <summary>Whether it is within an organisation.</summary>
    public bool IsWithin => Pattern.Contains("{organisation", StringComparison.Ordinal);

    /// <summary>Whether programs come to it.</summary>
    public bool IsApi => Pattern.StartsWith("/api", StringComparison.Ordinal);

    /// <summary>Whether it only reads.</summary>
    public bool IsGet => Method == "GET";
}
