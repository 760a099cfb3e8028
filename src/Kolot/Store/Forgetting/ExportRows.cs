using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Store.Forgetting;

/// <summary>Files that are handed out, as they are kept: what each is stands before its first part, and an errand removes both when their time is over.</summary>
public static class ExportRows
{
    /// <summary>The errand that removes one.</summary>
    public const string Errand = "survey.export";

    /// <summary>The number of the part that says what a file is.</summary>
    public const int Before = -1;

    /// <summary>How many parts go at a time, so that others write between.</summary>
    public const int Together = 16;

    /// <summary>How long one stays.</summary>
    public static readonly TimeSpan Stays = TimeSpan.FromHours(24);

    /// <summary>The file that an errand is about; it names first of what the file is.</summary>
    public static Guid FileOf(string subject) => Guid.Parse(subject[(subject.IndexOf('/', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture);

    /// <summary>Removes some parts of a file, the first ones first: what stands before them goes at once. In the caller's transaction.</summary>
    /// <returns>How many went.</returns>
    public static async Task<int> RemoveSome(OrganisationStore store, Guid file, int from, CancellationToken cancel)
    {
        var numbers = await store.FileParts.Where(part => part.FileId == file && part.Number >= from).OrderBy(part => part.Number).Take(Together).Select(part => part.Number).ToArrayAsync(cancel);
        return await store.FileParts.Where(part => part.FileId == file && numbers.Contains(part.Number)).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Removes a file from some part on, a few parts at a time.</summary>
    /// <param name="store">Where. Begins and ends its own transactions.</param>
    /// <param name="file">Which.</param>
    /// <param name="from">From which part on.</param>
    /// <param name="cancel">Gives up between two turns.</param>
    public static async Task Remove(OrganisationStore store, Guid file, int from, CancellationToken cancel)
    {
        for (var gone = Together; gone == Together;)
        {
            await using var writing = await store.BeginWriting(cancel);
            gone = await RemoveSome(store, file, from, cancel);
            await writing.Commit(cancel);
        }
    }

    /// <summary>Removes those that were asked for by some moment: they may hold somebody who was erased then, and can be written anew without.</summary>
    public static async Task LetGo(OrganisationStore store, DateTime until, CancellationToken cancel)
    {
        var due = until + Stays;
        var subjects = await store.Errands.Where(errand => errand.Kind == Errand && errand.DueAt <= due).Select(errand => errand.Subject).ToArrayAsync(cancel);
        foreach (var subject in subjects) await Remove(store, FileOf(subject), Before, cancel);
    }
}
