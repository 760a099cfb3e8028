using System.Diagnostics;
using Kolot.Store;
using Npgsql;

namespace Kolot.Tests.Surviving;

[Collection(Processes.Name)]
public sealed class MigrationTests
{
    [Fact]
    public async Task A_directory_whose_migration_was_killed_is_finished_by_the_next_start()
    {
        var chance = new Random(1041);
        for (var round = 0; round < 6; round++)
        {
            await using var ground = Ground.Bare(StoreKind.Sqlite);
            await using (var killed = Node.Launch(ground.Variables))
            {
                await Until(() => Task.FromResult(File.Exists(ground.File("directory.db-wal"))));
                await Task.Delay(chance.Next(0, 60), TestContext.Current.CancellationToken);
                await killed.Kill();
            }

            await using (var next = await Node.Start(ground)) await IsReady(next);
            await using var directory = await ground.Databases.ConnectDirectory(TestContext.Current.CancellationToken);
            Assert.Equal(Migrator.Scripts("Directory", ground.Kind).Count(), await Ground.Number(directory, "select count(*) from _schema"));
        }
    }

    [Fact]
    public async Task An_organisation_on_PostgreSQL_whose_migration_was_killed_in_the_middle_of_a_script_is_finished_by_the_next_start()
    {
        await using var ground = await Ground.Lay(StoreKind.Postgres);
        await Forget(ground);
        var blocking = (NpgsqlConnection)await ground.Databases.Connect(Ground.Cafe, TestContext.Current.CancellationToken);
        await using (blocking)
        {
            // Somebody writes into the log, so the script that guards it has begun and cannot go on.
            await using var writing = await blocking.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await Ground.Number(blocking, "lock table log_lines in row exclusive mode; select 0");
            await using (var killed = await Node.Start(ground))
            {
                await Until(async () => await Ground.Number(blocking, $"select count(*) from pg_locks where not granted and relation = 'log_lines'::regclass") > 0);
                await killed.Kill();
            }

            Assert.Equal(0, await Ground.Number(blocking, "select count(*) from _schema where number = 2"));
        }

        await using var next = await Node.Start(ground);
        var scripts = Migrator.Scripts("Organisation", ground.Kind).Count();
        await Until(async () => await ground.Count("select count(*) from _schema") == scripts);
        Assert.True(await ground.Count("select count(*) from pg_trigger where tgname like 'log_lines%' and tgrelid = 'log_lines'::regclass") > 0);
    }

    // As if the second script had not run.
    private static async Task Forget(Ground ground)
    {
        await using var connection = await ground.Databases.Connect(Ground.Cafe, TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "delete from _schema where number = 2; drop function refuse_to_change_the_log() cascade";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task IsReady(Node node)
    {
        using var client = new HttpClient { BaseAddress = node.Address };
        Assert.Equal("ready", await client.GetStringAsync("/health/ready", TestContext.Current.CancellationToken));
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        var patience = Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(60), "It did not come to pass within a minute.");
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }
}
