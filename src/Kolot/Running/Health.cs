using System.Data.Common;
using Kolot.Organisation;
using Kolot.Store;

namespace Kolot.Running;

/// <summary>Tells whoever watches over the house whether it lives, and whether it is ready for visitors.</summary>
public sealed class Health(Databases databases, ILogger<Health> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>What keeps it from being ready, in a word; null if nothing does.</summary>
    public async Task<string?> Trouble(CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            await using var connection = await databases.ConnectDirectory(patience.Token);
            await using var command = connection.CreateCommand();
            command.CommandText = "select count(*) from _schema";
            var ran = Convert.ToInt32(await command.ExecuteScalarAsync(patience.Token), System.Globalization.CultureInfo.InvariantCulture);
            return ran < Migrator.Scripts("Directory", databases.Kind).Count() ? "migrating" : null;
        }
        catch (Exception fault) when (fault is DbException or IOException or TimeoutException || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            log.LogWarning("Not ready: the directory cannot be reached ({Fault})", fault.GetType().Name);
            return "directory";
        }
    }

    /// <summary>Its two addresses.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        const string Why = "Load balancers and container hosts ask without a key, and learn one word.";
        routes.MapGet("/health/live", () => Results.Text("live")).OpenToAll(Why);
        routes.MapGet("/health/ready", async (Health health, CancellationToken cancel) => await health.Trouble(cancel) is { } trouble
            ? Results.Text(trouble, statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Text("ready")).OpenToAll(Why);
    }
}
