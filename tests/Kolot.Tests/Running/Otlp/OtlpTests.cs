using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Kolot.Running.Otlp;
using Kolot.Store;
using Kolot.Tests.Listen.Forgetting;
using Kolot.Tests.Running.Logs;
using Kolot.Tests.Surviving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Kolot.Tests.Running.Otlp;

/// <summary>The variables are the process's, so these run alone.</summary>
[Collection(Processes.Name)]
public sealed class OtlpTests
{
    private static readonly Encoding Bytes = Encoding.UTF8;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task What_is_sent_tells_of_requests_numbers_and_faults_and_of_no_customer(StoreKind kind)
    {
        await using var receiver = await Receiver.Open();
        using var variables = new Variables(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_SERVICE_NAME", "cafe-voices"),
            ("OTEL_BSP_SCHEDULE_DELAY", "200"), ("OTEL_BLRP_SCHEDULE_DELAY", "200"), ("OTEL_METRIC_EXPORT_INTERVAL", "200"));
        await using (var world = await World.Open(kind, services =>
        {
            services.AddSingleton<IStartupFilter, Breaks>();
            services.AddSingleton<ILoggerProvider>(_ => OtlpSetup.Log());
            services.AddLogging(logging => logging.AddFilter<OtlpLog>(null, LogLevel.Debug));
        }))
        {
            await Ruti.Speaks(world);
            using var tamar = world.As(Cast.Tamar);
            (await tamar.Client()).DefaultRequestHeaders.TryAddWithoutValidation("tracestate", "zilpaword=zilpamark");
            using (await tamar.Get($"/{World.Cafe}/voices?q=zilpaword"))
            using (await tamar.Get($"/{World.Cafe}/zilpaword?q=zilpaword"))
            using (await tamar.Get("/broken?q=zilpaword"))
            using (await tamar.Get("/join/zilpaword"))
            {
            }

            await Until(() => receiver.Said("traces", "GET /{organisation}/voices") && receiver.Said("metrics", "kolot.voices.heard") && receiver.Said("metrics", "kolot.errands.failed")
                && receiver.Said("logs", "System.InvalidOperationException") && receiver.Said("traces", "System.InvalidOperationException"));
        }

        Assert.True(receiver.Said("traces", "cafe-voices"));
        foreach (var plant in Ruti.Marks.Concat([Cast.Tamar.Mail, Cast.Tamar.Name, World.Password, "was not what"]))
            Assert.False(receiver.Said("traces", plant) || receiver.Said("metrics", plant) || receiver.Said("logs", plant), plant);
        Assert.False(receiver.Said("metrics", World.Cafe), "An organisation's name is no label.");
    }

    [Fact]
    public async Task Where_no_variable_asks_for_it_nothing_of_it_is_there()
    {
        await using var world = await World.Open(StoreKind.Sqlite);

        Assert.Null(world.Services.GetService<TracerProvider>());
        Assert.Null(world.Services.GetService<MeterProvider>());
        Assert.DoesNotContain(world.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>(), service => service is OtlpGauges);
    }

    [Fact]
    public async Task One_signal_may_be_sent_alone_and_a_receiver_that_is_away_holds_nobody_up()
    {
        using var variables = new Variables(("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://127.0.0.1:1/v1/traces"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_BSP_SCHEDULE_DELAY", "100"));
        await using var world = await World.Open(StoreKind.Sqlite);
        using var tamar = world.As(Cast.Tamar);

        using var answer = await tamar.Get($"/{World.Cafe}/voices");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotNull(world.Services.GetService<TracerProvider>());
        Assert.Null(world.Services.GetService<MeterProvider>());
    }

    private static async Task Until(Func<bool> isSo) => Assert.True(await Comes.About(isSo), "It was not sent.");

    /// <summary>Sets variables of the process, and takes them away again.</summary>
    private sealed class Variables : IDisposable
    {
        private readonly string[] names;

        public Variables(params (string Name, string Value)[] all)
        {
            names = [.. all.Select(one => one.Name)];
            foreach (var (name, value) in all) Environment.SetEnvironmentVariable(name, value);
        }

        public void Dispose()
        {
            foreach (var name in names) Environment.SetEnvironmentVariable(name, null);
        }
    }

    /// <summary>Takes in what is sent, as a collector does.</summary>
    private sealed class Receiver(WebApplication app, ConcurrentQueue<(string Signal, byte[] Body)> all) : IAsyncDisposable
    {
        public string Address => app.Urls.First();

        public static async Task<Receiver> Open()
        {
            var all = new ConcurrentQueue<(string, byte[])>();
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            app.MapPost("/v1/{signal}", async (string signal, HttpContext context) =>
            {
                using var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body);
                all.Enqueue((signal, body.ToArray()));
                return Results.Bytes([], "application/x-protobuf");
            });
            await app.StartAsync(Cancel);
            return new(app, all);
        }

        public bool Said(string signal, string text) => all.Any(one => one.Signal == signal && one.Body.AsSpan().IndexOf(Bytes.GetBytes(text)) >= 0);

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
