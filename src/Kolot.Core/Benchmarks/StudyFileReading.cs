using Kolot.Core.Calendars;
using Kolot.Core.Listen.Importing;
using Kolot.Core.Statistics;

namespace Kolot.Core.Benchmarks;

/// <summary>Reads the rows of a file of times by styles of dates that are known, and notes what is wrong with them.</summary>
internal sealed class StudyFileReading
{
    private const double Day = 1_440;

    private readonly Dictionary<string, int> columns;
    private readonly IReadOnlyDictionary<string, DateStyle> styles;
    private readonly (TimeZoneInfo Zone, DateTime Now, DateTime? Until) clock;
    private readonly Dictionary<string, string> industries = [];

    public StudyFileReading(
        IReadOnlyList<(long Line, IReadOnlyList<string> Cells)> lines, Dictionary<string, int> columns, (bool InDays, IReadOnlyDictionary<string, DateStyle> Styles) dates, (TimeZoneInfo Zone, DateTime Now, DateTime? Until) clock)
    {
        (this.columns, InDays, this.styles, this.clock) = (columns, dates.InDays, dates.Styles, clock);
        Rows = [.. lines.TakeWhile(_ => Faults.Count < StudyFile.MostFaults).Select(line => Of(line.Line, line.Cells)).OfType<TimedRow>()];
    }

    public bool InDays { get; }

    public IReadOnlyList<TimedRow> Rows { get; }

    public List<Fault> Faults { get; } = [];

    /// <summary>Whether by these styles something is answered before it was asked, or not yet.</summary>
    public bool Impossible => Faults.Exists(fault => fault.Reason is "before_asked" or "in_future");

    public static string? Cell(IReadOnlyList<string> cells, Dictionary<string, int> columns, string field) =>
        columns.TryGetValue(field, out var at) && at < cells.Count && cells[at].Trim() is { Length: > 0 } text ? text : null;

    private TimedRow? Of(long line, IReadOnlyList<string> cells)
    {
        var (company, industry, before) = (Cell(cells, columns, "company"), Cell(cells, columns, "industry"), Faults.Count);
        if (company is null) Faults.Add(new($"lines[{line}].company", "required"));
        else if (company.Length > StudyFile.MostName) Faults.Add(new($"lines[{line}].company", "too_long"));
        else if (industry is not null && !industries.TryAdd(company, industry) && industries[company] != industry) Faults.Add(new($"lines[{line}].industry", "another_industry"));
        var (asked, answered, watched) = (Time(line, cells, "asked"), Time(line, cells, "answered"), Time(line, cells, "until")?.Until ?? clock.Until);
        if (asked is null && Faults.Count == before) Faults.Add(new($"lines[{line}].asked", "required"));
        if (asked is not { } from) return null;
        if (answered?.Until < from.From) Faults.Add(new($"lines[{line}].answered", "before_asked"));
        if (answered is null && (watched < from.From || (InDays && watched == from.From))) Faults.Add(new($"lines[{line}].until", "before_asked"));
        return Faults.Count == before ? new(line, company!, industry, from.From, answered is null ? ProbeState.Silent : ProbeState.Answered, Minutes(from, answered, watched)) : null;
    }

    // In days whoever was watched to the end of the day on which they asked was not answered on it: a day of watching is day none.
    private Within Minutes(ReplyTime asked, ReplyTime? answered, DateTime? watched) =>
        answered is { } at ? new(Between(asked.Until, at.From), Between(asked.From, at.Until))
        : watched is { } until ? new(InDays ? Math.Max(0, Between(asked.From, until) - Day) : Between(asked.Until, until), double.PositiveInfinity)
        : Within.Never;

    // A day in which the clock is changed is a day too.
    private double Between(DateTime from, DateTime to) => InDays ? Math.Floor((to - from).TotalDays + 0.1) * Day : Math.Max(0, (to - from).TotalMinutes);

    // Of a day without an hour among others that have one is known that it was in this day.
    private ReplyTime? Time(long line, IReadOnlyList<string> cells, string field)
    {
        if (Cell(cells, columns, field) is not { } text) return null;
        if (DateReading.Read(text, styles[field], clock.Zone) is not { } moment)
        {
            Faults.Add(new($"lines[{line}].{field}", "no_date"));
            return null;
        }

        var (day, alone) = (DateOnly.FromDateTime(moment.DateTime), DateReading.IsDayAlone(text, styles[field]) || (InDays && moment.TimeOfDay == TimeSpan.Zero));
        var at = InDays && field != "until" ? LocalDays.StartOf(day, clock.Zone) : moment.UtcDateTime;
        if (at > clock.Now + ReplyTime.Apart) Faults.Add(new($"lines[{line}].{field}", "in_future"));
        if (field == "until") return new(at, alone ? StudyFile.WatchedOf(day, (clock.Zone, clock.Now)) : at);
        return new(at, alone && !InDays ? at.AddDays(1) : at);
    }
}
