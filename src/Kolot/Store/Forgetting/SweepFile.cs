using Kolot.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Store.Forgetting;

/// <summary>Sees to it that what was removed is not left in the database's files, where no query finds it but anybody who reads their bytes.</summary>
public sealed class SweepFile(Databases databases)
{
    private const int Tries = 20;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);

    private static readonly string[] Vacuumed =
        ["voices", "voice_words", "voice_keys", "voice_revisions", "customers", "identities", "customer_attributes", "customer_merges", "refused_rows", "file_parts", "survey_responses", "survey_files"];

    /// <summary>Sweeps it.</summary>
    /// <returns>Whether it is clean; if not, somebody was reading all the while, and it is to be tried again.</returns>
    public async Task<bool> Run(string organisation, CancellationToken cancel)
    {
        using var turn = await databases.GateOf(organisation).Enter(cancel);
        await using var connection = await databases.Connect(organisation, cancel);
        if (connection is not SqliteConnection)
        {
            foreach (var table in Vacuumed) await Execute(connection, $"vacuum {table}", cancel);
            return true;
        }

        // The word index only notes what was removed until its parts are merged; pages that were freed before are written anew by the vacuum.
        await Execute(connection, "insert into voice_words (voice_words) values ('optimize')", cancel);
        await Execute(connection, "vacuum", cancel);
        for (var tries = 0; tries < Tries; tries++)
        {
            if (await Execute(connection, "pragma wal_checkpoint(truncate)", cancel) is 0L or 0) return true;
            await Task.Delay(Between, cancel);
        }

        return false;
    }

    private static async Task<object?> Execute(System.Data.Common.DbConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 0);
        return await command.ExecuteScalarAsync(cancel);
    }
}
