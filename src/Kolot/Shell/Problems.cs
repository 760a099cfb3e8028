using System.Globalization;
using Kolot.Core;
using Kolot.Shell.Parts;

namespace Kolot.Shell;

/// <summary>Refusals as programs read them: problem details (RFC 9457) with a stable code, and a path for each field.</summary>
public static class Problems
{
    /// <summary>The answer to a program for a refusal.</summary>
    public static IResult Of(Refusal? refusal) => refusal switch
    {
        Refusal.NotAllowed => Problem(StatusCodes.Status403Forbidden, "not_allowed", "The key or member may not do this."),
        Refusal.Conflict conflict => Conflict(conflict),
        Refusal.Invalid invalid => Invalid(invalid),
        Refusal.Busy busy => new Busy(busy.RetryAfter),
        _ => Problem(StatusCodes.Status404NotFound, "not_found", "There is no such thing within reach."),
    };

    /// <summary>The status with which a page tells of a refusal; none where nothing was refused.</summary>
    public static int? StatusOf(Refusal? refusal) => refusal switch
    {
        null => null,
        Refusal.NotFound => StatusCodes.Status404NotFound,
        Refusal.NotAllowed => StatusCodes.Status403Forbidden,
        Refusal.Conflict => StatusCodes.Status409Conflict,
        Refusal.Busy => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    /// <summary>A problem with a code and an English sentence.</summary>
    public static IResult Problem(int status, string code, string detail) =>
        Results.Problem(detail, statusCode: status, extensions: Coded(code));

    private static IResult Conflict(Refusal.Conflict conflict)
    {
        var extensions = Coded(conflict.Reason);
        if (conflict.With is { } with) extensions["with"] = with;
        return Results.Problem("It clashes with what is there, or was changed meanwhile.", statusCode: StatusCodes.Status409Conflict, extensions: extensions);
    }

    private static IResult Invalid(Refusal.Invalid invalid)
    {
        var extensions = Coded("invalid");
        extensions["errors"] = invalid.Faults.Select(fault => new FieldProblem(fault.Field, fault.Reason, Sentence(fault))).ToArray();
        return Results.Problem("Some fields were given wrongly; nothing was kept.", statusCode: StatusCodes.Status422UnprocessableEntity, extensions: extensions);
    }

    private static Dictionary<string, object?> Coded(string code)
    {
        var extensions = new Dictionary<string, object?> { ["code"] = code };
        if (Trouble.RequestNumber is { } request) extensions["request"] = request;
        return extensions;
    }

    private static string Sentence(Fault fault) =>
        Words.ResourceManager.GetString(FaultWords.KeyOf(fault), CultureInfo.GetCultureInfo("en")) ?? fault.Reason;

    private sealed record FieldProblem(string Path, string Code, string Detail);

    private sealed class Busy(TimeSpan after) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.RetryAfter = Math.Ceiling(after.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return Problem(StatusCodes.Status503ServiceUnavailable, "busy", "It cannot be confirmed that this was kept. Send it again, with the same ids: nothing is kept twice.")
                .ExecuteAsync(httpContext);
        }
    }
}
