using Kolot.Running.Logs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kolot.Running.Otlp;

/// <summary>Hands the log on as it stands on the console: decided by <see cref="LogLine"/>, with nothing in it that a customer is or said.</summary>
internal sealed class OtlpLog(ILoggerFactory to) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Writer(categoryName, to.CreateLogger(categoryName));

    public void Dispose() => to.Dispose();

    private sealed class Writer(string category, ILogger to) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => to.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = LogLine.Of(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter), default);
            var said = line.Values.Select(one => KeyValuePair.Create(one.Key, (object?)one.Value)).ToList();
            if (line.Faults is [var fault, ..]) said.Add(new("exception.type", fault.Kind));
            if (line.Faults.Count > 0) said.Add(new("exception.stacktrace", string.Join('\n', line.Faults.SelectMany(one => one.Where.Prepend($"{one.Kind} {one.Code}")))));
            to.Log(logLevel, eventId, said, null, (_, _) => line.Message);
        }
    }
}
