using Kolot.Core;
using Kolot.Core.Listen.Importing;
using Kolot.Listen.VoiceStream;
using Kolot.Store;

namespace Kolot.Listen.Importing;

/// <summary>What is seen of a file before it is brought in.</summary>
/// <param name="Run">The import.</param>
/// <param name="Mapping">How it would be read.</param>
/// <param name="Names">What the organisation calls things.</param>
public sealed record ImportLook(ImportRun Run, ImportMapping Mapping, StreamNames Names)
{
    private const int Sampled = 3;

    /// <summary>A look at no file.</summary>
    public static ImportLook Nothing { get; } = new(new() { Kind = "", FileName = "" }, new(), new([], [], [], []));

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>The first rows after them.</summary>
    public IReadOnlyList<string[]> Rows { get; init; } = [];

    /// <summary>Columns whose meaning is a mere guess.</summary>
    public IReadOnlySet<string> Unsure { get; init; } = new HashSet<string>();

    /// <summary>Mappings that were saved, by name.</summary>
    public IReadOnlyList<string> Saved { get; init; } = [];

    /// <summary>The name that the mapping is to be saved by.</summary>
    public string? SaveAs { get; init; }

    /// <summary>The version of the saved mapping that was loaded; null where none was.</summary>
    public string? SavedVersion { get; init; }

    /// <summary>Why the file cannot be shown; null while it can.</summary>
    public Fault? Trouble { get; init; }

    /// <summary>Some cells of a column.</summary>
    public IEnumerable<string> Samples(string header)
    {
        for (var at = 0; at < Headers.Count; at++)
            if (Headers[at] == header)
                return [.. Rows.Where(row => at < row.Length && row[at].Length > 0).Select(row => Short(row[at])).Distinct().Take(Sampled)];
        return [];
    }

    /// <summary>Whether a person should look at what the column was taken for.</summary>
    public bool IsUnsure(string header) => Unsure.Contains(header);

    /// <summary>A cell as it is shown in a table.</summary>
    public static string Short(string cell)
    {
        var text = cell.Replace(DelimitedRows.Broken, '\uFFFD').ReplaceLineEndings(" ");
        return text.Length > 60 ? text[..60] + "…" : text;
    }
}

/// <summary>Looks at a file that waits: its first rows, and what they are taken for.</summary>
public sealed class LookAtImport(Stores stores, ImportFiles files, SavedMappings saved)
{
    private const int First = 200;

    // Below this a guess is one that a person should look at.
    private const double Sure = 0.6;

    /// <summary>A look by a mapping; by what the file itself tells where none is given.</summary>
    /// <param name="organisation">Whose.</param>
    /// <param name="run">The import.</param>
    /// <param name="mapping">How it is read, if that is known.</param>
    /// <param name="shape">What of the file's shape is known, where its columns are to be recognised again.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<ImportLook> Run(string organisation, ImportRun run, ImportMapping? mapping, ImportMapping? shape, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        var look = new ImportLook(run, mapping ?? shape ?? new(), await StreamNames.Load(store, cancel)) { Saved = await saved.Names(organisation, cancel) };
        try
        {
            return await Read(organisation, look, (mapping, shape), cancel);
        }
        catch (InvalidDataException fault)
        {
            return look with { Trouble = Reasons.Read(fault.Message)[0] };
        }
    }

    private async Task<ImportLook> Read(
        string organisation, ImportLook look, (ImportMapping? Mapping, ImportMapping? Shape) given, CancellationToken cancel)
    {
        var (mapping, shape) = given;
        var known = mapping ?? shape ?? await files.ShapeOf(organisation, look.Run.Id, cancel);
        string[][] rows = [.. (await files.First(organisation, look.Run.Id, known, First, cancel)).Select(row => row.Cells)];
        if (mapping is null)
        {
            var names = look.Names;
            var ground = new ImportGround(TimeZoneInfo.Utc, new(names.Channels), new(names.Touchpoints), new(names.Units));
            var guess = MappingGuess.Of(rows, known, shape?.HeaderRows, ground);
            look = look with { Mapping = guess.Mapping, Unsure = guess.Mapping.Columns.Zip(guess.Confidence).Where(Doubtful).Select(pair => pair.First.Header).ToHashSet() };
        }

        var count = look.Mapping.HeaderRows;
        return look with { Headers = HeaderStyle.Named(rows, count), Rows = [.. rows.Skip(count)] };
    }

    private static bool Doubtful((ColumnMapping Column, double Confidence) guess) =>
        guess.Confidence < Sure && guess.Column.Meaning is not (ColumnMeaning.Answer or ColumnMeaning.Attribute or ColumnMeaning.Ignore);
}
