namespace Kolot.Running.Logs;

/// <summary>How the log is written. Section <c>Logs</c>.</summary>
public sealed class LogSettings
{
    /// <summary>Lines for people, or one JSON object a line for programs that gather logs.</summary>
    public LogFormat Format { get; init; }
}

/// <summary>How a line of the log looks.</summary>
public enum LogFormat
{
    /// <summary>A sentence, and what went wrong below it.</summary>
    Text,

    /// <summary>One JSON object a line.</summary>
    Json,
}
