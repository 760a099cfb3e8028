using Kolot.Core.Listen.Importing;

namespace Kolot.Core.Benchmarks;

/// <summary>How the columns of a file write their dates: in which order, and whether with hours.</summary>
internal static class StudyDates
{
    /// <summary>The style of each column: once, or twice where day and month can change places in all of them and nobody said which comes first.</summary>
    /// <param name="cells">What stands in each column, without the empty ones.</param>
    /// <param name="said">The order that somebody said.</param>
    public static IReadOnlyList<IReadOnlyDictionary<string, DateStyle>> Styles(IReadOnlyDictionary<string, IReadOnlyList<string>> cells, DateStyle? said)
    {
        var guessed = cells.ToDictionary(column => column.Key, column => DateReading.Guess(column.Value) ?? DateStyle.YearFirst);
        string[] either = [.. guessed.Where(column => column.Value is DateStyle.DayFirst or DateStyle.MonthFirst).Select(column => column.Key)];
        if (either.Length == 0) return [guessed];
        if (said is DateStyle.DayFirst or DateStyle.MonthFirst) return [With(said.Value)];
        // One file is written in one order: a month above twelve in one column proves it for the others too.
        var (day, month, differ) = Proofs(either.SelectMany(column => cells[column]));
        return (day, month, differ) switch
        {
            (true, true, _) => [guessed],
            (_, true, _) => [With(DateStyle.MonthFirst)],
            (false, false, true) => [With(DateStyle.DayFirst), With(DateStyle.MonthFirst)],
            _ => [With(DateStyle.DayFirst)],
        };

        Dictionary<string, DateStyle> With(DateStyle order) => guessed.ToDictionary(column => column.Key, column => either.Contains(column.Key) ? order : column.Value);
    }

    /// <summary>Whether a column that says when it was asked, or answered, tells no hour anywhere: midnights alone.</summary>
    public static bool InDays(IReadOnlyDictionary<string, IReadOnlyList<string>> cells, IReadOnlyDictionary<string, DateStyle> styles) =>
        new[] { "asked", "answered" }.Any(column =>
        {
            var told = cells[column].Select(cell => DateReading.Read(cell, styles[column], TimeZoneInfo.Utc)).OfType<DateTimeOffset>().ToArray();
            return told.Length > 0 && told.All(moment => moment.TimeOfDay == TimeSpan.Zero);
        });

    private static (bool Day, bool Month, bool Differ) Proofs(IEnumerable<string> cells)
    {
        var (day, month, differ) = (false, false, false);
        foreach (var cell in cells)
        {
            var (one, other) = (DateReading.Read(cell, DateStyle.DayFirst, TimeZoneInfo.Utc), DateReading.Read(cell, DateStyle.MonthFirst, TimeZoneInfo.Utc));
            day |= other is null && one is not null;
            month |= one is null && other is not null;
            differ |= one is not null && other is not null && one != other;
        }

        return (day, month, differ);
    }
}
