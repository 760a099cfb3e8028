using Microsoft.Data.Sqlite;
using Npgsql;

namespace Kolot.Store;

/// <summary>Tells a database that cannot be reached or written to for now from one that was asked something wrong.</summary>
public static class Outage
{
    private const int Busy = 5, Locked = 6, Faulty = 10, Full = 13, CannotOpen = 14;

    /// <summary>Whether the same may succeed later, unchanged. What a model wraps around a database's fault is looked into.</summary>
    public static bool Is(Exception? fault) => fault switch
    {
        null => false,
        SqliteException sqlite => sqlite.SqliteErrorCode is Busy or Locked or Faulty or Full or CannotOpen,
        // Two that got into each other's way may go on at once.
        PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure } => false,
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } => true,
        NpgsqlException postgres => postgres.IsTransient,
        _ => Is(fault.InnerException),
    };
}
