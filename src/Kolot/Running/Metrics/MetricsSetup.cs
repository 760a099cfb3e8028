using System.Security.Cryptography;
using Kolot.Organisation;
using Microsoft.Extensions.Options;

namespace Kolot.Running.Metrics;

/// <summary>Puts <c>/metrics</c> into the house, where it is asked for.</summary>
public static class MetricsSetup
{
    private const string Format = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Registers what measures.</summary>
    public static IServiceCollection AddMetricsPage(this IServiceCollection services) =>
        services.AddSettings<MetricsSettings>("Metrics").AddSingleton<Measured>().AddSingleton<CountHouse>().AddSingleton<HouseGauges>();

    /// <summary>Maps the address, if there is a token to it. Whoever does not show it finds nothing there.</summary>
    public static void MapMetrics(this WebApplication app)
    {
        if (string.IsNullOrEmpty(app.Services.GetRequiredService<IOptions<MetricsSettings>>().Value.Token)) return;
        // Listens from the first request on.
        app.Services.GetRequiredService<Measured>();
        app.MapGet("/metrics", Answer).OpenToAll("It asks for a token of its own, which whoever runs the machine gives to the program that measures.");
    }

    private static async Task<IResult> Answer(HttpContext context, HouseGauges gauges, Measured measured, IOptions<MetricsSettings> settings)
    {
        if (!IsShown(Entrance.Bearer(context), settings.Value.Token)) return Results.NotFound();
        await gauges.Refresh(context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Text(measured.Write(), Format);
    }

    // Of hashes, so that not even its length is told by the time it takes.
    private static bool IsShown(string? shown, string? token) =>
        shown is not null && token is not null && CryptographicOperations.FixedTimeEquals(EntranceKeys.HashOf(shown), EntranceKeys.HashOf(token));
}
