using System.Data.Common;
using Kolot.Store;
using Kolot.Tests.Surviving;

namespace Kolot.Tests.Store;

[Collection(Processes.Name)]
public sealed class NewerSchemaTests
{
    private const string Newer = "insert into _schema (number, name) values (9999, '9999-later')";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task What_a_newer_version_wrote_is_opened_by_no_older_one_which_says_why(StoreKind kind)
    {
        await using var ground = await Ground.Lay(kind);
        await using (var organisation = await ground.Databases.Connect(Ground.Cafe, Cancel)) await Run(organisation);
        var closed = await Assert.ThrowsAsync<InvalidDataException>(() => ground.Migrator.MigrateOrganisation(Ground.Cafe, Cancel));
        await using (var directory = await ground.Databases.ConnectDirectory(Cancel)) await Run(directory);

        await using var node = Node.Launch(ground.Variables);
        await node.WaitForEnd();

        Assert.Contains("9999, of a newer Kolot", closed.Message, StringComparison.Ordinal);
        Assert.Equal(1, node.ExitCode);
        Assert.Contains("Kolot cannot start. The directory: Its schema is 9999, of a newer Kolot", node.Said, StringComparison.Ordinal);
    }

    private static async Task Run(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Newer;
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
