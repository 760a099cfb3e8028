using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Kolot.Running.Logs;

/// <summary>Writes lines of the log: for people, or for programs.</summary>
internal static class LogText
{
    private const string Moment = "yyyy-MM-ddTHH:mm:ss.fffZ";

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The line, and whatever stands below it.</summary>
    public static string Of(LogLine line, LogFormat format) => format == LogFormat.Json ? Json(line) : Text(line);

    private static string Text(LogLine line)
    {
        var text = new StringBuilder().Append(line.At.ToString(Moment, null)).Append(' ').Append(Short(line.Level)).Append(' ').Append(line.Category).Append(": ").Append(line.Message);
        if (line is { Request: { } request, Level: >= LogLevel.Warning }) text.Append(" (request ").Append(request).Append(')');
        text.Append('\n');
        foreach (var fault in line.Faults)
        {
            text.Append("  ").Append(fault.Kind).Append(fault.Code is null ? "" : $" ({fault.Code})").Append('\n');
            foreach (var step in fault.Where) text.Append("    ").Append(step).Append('\n');
        }

        return text.ToString();
    }

    private static string Json(LogLine line)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            json.WriteStartObject();
            json.WriteString("time", line.At.ToString(Moment, null));
            json.WriteString("level", Short(line.Level));
            json.WriteString("category", line.Category);
            json.WriteString("message", line.Message);
            if (line.Request is not null) json.WriteString("request", line.Request);
            if (line.Values.Count > 0) Values(json, line);
            if (line.Faults.Count > 0) Faults(json, line);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan) + "\n";
    }

    private static void Values(Utf8JsonWriter json, LogLine line)
    {
        json.WriteStartObject("values");
        foreach (var (name, value) in line.Values.DistinctBy(one => one.Key)) json.WriteString(name, value);
        json.WriteEndObject();
    }

    private static void Faults(Utf8JsonWriter json, LogLine line)
    {
        json.WriteStartArray("faults");
        foreach (var fault in line.Faults)
        {
            json.WriteStartObject();
            json.WriteString("kind", fault.Kind);
            if (fault.Code is not null) json.WriteString("code", fault.Code);
            json.WriteStartArray("where");
            foreach (var step in fault.Where) json.WriteStringValue(step);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Short(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        _ => "fatal",
    };
}
