using Kolot.Core;
using Kolot.Core.Listen.Importing;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Kolot.Listen.Importing;

/// <summary>Takes a file in, to wait until its columns are told apart.</summary>
public sealed class UploadImport(ImportLedger ledger, ImportFiles files, Log log, TimeProvider clock)
{
    /// <summary>Does it.</summary>
    public async Task<Result<Guid>> Run(Member by, string name, Stream content, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var import = Guid.CreateVersion7(now);
        // Entered before it is here, so that what breaks off on the way is found and removed.
        var run = new ImportRun { Id = import, Kind = "voices", FileName = Short(name), State = ImportState.Arriving, By = by.Id, BegunAt = now.UtcDateTime };
        await ledger.Enter(by.Organisation, run, null, cancel);
        var arrived = false;
        try
        {
            if (await files.Keep(by.Organisation, import, content, cancel) is not { } size) return new Refusal.Invalid("file", "too_large");
            if (size == 0) return new Refusal.Invalid("file", "empty");
            await files.Doubt(by.Organisation, import, cancel);
            await ledger.Arrive(by.Organisation, import, size, store => log.Write(store, by, "import.uploaded", import.ToString(), new { size }), cancel);
            arrived = true;
            return import;
        }
        catch (InvalidDataException fault)
        {
            return new Refusal.Invalid("file", fault.Message);
        }
        finally
        {
            if (!arrived) await Forget(by.Organisation, import);
        }
    }

    /// <summary>Enters a file of this machine, which is read where it lies, as coming in.</summary>
    public async Task<Result<FileHere>> Enter(Member by, string path, ImportMapping mapping, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var size = new FileInfo(path).Length;
        if (size == 0) return new Refusal.Invalid("file", "empty");
        ImportFiles.Doubt(File.OpenRead(path));
        var here = new FileHere(path, Guid.CreateVersion7(now), Guid.CreateVersion7(now));
        var run = new ImportRun
        {
            Id = here.Import, Kind = mapping.Rows == RowKind.Customers ? "customers" : "voices", FileName = Short(path), Bytes = size, By = by.Id,
            BegunAt = now.UtcDateTime, Mapping = MappingJson.Write(mapping), State = ImportState.Running, LeasedBy = here.Lease,
            LeasedUntil = (now + ImportLeases.Holds).UtcDateTime,
        };
        await ledger.Enter(by.Organisation, run, store => log.Write(store, by, "import.begun", here.Import.ToString(), new { size }), cancel);
        return here;
    }

    private async Task Forget(string organisation, Guid import)
    {
        await files.Remove(organisation, import, CancellationToken.None);
        await ledger.Forget(organisation, import, CancellationToken.None);
    }

    internal static void Map(RouteGroupBuilder imports)
    {
        var most = ((IEndpointRouteBuilder)imports).ServiceProvider.GetRequiredService<IOptions<ImportSettings>>().Value.MostBytes;
        imports.MapPost("", Post).WithFormOptions(multipartBodyLengthLimit: most).WithMetadata(new RequestSizeLimitAttribute(most + (1 << 20)));
    }

    private static async Task<IResult> Post(HttpRequest request, Visit visit, Stores stores, UploadImport act, CancellationToken cancel)
    {
        var form = await request.ReadFormAsync(cancel);
        Result<Guid> uploaded = new Refusal.Invalid("file", "required");
        if (form.Files.GetFile("file") is { Length: > 0 } file)
        {
            await using var content = file.OpenReadStream();
            uploaded = await act.Run(visit.Here, file.FileName, content, cancel);
        }

        return uploaded.Refused
            ? await ImportRoutes.List(visit, stores, Faults.Of(uploaded.Refusal, Words.ResourceManager), cancel)
            : Redirects.SeeOther(visit.Path($"imports/{uploaded.Value}"));
    }

    // Some browsers send the whole path on its owner's machine.
    private static string Short(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        return last.Length > 200 ? last[^200..] : last.Length == 0 ? "-" : last;
    }
}

/// <summary>A file of this machine that is coming in from where it lies.</summary>
/// <param name="Path">Where.</param>
/// <param name="Import">The import.</param>
/// <param name="Lease">The lease on it.</param>
public sealed record FileHere(string Path, Guid Import, Guid Lease);
