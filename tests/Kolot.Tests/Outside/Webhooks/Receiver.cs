using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kolot.Tests.Outside.Webhooks;

/// <summary>A message as it arrived.</summary>
internal sealed record Received(string Id, long At, string Signature, string Body)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

    public string? Type => Json.GetProperty("type").GetString();

    /// <summary>Whether one of the signatures is by that secret: by the letter of the specification, and by none of the house's own code.</summary>
    public bool IsSignedBy(string secret)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        using var hash = new HMACSHA256(key);
        var wanted = Convert.ToBase64String(hash.ComputeHash(Encoding.UTF8.GetBytes(Id + "." + At + "." + Body)));
        return Signature.Split(' ').Any(part => part.Split(',') is ["v1", var given] && given == wanted);
    }
}

/// <summary>Somebody else's system that takes messages over a real connection.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;

    private Receiver(WebApplication app) => this.app = app;

    /// <summary>What arrived, in order.</summary>
    public ConcurrentQueue<Received> All { get; } = new();

    /// <summary>What it answers; 204 unless a test says otherwise.</summary>
    public Func<HttpContext, Task> Answers { get; set; } = context =>
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    };

    public string Address => app.Urls.First() + "/kolot";

    public static async Task<Receiver> Open()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.MapPost("/kolot", receiver.Take);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    public void Says(int status, string? body = null, string? retryAfter = null) => Answers = async context =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null) context.Response.Headers.RetryAfter = retryAfter;
        if (status is 301 or 302) context.Response.Headers.Location = "/elsewhere";
        if (body is not null) await context.Response.WriteAsync(body);
    };

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Take(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        All.Enqueue(new(
            context.Request.Headers["webhook-id"].ToString(), long.Parse(context.Request.Headers["webhook-timestamp"].ToString(), System.Globalization.CultureInfo.InvariantCulture),
            context.Request.Headers["webhook-signature"].ToString(), body));
        await Answers(context);
    }
}
