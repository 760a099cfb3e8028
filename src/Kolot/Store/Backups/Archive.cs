using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kolot.Store.Backups;

/// <summary>What a column of an archive holds, on whatever kind of database it was and will be.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ColumnKind>))]
public enum ColumnKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A JSON document.</summary>
    Json,

    /// <summary>An id.</summary>
    Id,

    /// <summary>A moment, UTC.</summary>
    Moment,

    /// <summary>Yes or no.</summary>
    Bool,

    /// <summary>A whole number of 32 bits.</summary>
    Int,

    /// <summary>A whole number of 64 bits.</summary>
    Long,

    /// <summary>A binary fraction.</summary>
    Double,

    /// <summary>A decimal fraction, such as money.</summary>
    Decimal,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>A day.</summary>
    Day,
}

/// <summary>A column of a table in an archive.</summary>
/// <param name="Name">As in the database.</param>
/// <param name="Kind">What it holds.</param>
public sealed record ArchiveColumn(string Name, ColumnKind Kind);

/// <summary>A table in an archive.</summary>
/// <param name="Name">As in the database.</param>
/// <param name="Columns">In the order in which rows hold them.</param>
/// <param name="Rows">How many rows there are.</param>
/// <param name="Sha256">Of the rows as they are written, in hexadecimal digits.</param>
public sealed record ArchiveTable(string Name, IReadOnlyList<ArchiveColumn> Columns, long Rows, string Sha256)
{
    // Where in a row each column is.
    internal IReadOnlyDictionary<string, int> Places => Columns.Index().ToDictionary(column => column.Item.Name, column => column.Index);
}

/// <summary>What an archive says of itself.</summary>
/// <param name="Organisation">Whose it is.</param>
/// <param name="FoundedAt">When the organisation was founded.</param>
/// <param name="TakenAt">When it was taken.</param>
/// <param name="Schema">The number of the last change to the organisation's tables.</param>
/// <param name="DirectorySchema">The number of the last change to the directory's.</param>
/// <param name="Tables">The organisation's tables.</param>
/// <param name="People">Of the directory: who may sign in there, and its keys.</param>
public sealed record ArchiveContents(
    string Organisation,
    DateTime FoundedAt,
    DateTime TakenAt,
    int Schema,
    int DirectorySchema,
    IReadOnlyList<ArchiveTable> Tables,
    IReadOnlyList<ArchiveTable> People)
{
    /// <summary>The format that this version writes and reads.</summary>
    public const int NewestFormat = 1;

    /// <summary>Of which format it is.</summary>
    public int Format { get; init; } = NewestFormat;

    /// <summary>The numbers of the changes to the directory's tables that had been made; in older archives all up to the last.</summary>
    public IReadOnlyList<int>? DirectoryScripts { get; init; }

    // What an archive names becomes SQL, and whoever brings it may have written it by hand.
    internal bool IsSound =>
        IsName(Organisation?.Replace('-', '_')) && Tables.Concat(People).All(table => IsName(table.Name) && table.Columns is { Count: > 0 } && table.Columns.All(column => IsName(column.Name)))
        && People.All(table => ArchiveTables.IsOfPeople(table.Name));

    private static bool IsName(string? name) => name is { Length: > 0 and < 64 } && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}

/// <summary>How an archive is laid out: a zip of one file of JSON lines for each table, and one that says what is in it.</summary>
/// <remarks>It can be read without Kolot, and is the same whichever database it came from: so it also moves an organisation from one to the other.</remarks>
internal static class Archive
{
    /// <summary>What its name ends with.</summary>
    public const string Ending = ".kolot.zip";

    /// <summary>What stands after its name while it is written and read back.</summary>
    public const string Unfinished = ".part";

    /// <summary>Where it says what is in it.</summary>
    public const string Contents = "archive.json";

    /// <summary>How its JSON is written: Hebrew stays readable.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Where the rows of a table of the organisation are.</summary>
    public static string OfOrganisation(string table) => $"organisation/{table}.jsonl";

    /// <summary>Where the rows of a table of the directory are.</summary>
    public static string OfPeople(string table) => $"people/{table}.jsonl";
}

/// <summary>An archive that cannot be read, with the reason for whoever runs the machine.</summary>
public sealed class BrokenArchiveException(string why, Exception? because = null) : Exception(why, because);
