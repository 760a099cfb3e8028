using System.Text.Json;
using Kolot.Core.Listen.Importing;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Importing;

/// <summary>The pages on which files are brought in.</summary>
public static class ImportRoutes
{
    private const int Listed = 200;
    private const int ShownRefused = 10;

    /// <summary>Maps them.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        var imports = organisation.MapGroup("/imports").Needs(Right.Import);
        imports.MapGet("", (Visit visit, Stores stores, CancellationToken cancel) => List(visit, stores, Faults.None, cancel));
        imports.MapGet("/{id:guid}", Show);
        imports.MapGet("/{id:guid}/refused.csv", Refused);
        imports.MapPost("/{id:guid}/mapping", (Guid id, HttpRequest request, Visit visit, Notices notices, MappingRoutes routes, CancellationToken cancel) =>
            routes.Post(id, request, visit, notices, cancel)).WithFormOptions(valueCountLimit: 20_000);
        UploadImport.Map(imports);
        StopImport.Map(imports);
        UndoImport.Map(imports);
        DropImport.Map(imports);
    }

    /// <summary>The page of all imports within reach.</summary>
    internal static async Task<IResult> List(Visit visit, Stores stores, Faults faults, CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var runs = await store.ImportsSeenBy(visit.Here).AsNoTracking().OrderByDescending(run => run.BegunAt).Take(Listed).ToArrayAsync(cancel);
        return new RazorComponentResult<ImportsPage>(new { Runs = runs, Faults = faults }) { StatusCode = faults.Any ? 422 : 200 };
    }

    private static async Task<IResult> Show(Guid id, Visit visit, Stores stores, LookAtImport look, CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var run = await store.ImportsSeenBy(visit.Here).AsNoTracking().SingleOrDefaultAsync(run => run.Id == id, cancel);
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
        if (await ledger.Find(visit.Here, id, cancel) is not { } run) return Results.NotFound();
        return Results.Stream(
            async body =>
            {
                await using var store = await stores.Open(visit.Here.Organisation, cancel);
                await RefusedFile.Write(store, run, body, cancel);
            },
            "text/csv; charset=utf-8",
            $"refused-{Path.GetFileNameWithoutExtension(run.FileName)}.csv");
    }
}
