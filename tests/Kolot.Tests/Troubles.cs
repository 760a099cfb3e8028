using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Kolot.Tests;

/// <summary>Keeps what was logged as a warning or worse.</summary>
public sealed class Troubles : ILoggerProvider
{
    private readonly ConcurrentQueue<string> all = new();

    public override string ToString() => string.Join('\n', all);

    public ILogger CreateLogger(string categoryName) => new Ear(categoryName, all);

    public void Dispose()
    {
    }

    private sealed class Ear(string category, ConcurrentQueue<string> all) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) all.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}");
        }
    }
}
