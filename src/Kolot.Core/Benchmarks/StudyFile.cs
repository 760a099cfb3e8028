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

    /// <summary>Whether the day or the month comes first, where dates can be read both ways; null while nobody said.</summary>
    public DateStyle? Dates { get; init; }
}

/// <summary>A row of a file: somebody asked a company something.</summary>
/// <param name="Line">In which line it stands.</param>
/// <param name="Company">Whom.</param>
/// <param name="Industry">Its industry; null for none.</param>
/// <param name="Asked">When, UTC; the beginning of the day where no hour is told.</param>
/// <param name="State">What became of it.</param>
/// <param name="Minutes">Between how many minutes it was answered; of one that was not, for how long it was watched.</param>
public sealed record TimedRow(long Line, string Company, string? Industry, DateTime Asked, ProbeState State, Within Minutes)
{
    /// <summary>The outcome as the file states it: nothing of what was answered, for nobody graded it.</summary>
    public Outcome Outcome => State == ProbeState.Silent ? Outcome.Never : Outcome.Unknown;
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

    /// <summary>Until when was watched who was watched until a day: of today nobody has seen the end yet.</summary>
    public static DateTime WatchedOf(DateOnly day, (TimeZoneInfo Zone, DateTime Now) clock) =>
        EndOf(day, clock.Zone) is var end && end > clock.Now && LocalDays.StartOf(day, clock.Zone) <= clock.Now ? clock.Now : end;

    /// <summary>The companies by their names, in the order in which they come; each with its industry, where any row says it.</summary>
    public IReadOnlyList<(string Name, string? Industry)> Companies => [.. Rows.GroupBy(row => row.Company, (name, own) => (name, own.Select(row => row.Industry).FirstOrDefault(industry => industry is not null)))];

    /// <summary>Whether every row was answered: most likely the data hold no others, and nothing can be said of shares.</summary>
    public bool AllAnswered => Rows.All(row => row.State == ProbeState.Answered);

    /// <summary>Whether times are whole days of the calendar, of 1,440 minutes each: no hour is told of when was asked, or of when was answered. None of them is then the same day, and nothing shorter is known.</summary>
    public bool InDays { get; init; }

    /// <summary>Reads rows of cells under their headers.</summary>
    /// <param name="headers">The columns' names.</param>
    /// <param name="lines">The rows below, each with the number of its line.</param>
    /// <param name="columns">In which columns times stand.</param>
    /// <param name="clock">Whose clock is meant where a time says none, and what time it is, UTC.</param>
    /// <param name="until">Until when everybody was watched, where no column says it, UTC.</param>
    /// <returns>Refused with the first faults by line and column: <c>lines[12].asked</c>; with <c>dates</c> where dates can be read in two orders and nobody said which.</returns>
    public static Result<StudyFile> Read(IReadOnlyList<string> headers, IReadOnlyList<(long Line, IReadOnlyList<string> Cells)> lines, StudyColumns columns, (TimeZoneInfo Zone, DateTime Now) clock, DateTime? until = null)
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
        if (until > clock.Now + ReplyTime.Apart) faults.Add(new("watched", "in_future"));
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        var cells = new[] { "asked", "answered", "until" }.Where(at.ContainsKey).ToDictionary(field => field, field => (IReadOnlyList<string>)[.. lines.Select(line => StudyFileReading.Cell(line.Cells, at, field)).OfType<string>()]);
        StudyFileReading Under(IReadOnlyDictionary<string, DateStyle> styles) => new(lines, at, (StudyDates.InDays(cells, styles), styles), (clock.Zone, clock.Now, until));
        var readings = StudyDates.Styles(cells, columns.Dates).Select(Under).ToArray();
        // Where nothing is answered before it was asked, and nothing is of tomorrow, in one order alone, that is the order.
        if (readings.Length > 1 && readings.Where(reading => !reading.Impossible).ToArray() is [var one]) readings = [one];
        if (readings.Length > 1) return new Refusal.Invalid("dates", "two_orders");
        return readings[0].Faults.Count > 0 ? new Refusal.Invalid([.. readings[0].Faults.Take(MostFaults)]) : new StudyFile(readings[0].Rows) { InDays = readings[0].InDays };
    }

    /// <summary>The study that they are; companies are numbered in their order, and ids made of their numbers.</summary>
    public StudySeen Seen(StudyDesign design)
    {
        var ids = Companies.Index().ToDictionary(company => company.Item.Name, company => new Guid(company.Index + 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        return new(
            design, [.. Companies.Select(company => new CompanySeen(ids[company.Name], company.Industry, Ours: false))],
            [.. Rows.Select(row => new ProbeSeen(ids[row.Company], 1, row.State, row.Minutes, Grade: null, Again: null, row.Outcome))]);
    }
}
