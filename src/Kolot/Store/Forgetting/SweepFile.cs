using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Store.Forgetting;

/// <summary>Sees to it that what was removed is not left in the database's files, where no query finds it but anybody who reads their bytes.</summary>
/// <remarks>
/// SQLite overwrites what is deleted (<c>secure_delete</c>), but where rows were moved within a page a copy may be left beside them: one in some hundred rows that came in out of
/// order. Only writing the whole file anew takes those away, and nobody writes meanwhile.
/// </remarks>
public sealed class SweepFile(Databases databases, TimeProvider clock)
{
    private const int Tries = 20;
    // So much of the word index is merged before others may write.
    private const int PagesInTurn = 64;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AtMost = TimeSpan.FromDays(1);

    private static readonly string[] Vacuumed =
        ["voices", "voice_words", "voice_keys", "voice_revisions", "customers", "identities", "customer_attributes", "customer_merges", "refused_rows", "file_parts", "survey_responses", "survey_files", "enquiries", "enquiry_steps", "cases", "case_steps", "commitments", "commitment_outcomes", "restatements", "recovery_steps", "allowance_entries", "case_outcomes", "case_lessons"];

    /// <summary>Up to how many bytes a file is written anew at any time of day: that takes less than a second.</summary>
    public long Small { get; init; } = 64 << 20;

    /// <summary>Merges the word index, which only notes what was removed, in turns between which others write, and empties the journal.</summary>
    public async Task Words(string organisation, CancellationToken cancel)
    {
        if (databases.Kind != StoreKind.Sqlite) return;
        await using var connection = await databases.Connect(organisation, cancel);
        // Below zero all parts are told to become one; then that is gone on with until a turn finds nothing to do.
        for (var pages = -PagesInTurn; ; pages = PagesInTurn)
        {
            using var turn = await databases.GateOf(organisation).Enter(cancel);
            var before = await Execute(connection, "select total_changes()", cancel);
            await Execute(connection, $"insert into voice_words (voice_words, rank) values ('merge', {pages})", cancel);
            if (await Execute(connection, "select total_changes()", cancel) is long after && before is long was && after - was < 2) break;
        }

        await EmptyJournal(organisation, connection, cancel);
    }

    /// <summary>Whether the whole file may be written anew now: a large one only at night, by the organisation's clock, or where it waited for a day.</summary>
    public async Task<bool> IsTime(string organisation, DateTime since, CancellationToken cancel)
    {
        if (databases.Kind != StoreKind.Sqlite) return true;
        await using var store = databases.OpenOrganisation(organisation);
        if (await store.Database.SqlQuery<long>($"select page_count * page_size as \"Value\" from pragma_page_count, pragma_page_size").SingleAsync(cancel) <= Small) return true;
        var now = clock.GetUtcNow().UtcDateTime;
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(await store.Profiles.Select(profile => profile.TimeZone).FirstOrDefaultAsync(cancel) ?? "UTC", out var found) ? found : TimeZoneInfo.Utc;
        return now - since >= AtMost || TimeZoneInfo.ConvertTimeFromUtc(now, zone).Hour is >= 2 and < 5;
    }

    /// <summary>Writes the file anew.</summary>
    /// <returns>Whether it is clean; if not, somebody was reading all the while, and it is to be tried again.</returns>
    public async Task<bool> Run(string organisation, CancellationToken cancel)
    {
        await using var connection = await databases.Connect(organisation, cancel);
        if (connection is not SqliteConnection)
        {
            foreach (var table in Vacuumed) await Execute(connection, $"vacuum {table}", cancel);
            return true;
        }

        using (await databases.GateOf(organisation).Enter(cancel)) await Execute(connection, "vacuum", cancel);
        return await EmptyJournal(organisation, connection, cancel);
    }

    private async Task<bool> EmptyJournal(string organisation, DbConnection connection, CancellationToken cancel)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            using (await databases.GateOf(organisation).Enter(cancel))
                if (await Execute(connection, "pragma wal_checkpoint(truncate)", cancel) is 0L or 0) return true;
            await Task.Delay(Between, cancel);
        }

        return false;
    }

    private static async Task<object?> Execute(DbConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 0);
        return await command.ExecuteScalarAsync(cancel);
    }
}
