using System.Collections.Concurrent;
using Kolot.Running.Logs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Kolot.Tests.Running.Logs;

/// <summary>All that the house would write to its log if it were set to write everything, in both ways of writing.</summary>
internal sealed class LoggedLines : ILoggerProvider
{
    private readonly ConcurrentQueue<string> all = new();

    public IReadOnlyList<string> All => [.. all];

    public void Listen(IServiceCollection services) => services.AddLogging(logging => logging.AddProvider(this).AddFilter<LoggedLines>(null, LogLevel.Trace));

    public ILogger CreateLogger(string categoryName) => new Ear(categoryName, all);

    public void Dispose()
    {
    }

    private sealed class Ear(string category, ConcurrentQueue<string> all) : ILogger
    {
        private static readonly LogWriter[] Writers = [Writer(LogFormat.Text), Writer(LogFormat.Json)];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            foreach (var writer in Writers)
            {
                using var line = new StringWriter();
                writer.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter), null, line);
                all.Enqueue(line.ToString());
            }
        }

        private static LogWriter Writer(LogFormat format) => new(TimeProvider.System, Options.Create(new LogSettings { Format = format }));
    }
}
