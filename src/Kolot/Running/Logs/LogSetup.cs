using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Kolot.Running.Logs;

/// <summary>Puts the log into the house.</summary>
public static class LogSetup
{
    /// <summary>The log goes to the console alone, in our own words: whoever keeps the machine's journal keeps it.</summary>
    public static void AddLogs(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<LogSettings>("Logs");
        builder.Logging.ClearProviders().AddConsole();
        builder.Logging.AddConsoleFormatter<LogWriter, ConsoleFormatterOptions>();
        builder.Services.AddSingleton<RecentLines>().AddSingleton<ILoggerProvider>(house => house.GetRequiredService<RecentLines>());
        // What the frameworks write by themselves tells what they met.
        builder.Services.PostConfigure<ConsoleLoggerOptions>(console => console.FormatterName = LogWriter.Called);
    }
}

/// <summary>Writes the log to the console.</summary>
internal sealed class LogWriter(TimeProvider clock, IOptions<LogSettings> settings) : ConsoleFormatter(Called)
{
    /// <summary>Its name among the frameworks' own.</summary>
    public const string Called = "kolot";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter) =>
        textWriter.Write(LogText.Of(LogLine.Of(logEntry, clock.GetUtcNow().UtcDateTime), settings.Value.Format));
}
