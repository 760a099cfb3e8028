using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;

namespace Kolot.Listen.Importing;

/// <summary>Takes a whole import back after it was done.</summary>
public sealed class UndoImport(ImportLedger ledger, Log log)
{
    /// <summary>Does it.</summary>
    public Task<Result<Guid>> Run(Member by, Guid import, CancellationToken cancel) =>
        ledger.Move(by, import, ImportState.Done, ImportState.Undone, store => log.Write(store, by, "import.undone", import.ToString()), cancel);

    internal static void Map(RouteGroupBuilder imports) => imports.MapPost("/{id:guid}/undo", async (
        Guid id, Visit visit, UndoImport act, Notices notices, CancellationToken cancel) =>
    {
        var ended = await act.Run(visit.Here, id, cancel);
        if (ended.Refusal is Refusal.NotFound) return Results.NotFound();
        notices.Leave(ended.Refused ? Words.ImportUndoNotDone : Words.ImportUndone);
        return Redirects.SeeOther(visit.Path($"imports/{id}"));
    });
}
