using System.Data.Common;
using Kolot.Core.Listen;
using Kolot.Store;
using Kolot.Tests.Surviving;

namespace Kolot.Tests.Listen.Keeping;

public sealed class PastKeysTests
{
    private const int Before = 17;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Ids_of_voices_that_were_let_go_by_an_earlier_version_become_hashes_and_those_of_voices_that_are_here_stay(StoreKind kind)
    {
        await using var ground = Ground.Bare(kind);
        await ground.Migrator.MigrateOrganisation(Ground.Cafe, Cancel, Before);
        await using var connection = await ground.Databases.Connect(Ground.Cafe, Cancel);
        // Of a voice whose words alone are over the hash of the content is gone too.
        await Run(connection, """
            insert into voices (place, id, heard_at, kept_at, kind, channel_id, source, source_id, history, version)
            values (7, '019a4b1e-7c00-7d3a-9a51-3a0f5c2b8e11', '2020-01-01 00:00:00', '2020-01-01 00:00:00', 0, '019a4b1e-7c00-7d3a-9a51-3a0f5c2b8e12', 'pos', 'here', false, 0)
            """);
        foreach (var (id, voice) in new[] { ("here", "11"), ("קבלה 7", "13") })
            await Run(connection, $"insert into voice_keys (source, source_id, voice_id, content_hash) values ('pos', '{id}', '019a4b1e-7c00-7d3a-9a51-3a0f5c2b8e{voice}', {(kind == StoreKind.Postgres ? "''::bytea" : "x''")})");
        await Run(connection, $"insert into voice_keys (source, source_id, voice_id, content_hash) values ('pos', 'coming', '019a4b1e-7c00-7d3a-9a51-3a0f5c2b8e14', {(kind == StoreKind.Postgres ? "'\\x01'::bytea" : "x'01'")})");

        await ground.Migrator.MigrateOrganisation(Ground.Cafe, Cancel);

        Assert.Equal([(PastKey.Source, PastKey.Of("pos", "קבלה 7")), ("pos", "coming"), ("pos", "here")], await Keys(connection));
    }

    private static async Task<List<(string, string)>> Keys(DbConnection connection)
    {
        var found = new List<(string, string)>();
        await using var command = connection.CreateCommand();
        command.CommandText = "select source, source_id from voice_keys order by source, source_id";
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        while (await reader.ReadAsync(Cancel)) found.Add((reader.GetString(0), reader.GetString(1)));
        return found;
    }

    private static async Task Run(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
