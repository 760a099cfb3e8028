namespace Kolot.Core.Listen.Importing;

/// <summary>What a column says.</summary>
public enum ColumnMeaning
{
    /// <summary>Nothing that is wanted.</summary>
    Ignore = 0,

    /// <summary>The voice's id in its source.</summary>
    Id = 1,

    /// <summary>When it was said.</summary>
    HeardAt = 2,

    /// <summary>The words.</summary>
    Text = 3,

    /// <summary>A title.</summary>
    Title = 4,

    /// <summary>The headline score.</summary>
    Score = 5,

    /// <summary>What kind of voice it is.</summary>
    Kind = 6,

    /// <summary>By which channel it came.</summary>
    Channel = 7,

    /// <summary>About which touchpoint.</summary>
    Touchpoint = 8,

    /// <summary>About which unit.</summary>
    Unit = 9,

    /// <summary>Who wrote it down.</summary>
    Author = 10,

    /// <summary>The customer's id.</summary>
    CustomerId = 11,

    /// <summary>The customer's name, or a part of it.</summary>
    CustomerName = 12,

    /// <summary>The customer's mail address.</summary>
    CustomerMail = 13,

    /// <summary>The customer's phone.</summary>
    CustomerPhone = 14,

    /// <summary>An answer to a question of its own.</summary>
    Answer = 15,

    /// <summary>Something known of the customer, in files of customers.</summary>
    Attribute = 16,

    /// <summary>Since when somebody is a customer, in files of customers.</summary>
    Since = 17,

    /// <summary>Under which version of the privacy notice it was given.</summary>
    Notice = 18,
}

/// <summary>What the rows of a file are.</summary>
public enum RowKind
{
    /// <summary>Voices.</summary>
    Voices = 0,

    /// <summary>Customers.</summary>
    Customers = 1,
}

/// <summary>How one column is read.</summary>
public sealed record ColumnMapping
{
    /// <summary>The column's name in the file; a running number from 1 where the file names none.</summary>
    public required string Header { get; init; }

    /// <summary>What it says.</summary>
    public ColumnMeaning Meaning { get; init; }

    /// <summary>The question or the attribute; the column's name if left out.</summary>
    public string? Key { get; init; }

    /// <summary>How it writes dates, where it says when.</summary>
    public DateStyle? Dates { get; init; }

    /// <summary>The lowest score that could be given, where it is one.</summary>
    public double? Low { get; init; }

    /// <summary>The highest score that could be given, where it is one.</summary>
    public double? High { get; init; }

    /// <summary>What labels in it stand for: תלונה for <c>complaint</c>, "Very satisfied" for <c>5</c>.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Stands for what a label means where that was not said: kept as typed, never brought in.</summary>
    public const string Unsaid = "\uFFFC";

    /// <summary>The first label of which nobody said what it means; null if there is none.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? UnclearLabel => Labels?.FirstOrDefault(label => label.Value == Unsaid).Key;

    /// <summary>Rows with one of these in the column are passed over: trial answers, the company's own messages.</summary>
    public IReadOnlyList<string>? PassOver { get; init; }
}

/// <summary>How a file is read: its shape, what its columns say, and what is true of all its rows.</summary>
/// <remarks>Kept by name as JSON, so that next month's file of the same kind comes in with one click.</remarks>
public sealed record ImportMapping
{
    /// <summary>The form of this record; a later Kolot reads older forms.</summary>
    public int Form { get; init; } = 1;

    /// <summary>What the rows are.</summary>
    public RowKind Rows { get; init; }

    /// <summary>The encoding by its IANA name; of no matter to Excel files.</summary>
    public string Encoding { get; init; } = FileEncoding.Utf8;

    /// <summary>What separates cells; of no matter to Excel files.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>How many rows name the columns before the first row that counts.</summary>
    public int HeaderRows { get; init; } = 1;

    /// <summary>The columns that are read.</summary>
    public IReadOnlyList<ColumnMapping> Columns { get; init; } = [];

    /// <summary>The system that the rows come from.</summary>
    public string Source { get; init; } = "";

    /// <summary>The channel's code where no column says it.</summary>
    public string? Channel { get; init; }

    /// <summary>The touchpoint's code where no column says it.</summary>
    public string? Touchpoint { get; init; }

    /// <summary>The unit's code where no column says it.</summary>
    public string? Unit { get; init; }

    /// <summary>What kind of voice the rows are where no column says it.</summary>
    public string? Kind { get; init; }

    /// <summary>The day on which rows were said that have no date of their own.</summary>
    public DateOnly? HeardOn { get; init; }

    /// <summary>Whether the rows are history: read and measured, but starting no clock, case or message.</summary>
    public bool History { get; init; } = true;

    /// <summary>What is wrong with it, before any file is read.</summary>
    public IReadOnlyList<Fault> Faults()
    {
        var faults = new List<Fault>();
        if (Form != 1) faults.Add(new("form", "unknown"));
        if (string.IsNullOrWhiteSpace(Source)) faults.Add(new("source", "required"));
        if (!FileEncoding.All.Contains(Encoding)) faults.Add(new("encoding", "unknown"));
        if (HeaderRows is < 0 or > 9) faults.Add(new("headerRows", "off_scale"));
        var meanings = Columns.Select(column => column.Meaning).ToList();
        if (Rows == RowKind.Voices && !meanings.Exists(Says)) faults.Add(new("columns", "nothing_said"));
        if (Rows == RowKind.Voices && Channel is null && !meanings.Contains(ColumnMeaning.Channel)) faults.Add(new("channel", "required"));
        // What has no date is not of today: somebody must say of when it is.
        if (Rows == RowKind.Voices && HeardOn is null && !meanings.Contains(ColumnMeaning.HeardAt)) faults.Add(new("heardOn", "required"));
        if (Rows == RowKind.Customers && !meanings.Contains(ColumnMeaning.CustomerId)) faults.Add(new("columns", "no_customer_id"));
        faults.AddRange(meanings.Where(Single).GroupBy(meaning => meaning).Where(group => group.Count() > 1)
            .Select(group => new Fault($"columns.{group.Key}", "twice")));
        for (var at = 0; at < Columns.Count; at++)
            if (Columns[at].UnclearLabel is not null) faults.Add(new($"c{at}.labels", "label_unclear"));
        return faults;
    }

    /// <summary>Whether at most one column may say it.</summary>
    public static bool Single(ColumnMeaning meaning) => meaning
        is not (ColumnMeaning.Ignore or ColumnMeaning.Answer or ColumnMeaning.Attribute or ColumnMeaning.CustomerName);

    private static bool Says(ColumnMeaning meaning) =>
        meaning is ColumnMeaning.Text or ColumnMeaning.Title or ColumnMeaning.Score or ColumnMeaning.Answer;
}
