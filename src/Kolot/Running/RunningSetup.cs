using System.Data.Common;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Serialization;
using Kolot.Organisation;
using Kolot.Running.Logs;
using Kolot.Store;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Kolot.Running;

/// <summary>What whoever runs the house deals with: settings, addresses, health, limits, what it writes to the console.</summary>
public static class RunningSetup
{
    /// <summary>Reads the settings and registers what they govern.</summary>
    public static WebApplicationBuilder AddRunning(this WebApplicationBuilder builder)
    {
        Settings.Read(builder);
        builder.AddLogs();
        builder.Services.AddSettings<HouseSettings>("").AddSettings<LimitSettings>("Limits");
        builder.Services.AddSingleton<Health>();
        builder.Services.AddSingleton<RateLimits>().AddSingleton<StrangeKeys>();
        builder.Services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<HouseSettings>>(Believe);
        builder.Services.AddHostedService<TellSystemd>();
        builder.Services.AddOpenApiDocument();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        return builder;
    }

    /// <summary>Stands before everything else: who really asks, when proxies stand before the house.</summary>
    public static WebApplication UseRunning(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<HouseSettings>>().Value.ProxyHops > 0) app.UseForwardedHeaders();
        return app;
    }

    /// <summary>Health, and the API's description.</summary>
    public static WebApplication MapRunning(this WebApplication app)
    {
        Health.Map(app);
        app.MapOpenApi("/openapi/{documentName}.json").OpenToAll("Whoever writes a program against the API reads it before having a key.");
        return app;
    }

    /// <summary>Whether the house can open. What hinders it is said in a line each, by the name of the setting.</summary>
    public static async Task<bool> IsFit(this WebApplication app)
    {
        var groups = app.Services.GetServices<SettingsGroup>().ToArray();
        foreach (var name in Settings.Unknown((IConfigurationRoot)app.Configuration, groups))
            await Console.Error.WriteLineAsync($"Kolot knows no setting '{name}'; it changes nothing.");
        var faults = Settings.Faults(app.Configuration, groups);
        foreach (var fault in faults) await Console.Error.WriteLineAsync($"Kolot cannot start. {fault}");
        return faults.Count == 0 && !Hinders(await StoreTrouble(app));
    }

    /// <summary>Whether the house can listen where it is told to.</summary>
    public static bool FindsItsAddress(this WebApplication app) => !Hinders(AddressTrouble(app));

    private static bool Hinders(string? trouble)
    {
        if (trouble is not null) Console.Error.WriteLine($"Kolot cannot start. {trouble}");
        return trouble is not null;
    }

    private static async Task<string?> StoreTrouble(WebApplication app)
    {
        try
        {
            return await app.Services.GetRequiredService<Migrator>().DirectoryTrouble(app.Lifetime.ApplicationStopping) is { } trouble ? $"The directory: {trouble}" : null;
        }
        catch (Exception fault) when (fault is DbException or IOException or UnauthorizedAccessException or TimeoutException or SocketException)
        {
            var settings = app.Services.GetRequiredService<IOptions<StoreSettings>>().Value;
            return string.IsNullOrWhiteSpace(settings.Postgres)
                ? $"Store:Folder (KOLOT_STORE__FOLDER): '{settings.Folder}' cannot be written to: {fault.Message}"
                : $"Store:Postgres (KOLOT_STORE__POSTGRES): the server cannot be reached: {fault.Message}";
        }
    }

    // What was asked for in ASP.NET Core's own ways goes before our setting.
    private static string? AddressTrouble(WebApplication app)
    {
        var configuration = app.Configuration;
        if (configuration["urls"] is not null || configuration["http_ports"] is not null || configuration["https_ports"] is not null) return null;
        if (configuration.GetSection("Kestrel:Endpoints").Exists() || !IsKestrel(app.Services.GetRequiredService<IServer>())) return null;
        foreach (var address in app.Services.GetRequiredService<IOptions<HouseSettings>>().Value.Addresses)
        {
            if (IsTaken(address)) return $"Address (KOLOT_ADDRESS): another program, or another Kolot, listens on {address}";
            app.Urls.Add(address);
        }

        return null;
    }

    // Its class is its own; in tests another server stands here, which listens nowhere.
    private static bool IsKestrel(IServer server) => server.GetType().Assembly.GetName().Name == "Microsoft.AspNetCore.Server.Kestrel.Core";

    private static bool IsTaken(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !IPAddress.TryParse(uri.Host, out var ip) || uri.Port == 0) return false;
        try
        {
            using var listener = new TcpListener(ip, uri.Port);
            listener.Start();
            return false;
        }
        catch (SocketException fault) when (fault.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return true;
        }
    }

    private static void Believe(ForwardedHeadersOptions headers, IOptions<HouseSettings> house)
    {
        headers.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        headers.ForwardLimit = house.Value.ProxyHops;
        // How many stand before the house is said; where they stand may change by the hour in a cluster.
        headers.KnownIPNetworks.Clear();
        headers.KnownProxies.Clear();
    }
}
