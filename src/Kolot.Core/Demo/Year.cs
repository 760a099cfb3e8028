namespace Kolot.Core.Demo;

/// <summary>The twelve months of the demonstration, counted in days from 0.</summary>
internal sealed class Year
{
    private readonly DateOnly[] months;

    /// <summary>The twelve months before a day, which is itself outside.</summary>
    public Year(DateOnly end)
    {
        Start = end.AddMonths(-12);
        Days = end.DayNumber - Start.DayNumber;
        months = [.. Enumerable.Range(0, 13).Select(month => month == 12 ? end : Start.AddMonths(month))];
    }

    /// <summary>The first day.</summary>
    public DateOnly Start { get; }

    /// <summary>How many days there are.</summary>
    public int Days { get; }

    /// <summary>The date of a day; before the start where negative.</summary>
    public DateOnly Date(int day) => Start.AddDays(day);

    /// <summary>The month of a day, 1 to 12.</summary>
    public int MonthOf(int day)
    {
        var date = Date(day);
        for (var month = 12; month > 1; month--)
            if (date >= months[month - 1]) return month;
        return 1;
    }

    /// <summary>The first day of a month, from 1; month 13 is the end.</summary>
    public int FirstOf(int month) => months[month - 1].DayNumber - Start.DayNumber;

    /// <summary>Months since that month began to matter: 1 in the month itself, 0 before.</summary>
    public int MonthsFrom(int month, int day) => Math.Max(0, MonthOf(day) - month + 1);
}
