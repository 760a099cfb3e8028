using Kolot.Core.Calendars;
using Kolot.Core.Listen.Importing;
using Kolot.Core.Statistics;

namespace Kolot.Core.Benchmarks;

/// <summary>In which columns of a file times stand.</summary>
/// <param name="Company">Who was asked.</param>
/// <param name="Asked">When.</param>
/// <param name="Answered">When it answered; blank where it did not.</param>
public sealed record StudyColumns(string Company, string Asked, string Answered)
{
    /// <summary>Until when anybody watched, a day without an hour to its end; null for no such column.</summary>
    public string? Until { get; init; }

    /// <summary>The company's industry; null for no such column.</summary>
    public string? Industry { get; init; }
}

/// <summary>A row of a file: somebody asked a company something.</summary>
/// <param name="Line">In which line it stands.</param>
/// <param name="Company">Whom.</param>
/// <param name="Industry">Its industry; null for none.</param>
/// <param name="Asked">When, UTC.</param>
/// <param name="Answered">When it answered; null where it did not.</param>
/// <param name="Until">Until when anybody watched; null where nobody knows.</param>
public sealed record TimedRow(long Line, string Company, string? Industry, DateTime Asked, DateTime? Answered, DateTime? Until)
{
    /// <summary>What became of it.</summary>
    public ProbeState State => Answered is null ? ProbeState.Silent : ProbeState.Answered;

    /// <summary>Between how many minutes it was answered; of one that was not, for how long it was watched.</summary>
    public Within Minutes => Answered is { } answered ? Within.At((answered - Asked).TotalMinutes)
        : Until is { } until ? new((until - Asked).TotalMinutes, double.PositiveInfinity)
        : Within.Never;

    /// <summary>The outcome as the file states it: nothing of what was answered, for nobody graded it.</summary>
    public Outcome Outcome => Answered is null ? Outcome.Never : Outcome.Unknown;
}

/// <summary>Times that are known from elsewhere: who was asked when, and answered when.</summary>
/// <param name="Rows">Its rows, in order.</param>
public sealed record StudyFile(IReadOnlyList<TimedRow> Rows)
{
    /// <summary>How many faults are told at once.</summary>
    public const int MostFaults = 20;

    /// <summary>The longest name of a company or industry.</summary>
    public const int MostName = 200;

    /// <summary>When the watch of a day ends: whoever says "until the third" means the whole of it.</summary>
    public static DateTime EndOf(DateOnly day, TimeZoneInfo zone) => LocalDays.StartOf(day.AddDays(1), zone);

    /// <summary>The companies by their names, in the order in which they come; each with its industry, where any row says it.</summary>
    public IReadOnlyList<(string Name, string? Industry)> Companies => [.. Rows.GroupBy(row => row.Company, (name, own) => (name, own.Select(row => row.Industry).FirstOrDefault(industry => industry is not null)))];

    /// <summary>Whether every row was answered: most likely the data hold no others, and nothing can be said of shares.</summary>
    public bool AllAnswered => Rows.All(row => row.Answered is not null);

    /// <summary>Reads rows of cells under their headers.</summary>
    /// <param name="headers">The columns' names.</param>
    /// <param name="lines">The rows below, each with the number of its line.</param>
    /// <param name="columns">In which columns times stand.</param>
    /// <param name="zone">Whose clock is meant where a time says none.</param>
    /// <param name="until">Until when everybody was watched, where no column says it, UTC.</param>
    /// <returns>Refused with the first faults by line and column: <c>lines[12].asked</c>.</returns>
    public static Result<StudyFile> Read(IReadOnlyList<string> headers, IReadOnlyList<(long Line, IReadOnlyList<string> Cells)> lines, StudyColumns columns, TimeZoneInfo zone, DateTime? until = null)
    {
        var at = new Dictionary<string, int>();
        var faults = new List<Fault>();
        foreach (var (field, name) in new[] { ("company", columns.Company), ("asked", columns.Asked), ("answered", columns.Answered), ("until", columns.Until), ("industry", columns.Industry) })
        {
            if (string.IsNullOrWhiteSpace(name)) continue;
            at[field] = headers.Index().Where(header => header.Item.Trim().Equals(name.Trim(), StringComparison.OrdinalIgnoreCase)).Select(header => header.Index).FirstOrDefault(-1);
            if (at[field] < 0) faults.Add(new(field, "no_such_column"));
        }

        if (lines.Count == 0) faults.Add(new("file", "empty"));
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        var reading = new Reading(lines, at, zone, until);
        TimedRow?[] rows = [.. lines.Select(line => reading.Of(line.Line, line.Cells)).TakeWhile(_ => reading.Faults.Count < MostFaults)];
        return reading.Faults.Count > 0 ? new Refusal.Invalid([.. reading.Faults.Take(MostFaults)]) : new StudyFile([.. rows.OfType<TimedRow>()]);
    }

    /// <summary>The study that they are; companies are numbered in their order, and ids made of their numbers.</summary>
    public StudySeen Seen(StudyDesign design)
    {
        var ids = Companies.Index().ToDictionary(company => company.Item.Name, company => new Guid(company.Index + 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        return new(
            design, [.. Companies.Select(company => new CompanySeen(ids[company.Name], company.Industry, Ours: false))],
            [.. Rows.Select(row => new ProbeSeen(ids[row.Company], 1, row.State, row.Minutes, Grade: null, Again: null, row.Outcome))]);
    }

    private sealed class Reading(IReadOnlyList<(long Line, IReadOnlyList<string> Cells)> lines, Dictionary<string, int> columns, TimeZoneInfo zone, DateTime? until)
    {
        private readonly Dictionary<string, DateStyle> styles = new[] { "asked", "answered", "until" }.Where(columns.ContainsKey)
            .ToDictionary(field => field, field => DateReading.Guess(lines.Select(line => Cell(line.Cells, columns, field) ?? "")) ?? DateStyle.YearFirst);

        public List<Fault> Faults { get; } = [];

        public TimedRow? Of(long line, IReadOnlyList<string> cells)
        {
            var (company, before) = (Cell(cells, columns, "company"), Faults.Count);
            if (company is null) Faults.Add(new($"lines[{line}].company", "required"));
            else if (company.Length > MostName) Faults.Add(new($"lines[{line}].company", "too_long"));
            var (asked, answered, watched) = (Time(line, cells, "asked"), Time(line, cells, "answered"), Time(line, cells, "until") ?? until);
            if (asked is null && Faults.Count == before) Faults.Add(new($"lines[{line}].asked", "required"));
            if (answered < asked) Faults.Add(new($"lines[{line}].answered", "before_asked"));
            if (answered is null && watched < asked) Faults.Add(new($"lines[{line}].until", "before_asked"));
            return Faults.Count == before ? new(line, company!, Cell(cells, columns, "industry"), asked!.Value, answered, watched) : null;
        }

        private DateTime? Time(long line, IReadOnlyList<string> cells, string field)
        {
            if (Cell(cells, columns, field) is not { } text) return null;
            if (DateReading.Read(text, styles[field], zone) is { } moment)
                return field == "until" && DateReading.IsDayAlone(text, styles[field]) ? EndOf(DateOnly.FromDateTime(moment.DateTime), zone) : moment.UtcDateTime;
            Faults.Add(new($"lines[{line}].{field}", "no_date"));
            return null;
        }

        private static string? Cell(IReadOnlyList<string> cells, Dictionary<string, int> columns, string field) =>
            columns.TryGetValue(field, out var at) && at < cells.Count && cells[at].Trim() is { Length: > 0 } text ? text : null;
    }
}
