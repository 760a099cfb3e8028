using Kolot.Core;
using Kolot.Core.Listen.Contact;
using Kolot.Core.Listen.Surveys;
using Kolot.Listen.Answering;
using Kolot.Listen.Importing;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Contact;

/// <summary>Takes in what is attached, before the rest is looked at: a page that comes back does not ask for it again.</summary>
/// <remarks>Kinds, sizes and the removal of what was never taken in are those of files that are given as answers: see <see cref="AnswerFiles"/>.</remarks>
public sealed class ContactFiles(Stores stores, TimeProvider clock)
{
    /// <summary>The field in which they come.</summary>
    public const string Field = "files";

    private static readonly TimeSpan Patience = TimeSpan.FromDays(2);

    /// <summary>What is attached already.</summary>
    public async Task<IReadOnlyList<SurveyFile>> Of(string organisation, Guid key, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        return await store.SurveyFiles.AsNoTracking().Where(file => file.ResponseId == key).OrderBy(file => file.Question).ToListAsync(cancel);
    }

    /// <summary>Takes in what was sent, and lets go of what is to be left out.</summary>
    /// <returns>What is attached now, and why something could not be.</returns>
    public async Task<(IReadOnlyList<SurveyFile> Files, IReadOnlyList<Fault> Faults)> Take(string organisation, Guid key, IFormCollection form, CancellationToken cancel)
    {
        IFormFile[] sent = [.. form.Files.GetFiles(Field).Where(file => file.Length > 0)];
        Guid[] without = [.. form["without"].Select(id => Guid.TryParse(id, out var known) ? known : Guid.Empty)];
        // Most attach nothing, and only a form that came back says what is to be left out.
        if (sent.Length == 0 && without.Length == 0 && !form.ContainsKey("attached")) return ([], []);
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var here = await store.SurveyFiles.Where(file => file.ResponseId == key).OrderBy(file => file.Question).ToListAsync(cancel);
        await store.RemoveFiles([.. here.Where(file => without.Contains(file.Id)).Select(file => file.Id)], cancel);
        here.RemoveAll(file => without.Contains(file.Id));
        var reasons = new List<string>();
        foreach (var file in sent)
            if (await Keep(store, key, file, here, cancel) is { } reason) reasons.Add(reason);
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return (here, [.. reasons.Distinct().Take(1).Select(reason => new Fault(Field, reason))]);
    }

    private async Task<string?> Keep(OrganisationStore store, Guid key, IFormFile file, List<SurveyFile> here, CancellationToken cancel)
    {
        if (file.Length > AnswerFiles.MostBytes || here.Sum(one => (long)one.Bytes) + file.Length > AnswerFiles.MostInAll) return "file_too_large";
        if (here.Count >= AnswerFiles.MostFiles) return "too_many_files";
        await using var content = file.OpenReadStream();
        var bytes = new byte[file.Length];
        await content.ReadExactlyAsync(bytes, cancel);
        if (FileKind.Of(bytes.AsSpan(0, Math.Min(FileKind.Start, bytes.Length))) is not { } kind) return "no_such_kind";
        var now = clock.GetUtcNow();
        var free = Enumerable.Range(1, AnswerFiles.MostFiles).Select(number => $"{EnquiryVoice.File}{number}").First(name => here.All(one => one.Question != name));
        var kept = new SurveyFile { Id = Guid.CreateVersion7(now), ResponseId = key, Question = free, Name = kind.Named(file.FileName), Kind = kind.MediaType, Bytes = bytes.Length, KeptAt = now.UtcDateTime };
        foreach (var (number, part) in bytes.Chunk(PartStream.Size).Index()) store.FileParts.Add(new() { FileId = kept.Id, Number = number, Content = part });
        store.SurveyFiles.Add(kept);
        if (here.Count == 0) store.Errands.Add(new() { Kind = AnswerFiles.Errand, Subject = key.ToString(), DueAt = now.UtcDateTime + Patience });
        here.Add(kept);
        return null;
    }
}
