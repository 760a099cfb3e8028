using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Kolot.Core.Organisation;

namespace Kolot.Core.Listen.Importing;

/// <summary>Reads the rows of one file, from the first to the last.</summary>
/// <remarks>
/// A row without an id is known by what it says and by how often the file has said it before: the same file twice adds nothing, and two customers
/// who say the same are two voices.
/// </remarks>
public sealed class RowReading
{
    private readonly ImportMapping mapping;
    private readonly ImportGround ground;
    private readonly (ColumnMapping Column, int At)[] columns;
    private readonly (int At, HashSet<string> Values)[] passedOver;
    // A million rows are remembered here: eight bytes of each, and how often for the few that were said again.
    private readonly HashSet<ulong> seen = [];
    private readonly Dictionary<UInt128, int> again = [];
    private readonly StringBuilder said = new();
    private readonly Cells cells;
    private readonly int width;

    private RowReading(ImportMapping mapping, ImportGround ground, (ColumnMapping Column, int At)[] columns, int width)
    {
        (this.mapping, this.ground, this.width) = (mapping, ground, width);
        this.columns = [.. columns.Where(pair => pair.Column.Meaning != ColumnMeaning.Ignore)];
        passedOver =
        [
            .. columns.Where(pair => pair.Column.PassOver is { Count: > 0 })
                .Select(pair => (pair.At, (pair.Column.PassOver ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase))),
        ];
        cells = new(this.columns, FileEncoding.IsVisual(mapping.Encoding));
    }

    /// <summary>Begins to read a file, unless the mapping is wrong or the file lacks a column that it names.</summary>
    /// <param name="mapping">How the file is read.</param>
    /// <param name="headers">The names of the file's columns, as <see cref="HeaderStyle.Named"/> gives them.</param>
    /// <param name="ground">What the rows are read upon.</param>
    public static Result<RowReading> Open(ImportMapping mapping, IReadOnlyList<string> headers, ImportGround ground)
    {
        var faults = mapping.Faults().ToList();
        var wanted = mapping.Columns.Where(column => column.Meaning != ColumnMeaning.Ignore || column.PassOver is { Count: > 0 });
        var columns = new List<(ColumnMapping, int)>();
        var places = headers.Select((header, at) => (header, at)).ToLookup(pair => pair.header, pair => pair.at, StringComparer.OrdinalIgnoreCase);
        foreach (var column in wanted)
        {
            if (places[column.Header].Any()) columns.Add((column, places[column.Header].First()));
            else faults.Add(new($"columns.{column.Header}", "missing"));
        }

        return faults.Count > 0 ? new Refusal.Invalid(faults) : new RowReading(mapping, ground, [.. columns], headers.Count);
    }

    /// <summary>Whether the mapping passes over a row: blank ones, trial answers, the company's own messages.</summary>
    public bool PassesOver(IReadOnlyList<string> row)
    {
        foreach (var (at, values) in passedOver)
            if (at < row.Count && values.Contains(row[at].Trim())) return true;
        return row.All(string.IsNullOrWhiteSpace);
    }

    /// <summary>A row as a voice, or what is wrong with it.</summary>
    public Result<HeardVoice> Voice(IReadOnlyList<string> row)
    {
        cells.Turn(row);
        CheckWidth(row);
        var voice = new HeardVoice
        {
            Source = mapping.Source,
            Id = cells.Text(ColumnMeaning.Id) ?? ByContent(row),
            HeardAt = cells.Moment(ColumnMeaning.HeardAt, "heardAt", ground.Zone) ?? OnItsDay(),
            Channel = Code(ColumnMeaning.Channel, ground.Channels) ?? mapping.Channel,
            Touchpoint = Code(ColumnMeaning.Touchpoint, ground.Touchpoints) ?? mapping.Touchpoint,
            Unit = Code(ColumnMeaning.Unit, ground.Units) ?? mapping.Unit,
            Kind = Kinds.CodeOf(cells.Text(ColumnMeaning.Kind)) ?? mapping.Kind,
            Title = cells.Text(ColumnMeaning.Title),
            Text = cells.Text(ColumnMeaning.Text),
            Score = cells.Score(),
            Answers = cells.Answers(),
            Customer = Customer(),
            Author = cells.Text(ColumnMeaning.Author),
            Notice = cells.Text(ColumnMeaning.Notice),
            History = mapping.History,
        };
        if (voice.HeardAt is null && !cells.Faults.Exists(fault => fault.Field == "heardAt")) cells.Faults.Add(new("heardAt", "required"));
        return cells.Faults.Count > 0 ? new Refusal.Invalid([.. cells.Faults]) : voice;
    }

    /// <summary>A row as a customer, or what is wrong with it.</summary>
    public Result<CustomerRecord> CustomerOf(IReadOnlyList<string> row)
    {
        cells.Turn(row);
        CheckWidth(row);
        var record = new CustomerRecord
        {
            Source = mapping.Source,
            Id = cells.Text(ColumnMeaning.CustomerId),
            Name = cells.Joined(ColumnMeaning.CustomerName),
            Unit = Code(ColumnMeaning.Unit, ground.Units) ?? mapping.Unit,
            Since = cells.Moment(ColumnMeaning.Since, "since", ground.Zone),
            Identities = [.. Identity("mail", ColumnMeaning.CustomerMail), .. Identity("phone", ColumnMeaning.CustomerPhone)],
            Attributes = cells.Attributes(),
        };
        return cells.Faults.Count > 0 ? new Refusal.Invalid([.. cells.Faults]) : record;
    }

    // More cells than columns: a delimiter stood in a text that nobody quoted, and everything after it slid.
    private void CheckWidth(IReadOnlyList<string> row)
    {
        for (var at = width; at < row.Count; at++)
        {
            if (row[at].Length == 0) continue;
            cells.Faults.Add(new("row", "too_many_cells"));
            return;
        }
    }

    private HeardCustomer? Customer()
    {
        var customer = new HeardCustomer
        {
            Id = cells.Text(ColumnMeaning.CustomerId),
            Name = cells.Joined(ColumnMeaning.CustomerName),
            Mail = cells.Text(ColumnMeaning.CustomerMail),
            Phone = cells.Text(ColumnMeaning.CustomerPhone),
        };
        return customer is { Id: null, Name: null, Mail: null, Phone: null } ? null : customer;
    }

    private IEnumerable<WrittenIdentity> Identity(string kind, ColumnMeaning meaning) =>
        cells.Text(meaning) is { } written ? [new(kind, written)] : [];

    private DateTimeOffset? OnItsDay()
    {
        if (mapping.HeardOn is not { } day) return null;
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (ground.Zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(30);
        return new DateTimeOffset(midnight, ground.Zone.GetUtcOffset(midnight));
    }

    private string? Code(ColumnMeaning meaning, Labels labels) => cells.Text(meaning) is { } label ? labels.CodeOf(label) : null;

    private string ByContent(IReadOnlyList<string> row)
    {
        said.Clear();
        foreach (var (_, at) in columns) said.Append(at < row.Count ? row[at].Trim() : "").Append('\u001f');
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(said.ToString()), hash);
        var content = BinaryPrimitives.ReadUInt128BigEndian(hash);
        var times = seen.Add((ulong)content) ? 1 : again[content] = again.GetValueOrDefault(content, 1) + 1;
        return $"#{content:x32}-{times}";
    }
}
