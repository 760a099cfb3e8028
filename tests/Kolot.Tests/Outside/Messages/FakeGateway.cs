using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kolot.Tests.Outside.Messages;

/// <summary>A gateway for telephones that answers as a test wants it to: in time or not, whole or cut.</summary>
internal sealed class FakeGateway : IAsyncDisposable
{
    private readonly WebApplication app;

    private FakeGateway(WebApplication app) => this.app = app;

    /// <summary>What it answers; null for the usual.</summary>
    public Func<HttpContext, Task>? Answer { get; set; }

    /// <summary>What it was handed: path, authorization and body.</summary>
    public List<(string Path, string Authorization, string Body)> Heard { get; } = [];

    public string Address => app.Urls.Single();

    public static async Task<FakeGateway> Open()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var gateway = new FakeGateway(app);
        app.Run(gateway.Take);
        await app.StartAsync();
        return gateway;
    }

    /// <summary>An answer with a status and words.</summary>
    public void Says(HttpStatusCode status, string body) => Answer = context =>
    {
        context.Response.StatusCode = (int)status;
        return context.Response.WriteAsync(body);
    };

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(new CancellationToken(true));
        await app.DisposeAsync();
    }

    private async Task Take(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        int number;
        lock (Heard)
        {
            Heard.Add((context.Request.Path, context.Request.Headers.Authorization.ToString(), body));
            number = Heard.Count;
        }

        if (Answer is { } answer)
        {
            await answer(context);
            return;
        }

        context.Response.StatusCode = 201;
        await context.Response.WriteAsync($$"""{"sid":"SM{{number}}","status":"queued","messages":[{"id":"wamid.{{number}}"}]}""");
    }
}
