namespace Kolot.Shell;

/// <summary>How an act that was done ends: see other.</summary>
public static class Redirects
{
    /// <summary>303: the browser fetches the address with GET, and a reload does not repeat the act.</summary>
    public static IResult SeeOther(string path) => new SeeOtherResult(path);

    /// <summary>The path if it stays in this house, else the start page: a form must not send anyone elsewhere.</summary>
    public static string Local(string? path) =>
        path is ['/', ..] && (path.Length == 1 || path[1] is not ('/' or '\\')) && !path.Any(char.IsControl) ? path : "/";

    /// <summary>Where whoever comes in begins in an organisation: with the day.</summary>
    public static string Home(string organisation) => $"/{organisation}/today";

    private sealed class SeeOtherResult(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = Microsoft.AspNetCore.Http.Extensions.UriHelper.Encode(new Uri(path, UriKind.Relative));
            return Task.CompletedTask;
        }
    }
}
