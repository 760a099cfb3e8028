using System.Reflection;
using Microsoft.AspNetCore.Routing;

namespace Kolot;

/// <summary>Maps routes whose handlers are made ready when they are first asked for: all of them at once take a quarter of a second of every start.</summary>
/// <remarks>In the namespace above all others of the house, so that routes are mapped by these and not by the framework's of the same names.</remarks>
internal static class Routes
{
    private static readonly string[] Get = ["GET"];
    private static readonly string[] Post = ["POST"];
    private static readonly string[] Put = ["PUT"];
    private static readonly string[] Delete = ["DELETE"];

    public static RouteHandlerBuilder MapGet(this IEndpointRouteBuilder routes, string pattern, Delegate handler) => Map(routes, pattern, handler, Get);

    public static RouteHandlerBuilder MapPost(this IEndpointRouteBuilder routes, string pattern, Delegate handler) => Map(routes, pattern, handler, Post);

    public static RouteHandlerBuilder MapPut(this IEndpointRouteBuilder routes, string pattern, Delegate handler) => Map(routes, pattern, handler, Put);

    public static RouteHandlerBuilder MapDelete(this IEndpointRouteBuilder routes, string pattern, Delegate handler) => Map(routes, pattern, handler, Delete);

    public static RouteHandlerBuilder MapMethods(this IEndpointRouteBuilder routes, string pattern, IEnumerable<string> methods, Delegate handler) => Map(routes, pattern, handler, methods);

    private static RouteHandlerBuilder Map(IEndpointRouteBuilder routes, string pattern, Delegate handler, IEnumerable<string> methods) =>
        RouteHandlerServices.Map(routes, pattern, handler, methods, Described, Ready);

    // What a route takes and answers is known from the start: the description of the API and the entrance ask for it.
    private static RequestDelegateMetadataResult Described(MethodInfo method, RequestDelegateFactoryOptions? options) => RequestDelegateFactory.InferMetadata(method, options);

    private static RequestDelegateResult Ready(Delegate handler, RequestDelegateFactoryOptions options, RequestDelegateMetadataResult? described)
    {
        var made = new Lazy<RequestDelegate>(() => RequestDelegateFactory.Create(handler, options, described).RequestDelegate);
        return new(context => made.Value(context), described?.EndpointMetadata ?? []);
    }
}
