using System.Globalization;
using Kolot.Core;
using Kolot.Core.Listen.Importing;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Listen.Importing;

/// <summary>What the wizard's buttons do: recognise again, use a saved mapping, check, begin.</summary>
internal sealed class MappingRoutes(LookAtImport look, CheckImport check, BeginImport act, MappingDrafts drafts)
{
    // A look at so many rows takes less than a second, and finds what is wrong with most files.
    private const int Checked = 2_000;

    /// <summary>The route of all buttons.</summary>
    public async Task<IResult> Post(Guid id, HttpRequest request, Visit visit, Notices notices, CancellationToken cancel)
    {
        if (await drafts.Find(visit.Here, id, cancel) is not { } run) return Results.NotFound();
        if (run.State != ImportState.Waiting)
        {
            notices.Leave(Words.ImportChanged);
            return Redirects.SeeOther(visit.Path($"imports/{id}"));
        }

        var form = await request.ReadFormAsync(cancel);
        return form["act"].ToString() switch
        {
            "again" => await Again(visit, run, MappingForm.Read(form), cancel),
            "load" => await Load(visit, run, form["saved"].ToString(), cancel),
            "begin" => await Begin(visit, notices, run, form, cancel),
            _ => await Check(visit, run, form, cancel),
        };
    }

    private async Task<IResult> Again(Visit visit, ImportRun run, ImportMapping typed, CancellationToken cancel)
    {
        var shape = typed with { Columns = [] };
        return Page(await look.Run(visit.Here.Organisation, run, null, shape, cancel));
    }

    private async Task<IResult> Load(Visit visit, ImportRun run, string name, CancellationToken cancel)
    {
        var saved = await drafts.Named(visit.Here.Organisation, name, cancel);
        var seen = await look.Run(visit.Here.Organisation, run, MappingJson.Read(saved?.Mapping ?? ""), null, cancel);
        return Page(saved is null ? seen : seen with { SaveAs = saved.Name, SavedVersion = Loaded(saved) });
    }

    private async Task<IResult> Check(Visit visit, ImportRun run, IFormCollection form, CancellationToken cancel)
    {
        var mapping = MappingForm.Read(form);
        await drafts.Keep(visit.Here.Organisation, run.Id, mapping, cancel);
        var seen = await Look(visit, run, mapping, form, cancel);
        if (mapping.Faults() is { Count: > 0 } faults) return Page(seen, Wrong(faults));
        using var rows = await drafts.Open(visit.Here.Organisation, run.Id, mapping, cancel);
        return Page(seen, found: rows is null ? null : await check.Run(visit.Here, rows, mapping, Checked, cancel));
    }

    private async Task<IResult> Begin(Visit visit, Notices notices, ImportRun run, IFormCollection form, CancellationToken cancel)
    {
        var mapping = MappingForm.Read(form);
        var saved = await Save(visit, run, mapping, form, cancel);
        if (saved is Refusal.Invalid taken) return Page(await Look(visit, run, mapping, form, cancel), Wrong(taken.Faults));
        var begun = await act.Run(visit.Here, run.Id, mapping, cancel);
        if (begun.Refusal is Refusal.Invalid invalid) return Page(await Look(visit, run, mapping, form, cancel), Wrong(invalid.Faults));
        notices.Leave(begun.Refusal is Refusal.Conflict { Reason: "file_gone" } ? Words.ImportFileGone : begun.Refused ? Words.ImportChanged : Words.ImportStarted);
        return Redirects.SeeOther(visit.Path($"imports/{run.Id}"));
    }

    // Before it begins, so that a name that is taken is told while the form is still there.
    private async Task<Refusal?> Save(Visit visit, ImportRun run, ImportMapping mapping, IFormCollection form, CancellationToken cancel)
    {
        if (form["saveAs"].ToString().Trim() is not { Length: > 0 } name || mapping.Faults().Count > 0) return null;
        await drafts.Keep(visit.Here.Organisation, run.Id, mapping, cancel);
        var loaded = form["loaded"].ToString();
        var border = loaded.IndexOf(' ', StringComparison.Ordinal);
        var seen = border > 0 && loaded[(border + 1)..] == name && int.TryParse(loaded[..border], CultureInfo.InvariantCulture, out var version) ? version : (int?)null;
        return (await drafts.Save(visit.Here.Organisation, name, mapping, seen, cancel)).Refusal;
    }

    private static string Loaded(SavedMapping saved) => string.Create(CultureInfo.InvariantCulture, $"{saved.Version} {saved.Name}");

    private async Task<ImportLook> Look(Visit visit, ImportRun run, ImportMapping mapping, IFormCollection form, CancellationToken cancel) =>
        await look.Run(visit.Here.Organisation, run, mapping, null, cancel) with { SaveAs = form["saveAs"].ToString(), SavedVersion = form["loaded"].ToString() };

    private static Faults Wrong(IReadOnlyList<Fault> faults) => new(faults, Words.ResourceManager);

    private static RazorComponentResult<MappingPage> Page(ImportLook look, Faults? faults = null, CheckedFile? found = null) =>
        new(new { Look = look, Checked = found, Faults = faults ?? Faults.None }) { StatusCode = faults is { Any: true } ? 422 : 200 };
}

/// <summary>Mappings on their way: drafts of imports that wait, and those that are kept by name.</summary>
internal sealed class MappingDrafts(ImportLedger ledger, ImportFiles files, SavedMappings saved)
{
    /// <summary>The import, if it is within the member's reach.</summary>
    public Task<ImportRun?> Find(Member by, Guid import, CancellationToken cancel) => ledger.Find(by, import, cancel);

    /// <summary>Keeps a draft, so that nothing typed is lost.</summary>
    public Task Keep(string organisation, Guid import, ImportMapping mapping, CancellationToken cancel) =>
        ledger.Map(organisation, import, mapping, cancel);

    /// <summary>A mapping kept by name.</summary>
    public Task<SavedMapping?> Named(string organisation, string name, CancellationToken cancel) => saved.Find(organisation, name, cancel);

    /// <summary>Keeps a mapping by name.</summary>
    public Task<Result<SavedMapping>> Save(string organisation, string name, ImportMapping mapping, int? seen, CancellationToken cancel) =>
        saved.Save(organisation, name, mapping, seen, cancel);

    /// <summary>The file's rows; null if it is gone, or cannot be read at all.</summary>
    public async Task<FileRows?> Open(string organisation, Guid import, ImportMapping mapping, CancellationToken cancel)
    {
        try
        {
            return await files.Open(organisation, import, mapping, cancel);
        }
        catch (InvalidDataException)
        {
            return null; // The look beside it says why.
        }
    }
}
