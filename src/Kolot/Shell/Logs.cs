using Microsoft.Extensions.Configuration.Memory;

namespace Kolot.Shell;

/// <summary>What the log says unless the settings ask for more: what happened, not each request and each query.</summary>
/// <remarks>A line for each request and query costs more than half of all that a node can take in.</remarks>
public static class Logs
{
    /// <summary>Lies beneath all settings, so that any of them can say otherwise.</summary>
    public static WebApplicationBuilder UseQuietLogs(this WebApplicationBuilder builder)
    {
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData =
            [
                new("Logging:LogLevel:Default", "Information"),
                new("Logging:LogLevel:Microsoft.AspNetCore", "Warning"),
                new("Logging:LogLevel:Microsoft.EntityFrameworkCore", "Warning"),
            ],
        });
        return builder;
    }
}
