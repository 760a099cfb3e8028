using System.Text.Json;
using Kolot.Core;
using Kolot.Core.Listen.Importing;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kolot.Listen.Importing;

/// <summary>The pages on which files are brought in.</summary>
public static class ImportRoutes
{
    private const int Listed = 200;
    private const int ShownRefused = 10;

    /// <summary>Maps them.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        var most = ((IEndpointRouteBuilder)organisation).ServiceProvider.GetRequiredService<IOptions<ImportSettings>>().Value.MostBytes;
        var imports = organisation.MapGroup("/imports").Needs(Right.Import);
        imports.MapGet("", (Visit visit, Stores stores, CancellationToken cancel) => List(visit, stores, Faults.None, cancel));
        imports.MapPost("", Upload).WithFormOptions(multipartBodyLengthLimit: most).WithMetadata(new RequestSizeLimitAttribute(most + (1 << 20)));
        imports.MapGet("/{id:guid}", Show);
        imports.MapGet("/{id:guid}/refused.csv", Refused);
        imports.MapPost("/{id:guid}/mapping", (Guid id, HttpRequest request, Visit visit, Notices notices, MappingRoutes routes, CancellationToken cancel) =>
            routes.Post(id, request, visit, notices, cancel)).WithFormOptions(valueCountLimit: 20_000);
        imports.MapPost("/{id:guid}/stop", (Guid id, Visit visit, ChangeImports change, Notices notices, CancellationToken cancel) =>
            Change(visit, notices, id, change.Stop(visit.Here, id, cancel), () => Words.ImportStopped));
        imports.MapPost("/{id:guid}/undo", (Guid id, Visit visit, ChangeImports change, Notices notices, CancellationToken cancel) =>
            Change(visit, notices, id, change.Undo(visit.Here, id, cancel), () => Words.ImportUndone));
        imports.MapPost("/{id:guid}/drop", (Guid id, Visit visit, ChangeImports change, Notices notices, CancellationToken cancel) =>
            Change(visit, notices, null, change.Drop(visit.Here, id, cancel), () => Words.ImportDropped));
    }

    private static async Task<IResult> List(Visit visit, Stores stores, Faults faults, CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var runs = await store.ImportRuns.AsNoTracking().OrderByDescending(run => run.BegunAt).Take(Listed).ToArrayAsync(cancel);
        return new RazorComponentResult<ImportsPage>(new { Runs = runs, Faults = faults }) { StatusCode = faults.Any ? 422 : 200 };
    }

    private static async Task<IResult> Upload(HttpRequest request, Visit visit, Stores stores, ChangeImports change, CancellationToken cancel)
    {
        var form = await request.ReadFormAsync(cancel);
        Result<Guid> uploaded = new Refusal.Invalid("file", "required");
        if (form.Files.GetFile("file") is { Length: > 0 } file)
        {
            await using var content = file.OpenReadStream();
            uploaded = await change.Upload(visit.Here, file.FileName, content, cancel);
        }

        return uploaded.Refused
            ? await List(visit, stores, Faults.Of(uploaded.Refusal, Words.ResourceManager), cancel)
            : Redirects.SeeOther(visit.Path($"imports/{uploaded.Value}"));
    }

    private static async Task<IResult> Show(Guid id, Visit visit, Stores stores, LookAtImport look, CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var run = await store.ImportRuns.AsNoTracking().SingleOrDefaultAsync(run => run.Id == id, cancel);
        if (run is null) return Results.NotFound();
        var mapping = MappingJson.Read(run.Mapping ?? "");
        if (run.State == ImportState.Waiting)
            return new RazorComponentResult<MappingPage>(new { Look = await look.Run(visit.Here.Organisation, run, mapping, null, cancel) });

        var subject = id.ToString();
        var refused = await store.RefusedRows.AsNoTracking().Where(row => row.ImportId == id && row.Reason != ImportLedger.Header)
            .OrderBy(row => row.Id).Take(ShownRefused).ToArrayAsync(cancel);
        return new RazorComponentResult<RunPage>(new
        {
            Run = run,
            Mapping = mapping ?? new ImportMapping(),
            Refused = refused.Select(row => (new FileRow(row.Line, JsonSerializer.Deserialize<string[]>(row.Cells) ?? []), row.Reason)).ToArray(),
            TakingBack = await store.Errands.AnyAsync(errand => errand.Kind == TakeBack.Errand && errand.Subject == subject, cancel),
        });
    }

    private static async Task<IResult> Refused(Guid id, Visit visit, Stores stores, ImportLedger ledger, CancellationToken cancel)
    {
        var organisation = visit.Here.Organisation;
        if (await ledger.Find(organisation, id, cancel) is not { } run) return Results.NotFound();
        return Results.Stream(
            async body =>
            {
                await using var store = await stores.Open(organisation, cancel);
                await RefusedFile.Write(store, run, body, cancel);
            },
            "text/csv; charset=utf-8",
            $"refused-{Path.GetFileNameWithoutExtension(run.FileName)}.csv");
    }

    private static async Task<IResult> Change(Visit visit, Notices notices, Guid? id, Task<Result<Guid>> act, Func<string> done)
    {
        var result = await act;
        notices.Leave(result.Refused ? Words.ImportChanged : done());
        return Redirects.SeeOther(visit.Path(id is null ? "imports" : $"imports/{id}"));
    }
}
