using Kolot.Running.Metrics;
using Kolot.Running.Status;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Kolot.Running.Otlp;

/// <summary>Sends traces, numbers and the log where the standard variables of OpenTelemetry say. Where they say nothing, nothing of it is there.</summary>
public static class OtlpSetup
{
    private const string Requests = "Microsoft.AspNetCore";

    /// <summary>Registers what sends.</summary>
    public static void AddOtlp(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        if (IsAsked("LOGS")) services.AddSingleton<ILoggerProvider>(_ => Log());
        if (IsAsked("TRACES")) services.AddSingleton(_ => Traces());
        if (!IsAsked("METRICS")) return;
        services.AddSingleton(_ => Numbers());
        services.AddHostedService<OtlpGauges>();
    }

    /// <summary>The log, as it is sent.</summary>
    internal static ILoggerProvider Log() => new OtlpLog(Logs());

    /// <summary>Begins to listen, and says of each request what it was.</summary>
    public static void UseOtlp(this WebApplication app)
    {
        // Made here, so that the first request is heard too.
        app.Services.GetService<MeterProvider>();
        if (app.Services.GetService<TracerProvider>() is not null) app.Use(RequestTrace.Tell);
    }

    private static bool IsAsked(string signal) =>
        !string.Equals(Variable("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase)
        && Variable($"OTEL_{signal}_EXPORTER") is not "none"
        && (Variable("OTEL_EXPORTER_OTLP_ENDPOINT") ?? Variable($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT")) is not null;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static TracerProvider Traces() => Sdk.CreateTracerProviderBuilder()
        .SetResourceBuilder(House()).AddSource(Requests).AddProcessor(new RequestTrace()).AddOtlpExporter().Build();

    private static MeterProvider Numbers() => Sdk.CreateMeterProviderBuilder()
        .SetResourceBuilder(House()).AddMeter(Measured.Meter, "Microsoft.AspNetCore.Hosting", "System.Runtime")
        .AddView(_ => new MetricStreamConfiguration { TagKeys = [.. Measured.Labels] }).AddOtlpExporter().Build();

    private static ILoggerFactory Logs() => LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddOpenTelemetry(log =>
    {
        log.IncludeFormattedMessage = true;
        log.SetResourceBuilder(House()).AddOtlpExporter();
    }));

    // What the variables say goes before what the house calls itself.
    private static ResourceBuilder House() => ResourceBuilder.CreateEmpty().AddService("kolot", serviceVersion: Machine.Version).AddTelemetrySdk().AddEnvironmentVariableDetector();
}

/// <summary>Looks for what can only be looked for, as often as it may be sent.</summary>
internal sealed class OtlpGauges(HouseGauges gauges, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await gauges.Refresh(stoppingToken);
            await Task.Delay(Beat, clock, stoppingToken);
        }
    }
}
