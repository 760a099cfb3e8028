using Kolot.Core;
using Kolot.Core.Listen.Importing;
using Kolot.Core.Organisation;
using Kolot.Store;

namespace Kolot.Listen.Importing;

/// <summary>What a member does with an import: uploads it, begins it, stops it, undoes it.</summary>
public sealed class ChangeImports(ImportLedger ledger, ImportFiles files, ImportWork work, TimeProvider clock)
{
    /// <summary>Takes a file in, to wait until its columns are told apart.</summary>
    public async Task<Result<Guid>> Upload(Member by, string name, System.IO.Stream content, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var import = Guid.CreateVersion7(now);
        if (await files.Keep(by.Organisation, import, content, cancel) is not { } size) return new Refusal.Invalid("file", "too_large");
        if (size == 0)
        {
            files.Remove(by.Organisation, import);
            return new Refusal.Invalid("file", "empty");
        }

        var run = new ImportRun { Id = import, Kind = "voices", FileName = Short(name), Bytes = size, By = by.Id, BegunAt = now.UtcDateTime };
        await ledger.Enter(by.Organisation, run, cancel);
        return import;
    }

    /// <summary>Begins to bring a file in with a mapping.</summary>
    public async Task<Result<Guid>> Begin(Member by, Guid import, ImportMapping mapping, CancellationToken cancel)
    {
        if (mapping.Faults() is { Count: > 0 } faults) return new Refusal.Invalid(faults);
        if (!files.Has(by.Organisation, import)) return new Refusal.Conflict("file_gone");
        if (!await ledger.Map(by.Organisation, import, mapping, cancel)
            || !await ledger.Move(by.Organisation, import, ImportState.Waiting, ImportState.Running, null, cancel)) return new Refusal.Conflict("changed_meanwhile");
        work.Begin(by.Organisation, import);
        return import;
    }

    /// <summary>Stops an import; what came in is taken back.</summary>
    public async Task<Result<Guid>> Stop(Member by, Guid import, CancellationToken cancel)
    {
        if (!await ledger.Move(by.Organisation, import, ImportState.Running, ImportState.Stopped, null, cancel)) return new Refusal.Conflict("changed_meanwhile");
        work.Stop(import);
        return import;
    }

    /// <summary>Takes a whole import back after it was done.</summary>
    public async Task<Result<Guid>> Undo(Member by, Guid import, CancellationToken cancel) =>
        await ledger.Move(by.Organisation, import, ImportState.Done, ImportState.Undone, null, cancel)
            ? import
            : new Refusal.Conflict("changed_meanwhile");

    /// <summary>Lets go of a file that was uploaded and is not wanted.</summary>
    public async Task<Result<Guid>> Drop(Member by, Guid import, CancellationToken cancel)
    {
        if (!await ledger.Move(by.Organisation, import, ImportState.Waiting, ImportState.Stopped, null, cancel)) return new Refusal.Conflict("changed_meanwhile");
        files.Remove(by.Organisation, import);
        return import;
    }

    // Some browsers send the whole path on its owner's machine.
    private static string Short(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        return last.Length > 200 ? last[^200..] : last.Length == 0 ? "-" : last;
    }
}
