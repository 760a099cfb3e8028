using Kolot.Core.Organisation;
using Kolot.Listen.Importing;
using Kolot.Organisation.People;
using Kolot.Store;
using Kolot.Store.Forgetting;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.SurveyResults.Files;

/// <summary>Exports and their files, in the organisation's database, so that any node writes them and any hands them out.</summary>
/// <remarks>
/// The export itself stands before the first part of its file, and an errand that is left with it says which there are and removes both when a day is over. Whatever removes
/// the one stops whoever writes the other.
/// </remarks>
public sealed class ExportFiles(Stores stores, Log log, ErrandRounds rounds, TimeProvider clock)
{
    /// <summary>Keeps a new one, with a line in the log.</summary>
    public async Task Enter(Member by, SurveyExport export, CancellationToken cancel)
    {
        await using var store = await stores.Open(by.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        store.FileParts.Add(new() { FileId = export.Id, Number = ExportRows.Before, Content = export.Write() });
        store.Errands.Add(new() { Kind = ExportRows.Errand, Subject = $"{export.Survey}/{export.Id}", DueAt = export.At + ExportRows.Stays });
        log.Write(store, by, "survey.exported", export.Survey.ToString(), new { export.Format, export.Query.Version, export.Query.Language, export.Query.Way, export.Query.From, export.Query.To });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        rounds.Ring(by.Organisation);
    }

    /// <summary>An export; null where there is none.</summary>
    public async Task<SurveyExport?> Find(string organisation, Guid export, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        return await store.FileParts.Where(part => part.FileId == export && part.Number == ExportRows.Before).Select(part => part.Content).SingleOrDefaultAsync(cancel) is { } kept ? SurveyExport.Read(kept) : null;
    }

    /// <summary>The exports of a survey that a member asked for, the newest first.</summary>
    public async Task<IReadOnlyList<SurveyExport>> Of(Member by, Guid survey, CancellationToken cancel) =>
        [.. (await All(by.Organisation, $"{survey}/", cancel)).Where(export => export.By == by.Id).OrderByDescending(export => export.At)];

    /// <summary>The exports that are not written to their end.</summary>
    public async Task<IReadOnlyList<Guid>> Unwritten(string organisation, CancellationToken cancel) =>
        [.. (await All(organisation, "", cancel)).Where(export => export.State == ExportState.Writing).OrderBy(export => export.At).Select(export => export.Id)];

    /// <summary>Writes down how far one is.</summary>
    /// <returns>False if it was removed meanwhile.</returns>
    public async Task<bool> Note(string organisation, SurveyExport export, CancellationToken cancel)
    {
        var content = export.Write();
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var noted = await store.FileParts.Where(part => part.FileId == export.Id && part.Number == ExportRows.Before).ExecuteUpdateAsync(set => set.SetProperty(part => part.Content, content), cancel);
        await writing.Commit(cancel);
        return noted == 1;
    }

    /// <summary>Adds a part of its file.</summary>
    /// <returns>False if the export was removed meanwhile.</returns>
    public async Task<bool> Add(string organisation, Guid export, int number, byte[] content, CancellationToken cancel)
    {
        await using var store = await stores.OpenSparing(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        // Held against whoever removes it in this moment.
        if (await store.FileParts.Where(part => part.FileId == export && part.Number == ExportRows.Before).ExecuteUpdateAsync(set => set.SetProperty(part => part.Number, ExportRows.Before), cancel) == 0) return false;
        store.FileParts.Add(new() { FileId = export, Number = number, Content = content });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return true;
    }

    /// <summary>Lets go of what is written of its file, to be written anew.</summary>
    public async Task Begin(string organisation, Guid export, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        await ExportRows.Remove(store, export, 0, cancel);
    }

    /// <summary>Has an export removed now.</summary>
    public async Task Remove(string organisation, SurveyExport export, CancellationToken cancel)
    {
        var (now, subject) = (clock.GetUtcNow().UtcDateTime, $"{export.Survey}/{export.Id}");
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        await store.FileParts.Where(part => part.FileId == export.Id && part.Number == ExportRows.Before).ExecuteDeleteAsync(cancel);
        await store.Errands.Where(errand => errand.Kind == ExportRows.Errand && errand.Subject == subject).ExecuteUpdateAsync(set => set.SetProperty(errand => errand.DueAt, now), cancel);
        await writing.Commit(cancel);
        rounds.Ring(organisation);
    }

    /// <summary>Its file; null where it is not there.</summary>
    public async Task<Stream?> Open(string organisation, Guid export, CancellationToken cancel)
    {
        var store = await stores.OpenSparing(organisation, cancel);
        if (await PartStream.Open(store, export, cancel) is { } stream) return stream;
        await store.DisposeAsync();
        return null;
    }

    private async Task<IReadOnlyList<SurveyExport>> All(string organisation, string beginning, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        var subjects = await store.Errands.Where(errand => errand.Kind == ExportRows.Errand && errand.Subject.StartsWith(beginning)).Select(errand => errand.Subject).ToArrayAsync(cancel);
        Guid[] ids = [.. subjects.Select(ExportRows.FileOf)];
        var kept = await store.FileParts.Where(part => ids.Contains(part.FileId) && part.Number == ExportRows.Before).Select(part => part.Content).ToArrayAsync(cancel);
        return [.. kept.Select(SurveyExport.Read)];
    }
}
