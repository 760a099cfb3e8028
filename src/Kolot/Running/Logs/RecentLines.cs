using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kolot.Running.Logs;

/// <summary>Keeps in memory what this node logged last, for whoever is asked to help.</summary>
internal sealed class RecentLines(TimeProvider clock) : ILoggerProvider
{
    private const int Most = 1_000;

    private readonly ConcurrentQueue<string> lines = new();

    private TimeProvider Clock { get; } = clock;

    /// <summary>The lines as JSON, oldest first.</summary>
    public IReadOnlyList<string> All => [.. lines];

    public ILogger CreateLogger(string categoryName) => new Ear(categoryName, this);

    public void Dispose()
    {
    }

    private void Keep(LogLine line)
    {
        lines.Enqueue(LogText.Of(line, LogFormat.Json));
        while (lines.Count > Most) lines.TryDequeue(out _);
    }

    private sealed class Ear(string category, RecentLines all) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) all.Keep(LogLine.Of(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter), all.Clock.GetUtcNow().UtcDateTime));
        }
    }
}
