using Kolot.Core;
using Kolot.Core.Listen.Importing;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Store;

namespace Kolot.Listen.Importing;

/// <summary>Begins to bring a file in with a mapping.</summary>
/// <remarks>Its button stands in the form of the mapping, and so does its route.</remarks>
public sealed class BeginImport(ImportLedger ledger, ImportFiles files, ImportWork work, Log log)
{
    /// <summary>Does it.</summary>
    public async Task<Result<Guid>> Run(Member by, Guid import, ImportMapping mapping, CancellationToken cancel)
    {
        if (mapping.Faults() is { Count: > 0 } faults) return new Refusal.Invalid(faults);
        if (await ledger.Find(by, import, cancel) is null) return new Refusal.NotFound();
        if (!await files.Has(by.Organisation, import, cancel)) return new Refusal.Conflict("file_gone");
        if (!await ledger.Map(by.Organisation, import, mapping, cancel)) return new Refusal.Conflict("changed_meanwhile");
        var begun = await ledger.Move(by, import, ImportState.Waiting, ImportState.Running,
            store => log.Write(store, by, "import.begun", import.ToString(), new { rows = mapping.Rows.ToString(), mapping.Source, mapping.History }), cancel);
        if (!begun.Refused) work.Begin(by.Organisation, import);
        return begun;
    }
}
