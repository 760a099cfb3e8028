using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;

namespace Kolot.Listen.Importing;

/// <summary>Stops an import that is coming in; what came in is taken back.</summary>
public sealed class StopImport(ImportLedger ledger, ImportWork work, Log log)
{
    /// <summary>Does it.</summary>
    public async Task<Result<Guid>> Run(Member by, Guid import, CancellationToken cancel)
    {
        var ended = await ledger.Move(by, import, ImportState.Running, ImportState.Stopped, store => log.Write(store, by, "import.stopped", import.ToString()), cancel);
        if (!ended.Refused) work.Stop(import);
        return ended;
    }

    internal static void Map(RouteGroupBuilder imports) => imports.MapPost("/{id:guid}/stop", async (
        Guid id, Visit visit, StopImport act, Notices notices, CancellationToken cancel) =>
    {
        var ended = await act.Run(visit.Here, id, cancel);
        if (ended.Refusal is Refusal.NotFound) return Results.NotFound();
        notices.Leave(ended.Refused ? Words.ImportStopTooLate : Words.ImportStopped);
        return Redirects.SeeOther(visit.Path($"imports/{id}"));
    });
}
