using Microsoft.AspNetCore.Routing.Template;

namespace Kolot.Shell;

/// <summary>Where the address of an act leads whoever looks at it.</summary>
/// <remarks>
/// A form that was refused is shown at the address it was sent to, which may have no page: changing the language there, or
/// going to it once more, asks for one. The page it belongs to is the nearest one above it.
/// </remarks>
internal static class ActAddress
{
    /// <summary>The nearest page above the address; null where there is none.</summary>
    public static string? PageOf(HttpContext context)
    {
        var pages = context.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Get) == true)
            .Select(endpoint => new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []))
            .ToList();
        return Above(context.Request.Path.Value ?? "/").FirstOrDefault(path => pages.Exists(page => page.TryMatch(path, [])));
    }

    private static IEnumerable<string> Above(string path)
    {
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1)) yield return path[..end];
        yield return "/";
    }
}
