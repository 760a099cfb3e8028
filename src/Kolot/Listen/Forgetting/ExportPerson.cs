using System.IO.Compression;
using System.Text.Json;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Listen.Contact;
using Kolot.Listen.Inviting;
using Kolot.Listen.VoiceStream;
using Kolot.Organisation.Customers;
using Kolot.Organisation.People;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Forgetting;

/// <summary>Hands out everything that is held of one person: a ZIP of one JSON file for machines and one page for people. Handing out is logged.</summary>
public sealed class ExportPerson(Stores stores, Log log, TimeProvider clock, IEnumerable<IHeldBeside> beside)
{
    private const int Together = 500;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the line of the log. Before the first byte leaves.</summary>
    public async Task Note(Member by, HeldPerson held, CancellationToken cancel)
    {
        await using var store = await stores.Open(by.Organisation, cancel);
        log.Write(store, by, "person.exported", held.Customer?.Customer.Id.ToString(), new { held.Counts.Voices, held.Counts.Mentions, held.Counts.RefusedRows });
        await store.SaveChangesAsync(cancel);
    }

    /// <summary>Writes both files, voice by voice.</summary>
    public async Task WriteZip(Stream body, Member by, HeldPerson held, CancellationToken cancel)
    {
        await using var zip = await ZipArchive.CreateAsync(body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel);
        await using (var data = await zip.CreateEntry("person.json").OpenAsync(cancel)) await WriteJson(data, by, held, cancel);
        await WriteFiles(zip, by, held, cancel);
        await using var page = await zip.CreateEntry("person.html").OpenAsync(cancel);
        await using var writer = new StreamWriter(page);
        await PersonInHtml.Write(writer, held, (Parts(by, held, cancel), beside.ToDictionary(one => one.List, one => one.Name)), cancel);
    }

    /// <summary>Writes the JSON file alone.</summary>
    public async Task WriteJson(Stream body, Member by, HeldPerson held, CancellationToken cancel)
    {
        // A serialiser writes to a stream without waiting, which the web does not allow.
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        await using var json = new Utf8JsonWriter(buffer, new() { Indented = true, Encoder = Json.Encoder });
        json.WriteStartObject();
        json.WriteString("organisation", by.Organisation);
        json.WriteString("writtenAt", clock.GetUtcNow().UtcDateTime);
        json.WriteString("asked", held.Asked);
        json.WritePropertyName("customer");
        JsonSerializer.Serialize(json, held.Customer is null ? null : CustomerAnswer.Of(held.Customer), Json);
        json.WritePropertyName("identities");
        JsonSerializer.Serialize(json, held.Identities, Json);
        string? open = null;
        await foreach (var (list, item) in Parts(by, held, cancel))
        {
            if (open != list)
            {
                if (open is not null) json.WriteEndArray();
                json.WriteStartArray(open = list);
            }

            if (item is not null) JsonSerializer.Serialize(json, item, item.GetType(), Json);
            await Pass(json, buffer, body, cancel);
        }

        if (open is not null) json.WriteEndArray();
        json.WriteEndObject();
        await Pass(json, buffer, body, cancel);
    }

    /// <summary>A voice of theirs.</summary>
    public sealed record SaidVoice(
        Guid Id, DateTime HeardAt, DateTime KeptAt, string? Channel, string? Touchpoint, string? Unit, string Kind, string? Title, string? Text, string? Language,
        double? Score, double? ScoreLow, double? ScoreHigh, JsonElement? Answers, string Source, string? SourceId, string? Author, bool History)
    {
        /// <summary>What it said before.</summary>
        public IReadOnlyList<JsonElement> Before { get; init; } = [];

        /// <summary>The versions of the privacy notice under which it was given.</summary>
        public IReadOnlyList<string> Notice { get; init; } = [];
    }

    /// <summary>Where somebody else's voice, or one of nobody, mentions them: only so much of it.</summary>
    public sealed record Mentioned(Guid Id, DateTime HeardAt, string? Channel, IReadOnlyList<string> Words);

    /// <summary>A refused row of an import that holds them.</summary>
    public sealed record RowHeld(string File, long Line, IReadOnlyList<string> Cells);

    /// <summary>A file that waits to be brought in and holds them.</summary>
    public sealed record FileHeld(string File, DateTime UploadedAt);

    /// <summary>That somebody read or changed their record.</summary>
    public sealed record ReadLine(DateTime At, string By, string Act);

    /// <summary>A personal link to a survey that was made for them, and what came along with it.</summary>
    public sealed record LinkMade(string Survey, DateTime MadeAt, DateTime? Until, DateTime? RevokedAt, bool Answered, JsonElement Known);

    /// <summary>A file that they gave with an answer; it lies in the archive under this name.</summary>
    public sealed record FileGiven(Guid? Voice, string Question, string File);

    /// <summary>Answers of theirs that are no voice: broken off, or not counted.</summary>
    public sealed record ResponseHeld(string Survey, DateTime BegunAt, DateTime? FinishedAt, string Counted, JsonElement Given);

    private static string NameOf(SurveyFile file) => $"files/{file.Id}-{file.Name}";

    // By a link that was made for them, or by what stands in it.
    private static IQueryable<SurveyResponse> Left(OrganisationStore store, HeldPerson held)
    {
        var (customers, mentioned) = (held.Customers, held.Mentions.Responses.ToArray());
        return store.SurveyResponses.AsNoTracking().Where(response => response.Given != "" && (EF.Parameter(mentioned).Contains(response.Id)
            || store.SurveyLinks.Any(link => link.Id == response.LinkId && link.CustomerId != null && customers.Contains(link.CustomerId.Value))));
    }

    private static async Task<ResponseHeld[]> Responses(OrganisationStore store, HeldPerson held, CancellationToken cancel)
    {
        var left = await Left(store, held).OrderBy(response => response.BegunAt).Join(store.Surveys, response => response.SurveyId, survey => survey.Id, (response, survey) => new { Response = response, survey.Name }).ToArrayAsync(cancel);
        return [.. left.Select(one => new ResponseHeld(one.Name, one.Response.BegunAt, one.Response.FinishedAt, one.Response.Counted.ToString().ToLowerInvariant(), JsonSerializer.Deserialize<JsonElement>(one.Response.Given)))];
    }

    private static async Task<LinkMade[]> Links(OrganisationStore store, HeldPerson held, CancellationToken cancel)
    {
        var (customers, mentioned) = (held.Customers, held.Mentions.Links.ToArray());
        var links = await store.SurveyLinks.AsNoTracking().Where(link => (link.CustomerId != null && customers.Contains(link.CustomerId.Value)) || EF.Parameter(mentioned).Contains(link.Id)
                || store.SurveyResponses.Any(response => response.LinkId == link.Id && store.Voices.Any(voice => voice.Id == response.VoiceId && voice.CustomerId != null && customers.Contains(voice.CustomerId.Value))))
            .OrderBy(link => link.MadeAt).Join(store.Surveys, link => link.SurveyId, survey => survey.Id, (link, survey) => new { Link = link, survey.Name }).ToArrayAsync(cancel);
        return [.. links.Select(one => new LinkMade(one.Name, one.Link.MadeAt, one.Link.Until, one.Link.RevokedAt, one.Link.SpentOn is not null, JsonSerializer.Deserialize<JsonElement>(one.Link.Known)))];
    }

    private async Task WriteFiles(ZipArchive zip, Member by, HeldPerson held, CancellationToken cancel)
    {
        await using var store = await stores.Open(by.Organisation, cancel);
        foreach (var (_, file) in await GivenFiles.Of(store, held.Customers, Left(store, held), cancel))
        {
            await using var entry = await zip.CreateEntry(NameOf(file)).OpenAsync(cancel);
            await foreach (var part in store.FileParts.Where(part => part.FileId == file.Id).OrderBy(part => part.Number).Select(part => part.Content).AsAsyncEnumerable().WithCancellation(cancel))
                await entry.WriteAsync(part, cancel);
        }
    }

    private static async Task Pass(Utf8JsonWriter json, System.Buffers.ArrayBufferWriter<byte> buffer, Stream body, CancellationToken cancel)
    {
        await json.FlushAsync(cancel);
        await body.WriteAsync(buffer.WrittenMemory, cancel);
        buffer.ResetWrittenCount();
    }

    // Each list is there, also where it is empty: that nothing is held is an answer.
    private async IAsyncEnumerable<(string List, object? Item)> Parts(
        Member by, HeldPerson held, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await using var store = await stores.Open(by.Organisation, cancel);
        var names = await StreamNames.Load(store, cancel);
        var customers = held.Customers;
        var subjects = customers.Select(id => id.ToString()).ToHashSet();
        yield return ("voices", null);
        for (var before = long.MaxValue; ;)
        {
            var page = await store.Voices.AsNoTracking().Where(voice => voice.CustomerId != null && customers.Contains(voice.CustomerId.Value) && voice.Place < before)
                .OrderByDescending(voice => voice.Place).Take(Together).ToArrayAsync(cancel);
            var ids = page.Select(voice => voice.Id).ToArray();
            var revisions = (await store.VoiceRevisions.AsNoTracking().Where(revision => ids.Contains(revision.VoiceId)).OrderBy(revision => revision.Version).ToArrayAsync(cancel))
                .ToLookup(revision => revision.VoiceId, revision => JsonSerializer.Deserialize<JsonElement>(revision.Content));
            foreach (var voice in page)
            {
                subjects.Add(voice.Id.ToString());
                yield return ("voices", Said(voice, names) with { Before = [.. revisions[voice.Id]] });
            }

            if (page.Length < Together) break;
            before = page[^1].Place;
        }

        yield return ("given", null);
        foreach (var (voice, file) in await GivenFiles.Of(store, held.Customers, Left(store, held), cancel)) yield return ("given", new FileGiven(voice, file.Question, NameOf(file)));
        yield return ("enquiries", null);
        await foreach (var enquiry in HeldEnquiry.Of(store, customers, cancel)) yield return ("enquiries", enquiry);
        await foreach (var part in HeldInvitations.Of(store, customers, cancel)) yield return part;
        await foreach (var part in beside.Of(store, held, cancel)) yield return part;
        yield return ("links", null);
        foreach (var link in await Links(store, held, cancel)) yield return ("links", link);
        yield return ("responses", null);
        foreach (var response in await Responses(store, held, cancel)) yield return ("responses", response);
        await foreach (var part in Beside(store, held, names, cancel)) yield return part;
        yield return ("log", null);
        await foreach (var line in store.LogLines.AsNoTracking().Where(line => line.Subject != null && EF.Parameter(subjects).Contains(line.Subject)).OrderBy(line => line.Id)
            .AsAsyncEnumerable().WithCancellation(cancel))
            yield return ("log", new ReadLine(line.At, line.ByName, line.Act));
    }

    private static async IAsyncEnumerable<(string List, object? Item)> Beside(
        OrganisationStore store, HeldPerson held, StreamNames names, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var (places, rows, imports) = (held.Mentions.Voices, held.Mentions.RefusedRows, held.Files);
        yield return ("mentions", null);
        foreach (var voice in await store.Voices.AsNoTracking().Where(voice => EF.Parameter(places).Contains(voice.Place)).ToArrayAsync(cancel))
            yield return ("mentions", new Mentioned(voice.Id, voice.HeardAt, names.Channel(voice.ChannelId)?.Code, [.. Traces.Around(held.Sought.IsGone, voice.Title, voice.Text, voice.Answers, voice.Author)]));
        var files = await store.ImportRuns.AsNoTracking().ToDictionaryAsync(run => run.Id, run => (run.FileName, run.BegunAt), cancel);
        yield return ("refusedRows", null);
        foreach (var row in await store.RefusedRows.AsNoTracking().Where(row => EF.Parameter(rows).Contains(row.Id)).ToArrayAsync(cancel))
            yield return ("refusedRows", new RowHeld(files[row.ImportId].FileName, row.Line, JsonSerializer.Deserialize<string[]>(row.Cells) ?? []));
        yield return ("files", null);
        foreach (var import in imports) yield return ("files", new FileHeld(files[import].FileName, files[import].BegunAt));
    }

    private static SaidVoice Said(Voice voice, StreamNames names) => new(
        voice.Id, voice.HeardAt, voice.KeptAt, names.Channel(voice.ChannelId)?.Code, names.Touchpoint(voice.TouchpointId)?.Code, names.Unit(voice.UnitId)?.Code,
        voice.Kind.ToString().ToLowerInvariant(), voice.Title, voice.Text, voice.Language, voice.Score, voice.ScoreLow, voice.ScoreHigh,
        voice.Answers is null ? null : JsonSerializer.Deserialize<JsonElement>(voice.Answers), voice.Source, voice.SourceId, voice.Author, voice.History)
    {
        Notice = [.. names.NoticesOf(voice).Select(version => version.Code)],
    };
}
