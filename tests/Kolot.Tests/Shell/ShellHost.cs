using Kolot.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kolot.Tests.Shell;

/// <summary>The shell alone, with a few routes to walk through, and without a store.</summary>
internal sealed class ShellHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private ShellHost(WebApplication app) => (this.app, Client) = (app, app.GetTestClient());

    public HttpClient Client { get; }

    public static async Task<ShellHost> Open()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddShell();
        var app = builder.Build();
        app.UseShell();
        app.UseShellForms();
        app.MapShell();
        app.MapPost("/act", () => Results.Ok());
        app.MapPost("/api/act", () => Results.Ok());
        app.MapGet("/leave", (Notices notices) =>
        {
            notices.Leave("הקול נשמר.");
            return Redirects.SeeOther("/parts?a=שלום");
        });
        app.MapGet("/closed", () => Results.StatusCode(403));
        app.MapGet("/broken", new Func<string>(() => throw new InvalidOperationException("a fault")));
        await app.StartAsync();
        return new ShellHost(app);
    }

    public async Task<string> Page(string path)
    {
        using var answer = await Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> Post(string path, params (string Name, string Value)[] fields) => Client.PostAsync(
        new Uri(path, UriKind.Relative),
        new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}
