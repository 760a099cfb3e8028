using System.Security.Cryptography;
using System.Text;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Organisation.Places;

/// <summary>Takes in a file of units, channels, stages or touchpoints: first shows what each line comes to, then keeps it all at once.</summary>
public sealed class ReadNamedFile(Stores stores, EntranceMembers members, Log log, TimeProvider clock)
{
    private const int Largest = 1_000_000;

    /// <summary>What is asked for.</summary>
    /// <param name="Kind">Of which kind the lines are.</param>
    /// <param name="Text">The file.</param>
    /// <param name="Agreed">The mark of what was shown and agreed to; null to be shown only.</param>
    public sealed record Request(NamedKind Kind, string Text, string? Agreed);

    /// <summary>What the file comes to.</summary>
    /// <param name="Lines">Line by line.</param>
    /// <param name="Mark">Stands for exactly this; other lines, or other rows under them, have another.</param>
    /// <param name="Kept">Whether it was kept.</param>
    public sealed record Preview(IReadOnlyList<LineDecision> Lines, string Mark, bool Kept)
    {
        /// <summary>How many lines come to this.</summary>
        public int Count(LineOutcome outcome) => Lines.Count(line => line.Outcome == outcome);
    }

    /// <summary>Shows what the file comes to, and keeps it if it comes to what was agreed.</summary>
    public async Task<Result<Preview>> Run(Member member, Request request, CancellationToken cancel)
    {
        var lines = NamedCsv.Read(request.Text, request.Kind);
        if (lines.Refusal is { } refusal) return refusal;
        await using var store = await stores.Open(member.Organisation, cancel);
        // Only what is to be kept holds the writer: working out a long file takes its time.
        await using var writing = request.Agreed is null ? null : await store.BeginWriting(cancel);
        if (writing is not null) await NamedRows.Lock(store, request.Kind, cancel);
        var rows = await NamedRows.All(store, request.Kind, cancel);
        var (decided, ids) = NamedFile.Decide(lines.Value, rows.Ground(member), () => Guid.CreateVersion7(clock.GetUtcNow()));
        var preview = new Preview(decided, MarkOf(decided), Kept: false);
        if (writing is null || preview.Mark != request.Agreed) return preview;

        foreach (var line in decided) Keep(store, request.Kind, line, ids);
        log.Write(store, member, $"{NamedKinds.LogWord(request.Kind)}.file", null,
            new { added = preview.Count(LineOutcome.Added), changed = preview.Count(LineOutcome.Changed), refused = preview.Count(LineOutcome.Refused) });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        members.Forget(member.Organisation);
        return preview with { Kept = true };
    }

    /// <summary>The page of the file, and the file itself as it stands.</summary>
    public static void Map(RouteGroupBuilder settings, NamedKind kind)
    {
        var path = NamedKinds.PathOf(kind);
        settings.MapGet($"/{path}/file", () => Page(kind, "", null, null)).NeedsSetUp(kind);
        settings.MapPost($"/{path}/file", (HttpContext context, ReadNamedFile act, NamedPages pages) => Post(context, act, pages, kind)).NeedsSetUp(kind);
        settings.MapGet($"/{path}/list.csv", async (Stores stores, Visit visit, CancellationToken cancel) =>
        {
            await using var store = await stores.Open(visit.Here.Organisation, cancel);
            var file = NamedCsv.Write(await NamedRows.SeenBy(store, visit.Here, kind, cancel));
            return Results.File(file, "text/csv; charset=utf-8", $"{visit.Organisation}-{path["settings/".Length..]}.csv");
        }).NeedsSetUp(kind);
    }

    private static async Task<IResult> Post(HttpContext context, ReadNamedFile act, NamedPages pages, NamedKind kind)
    {
        var cancel = context.RequestAborted;
        var form = await context.Request.ReadFormAsync(cancel);
        var file = form.Files.GetFile("file");
        if (file?.Length > Largest) return Page(kind, form["text"].ToString(), null, new Refusal.Invalid("file", "too_large"));
        var text = file is { Length: > 0 } ? await TextOf(file, cancel) : form["text"].ToString();
        if (string.IsNullOrWhiteSpace(text)) return Page(kind, "", null, new Refusal.Invalid("file", "required"));
        if (text.Length > Largest) return Page(kind, "", null, new Refusal.Invalid("text", "too_large"));

        var agreed = form["agreed"].ToString() is { Length: > 0 } mark ? mark : null;
        var done = await act.Run(pages.Visit.Here, new(kind, text, agreed), cancel);
        if (done.Refused || !done.Value.Kept)
            return Page(kind, text, done.Refused ? null : done.Value, done.Refusal ?? (agreed is null ? null : new Refusal.Conflict("changed_meanwhile")));
        pages.Notices.Leave(Words.FileKept);
        return Redirects.SeeOther(pages.Visit.Path(NamedKinds.ListOf(kind)));
    }

    private static async Task<string> TextOf(IFormFile file, CancellationToken cancel)
    {
        using var held = new MemoryStream();
        await file.CopyToAsync(held, cancel);
        return NamedCsv.TextOf(held.ToArray());
    }

    private static RazorComponentResult<NamedFilePage> Page(NamedKind kind, string text, Preview? preview, Refusal? refusal) =>
        new(new { Kind = kind, Text = text, Preview = preview, Faults = Faults.Of(refusal, Words.ResourceManager), Stale = refusal is Refusal.Conflict })
        {
            StatusCode = Problems.StatusOf(refusal),
        };

    private static void Keep(OrganisationStore store, NamedKind kind, LineDecision line, IReadOnlyDictionary<string, Guid> ids)
    {
        if (line.Terms is not { } terms) return;
        if (line.Outcome == LineOutcome.Added) store.Add(Naming.New(kind, ids[terms.Code], terms));
        if (line is not { Outcome: LineOutcome.Changed, Known: { } known }) return;
        Naming.Become(known, terms);
        known.Version++;
    }

    // Ids of new ones are drawn anew each time, so they are no part of what was agreed.
    private static string MarkOf(IReadOnlyList<LineDecision> decided)
    {
        var said = decided.Select(line => string.Join('\u001f',
            line.Line.Number, line.Outcome, line.Terms?.Code, line.Terms?.Name, line.Terms?.NameEn, line.Line.Draft.Above, line.Terms?.Icon,
            line.Terms?.Share, line.Terms?.Position, line.Terms?.Retired, line.Known?.Version));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001e', said))));
    }
}
