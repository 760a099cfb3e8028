using Kolot.Core;
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
        if (await files.Keep(by.Organisation, import, content, cancel) is not { } size) return new Refusal.Invalid("file", "too_large");
        if (size == 0)
        {
            files.Remove(by.Organisation, import);
            return new Refusal.Invalid("file", "empty");
        }

        var run = new ImportRun { Id = import, Kind = "voices", FileName = Short(name), Bytes = size, By = by.Id, BegunAt = now.UtcDateTime };
        await ledger.Enter(by.Organisation, run, store => log.Write(store, by, "import.uploaded", import.ToString(), new { size }), cancel);
        return import;
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
