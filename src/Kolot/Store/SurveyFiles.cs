using Microsoft.EntityFrameworkCore;

namespace Kolot.Store;

/// <summary>A file that was given as an answer, or came with an enquiry.</summary>
public sealed class SurveyFile
{
    /// <summary>Its id, version 7, by which its parts are found.</summary>
    public Guid Id { get; init; }

    /// <summary>In which response, or with which enquiry, by its key.</summary>
    public Guid ResponseId { get; init; }

    /// <summary>To which question.</summary>
    public required string Question { get; init; }

    /// <summary>What it is called.</summary>
    public required string Name { get; set; }

    /// <summary>Its media type, as what it holds tells.</summary>
    public required string Kind { get; init; }

    /// <summary>How large it is.</summary>
    public int Bytes { get; init; }

    /// <summary>When it came.</summary>
    public DateTime KeptAt { get; init; }
}

/// <summary>Lets files go with what they were given in.</summary>
public static class SurveyFiles
{
    /// <summary>Removes the files of responses, in the caller's transaction.</summary>
    public static async Task<int> RemoveFilesOf(this OrganisationStore store, IReadOnlyCollection<Guid> responses, CancellationToken cancel)
    {
        var ids = await store.SurveyFiles.Where(file => responses.Contains(file.ResponseId)).Select(file => file.Id).ToArrayAsync(cancel);
        await store.RemoveFiles(ids, cancel);
        return ids.Length;
    }

    /// <summary>Removes some files, in the caller's transaction.</summary>
    public static async Task RemoveFiles(this OrganisationStore store, IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        if (ids.Count == 0) return;
        await store.FileParts.Where(part => ids.Contains(part.FileId)).ExecuteDeleteAsync(cancel);
        await store.SurveyFiles.Where(file => ids.Contains(file.Id)).ExecuteDeleteAsync(cancel);
    }
}
