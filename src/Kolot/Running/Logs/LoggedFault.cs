using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Kolot.Running.Logs;

/// <summary>A fault as the log tells it: its kind, its code, and where. What it says of itself may hold a customer's words.</summary>
/// <param name="Kind">The name of its class.</param>
/// <param name="Code">What the system or the database calls it; null where neither does.</param>
/// <param name="Where">The way to it through the code, innermost first.</param>
internal sealed record LoggedFault(string Kind, string? Code, IReadOnlyList<string> Where)
{
    // One within the other, as far as it helps.
    private const int Deep = 8;

    /// <summary>A fault and those behind it, outermost first.</summary>
    public static IReadOnlyList<LoggedFault> Of(Exception? fault)
    {
        var all = new List<LoggedFault>();
        for (var one = fault; one is not null && all.Count < Deep; one = one.InnerException) all.Add(new(one.GetType().FullName ?? one.GetType().Name, CodeOf(one), Way(one)));
        return all;
    }

    private static string? CodeOf(Exception fault) => fault switch
    {
        PostgresException postgres => string.Join(' ', new[] { postgres.SqlState, postgres.TableName, postgres.ConstraintName }.Where(part => !string.IsNullOrEmpty(part))),
        SqliteException sqlite => $"{sqlite.SqliteErrorCode} {sqlite.SqliteExtendedErrorCode}",
        SocketException socket => socket.SocketErrorCode.ToString(),
        // Only what the system itself says: others of its kind tell what came by the network.
        _ when fault.GetType() == typeof(IOException) => $"0x{fault.HResult:X8}",
        _ => null,
    };

    private static string[] Way(Exception fault) => fault.StackTrace?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
