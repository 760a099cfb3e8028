using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using OpenTelemetry;

namespace Kolot.Running.Otlp;

/// <summary>What a trace says of a request: which route, how it ended, how long it took. Not its address, nor what came with it.</summary>
internal sealed class RequestTrace : BaseProcessor<Activity>
{
    private static readonly HashSet<string> Told = ["http.request.method", "http.route", "http.response.status_code", "error.type"];

    /// <summary>Notes which route it was.</summary>
    public static async Task Tell(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (Activity.Current is not { } trace) return;
        // A page of trouble is no route of its own.
        var endpoint = context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint();
        var method = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsPost(context.Request.Method) || HttpMethods.IsPut(context.Request.Method)
            || HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsDelete(context.Request.Method) ? context.Request.Method : "_OTHER";
        trace.SetTag("http.request.method", method);
        trace.SetTag("http.response.status_code", context.Response.StatusCode);
        if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError) trace.SetStatus(ActivityStatusCode.Error);
        if (context.Features.Get<IExceptionHandlerFeature>()?.Error is { } fault) trace.SetTag("error.type", fault.GetType().FullName);
        if (endpoint is RouteEndpoint { RoutePattern.RawText: { } route }) trace.SetTag("http.route", route);
        trace.DisplayName = endpoint is RouteEndpoint known ? $"{method} {known.RoutePattern.RawText}" : method;
    }

    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        foreach (var name in data.TagObjects.Select(tag => tag.Key).Where(name => !Told.Contains(name)).ToArray()) data.SetTag(name, null);
        // What a caller says of themselves is passed on to nobody.
        data.TraceStateString = null;
        // A fault that was noted in words cannot be unsaid.
        if (data.Events.Any() || data.Links.Any()) data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }
}
