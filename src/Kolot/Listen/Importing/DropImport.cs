using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;

namespace Kolot.Listen.Importing;

/// <summary>Lets go of a file that was uploaded and is not wanted.</summary>
public sealed class DropImport(ImportLedger ledger, ImportFiles files, Log log)
{
    /// <summary>Does it.</summary>
    public async Task<Result<Guid>> Run(Member by, Guid import, CancellationToken cancel)
    {
        var ended = await ledger.Move(by, import, ImportState.Waiting, ImportState.Stopped, store => log.Write(store, by, "import.dropped", import.ToString()), cancel);
        if (!ended.Refused) await files.Remove(by.Organisation, import, cancel);
        return ended;
    }

    internal static void Map(RouteGroupBuilder imports) => imports.MapPost("/{id:guid}/drop", async (
        Guid id, Visit visit, DropImport act, Notices notices, CancellationToken cancel) =>
    {
        var ended = await act.Run(visit.Here, id, cancel);
        if (ended.Refusal is Refusal.NotFound) return Results.NotFound();
        notices.Leave(ended.Refused ? Words.ImportDropTooLate : Words.ImportDropped);
        return Redirects.SeeOther(visit.Path(ended.Refused ? $"imports/{id}" : "imports"));
    });
}
