using Kolot.Core.Calendars;
using Kolot.Core.Statistics;

namespace Kolot.Core.Benchmarks;

/// <summary>The hours of a wave in which anybody can be approached, day by day; days without any are left out.</summary>
internal sealed class PlanDays
{
    private const int FirstHour = 8, LastHour = 20;

    private readonly IReadOnlyList<OpenTime>[] days;

    private PlanDays(IReadOnlyList<OpenTime>[] days) => this.days = days;

    public bool Any => days.Length > 0;

    public int Count => days.Length;

    public static PlanDays Of(PlanFor asked)
    {
        var earliest = new DateTime(((asked.NotBefore?.Ticks ?? 0) + TimeSpan.TicksPerMinute - 1) / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, DateTimeKind.Utc);
        var days = Enumerable.Range(asked.From.DayNumber, asked.Until.DayNumber - asked.From.DayNumber + 1).Select(number => OpenOn(asked, DateOnly.FromDayNumber(number)));
        // Whole minutes alone are planned, so that a stretch of less is none.
        return new([.. days.Select(IReadOnlyList<OpenTime> (open) => [.. open.Select(one => one.Within(earliest, DateTime.MaxValue)).OfType<OpenTime>().Where(one => one.Length >= TimeSpan.FromMinutes(1))]).Where(open => open.Count > 0)]);
    }

    /// <summary>The moment of a day by which a part of its open time is over, on a whole minute of it.</summary>
    public DateTime At(int day, double part)
    {
        var minutes = (long)(part * days[day].Sum(open => Minutes(open)));
        foreach (var open in days[day])
        {
            if (minutes < Minutes(open)) return open.From.AddMinutes(minutes);
            minutes -= Minutes(open);
        }

        return days[day][^1].From;
    }

    private static long Minutes(OpenTime open) => (long)open.Length.TotalMinutes;

    private static IReadOnlyList<OpenTime> OpenOn(PlanFor asked, DateOnly day)
    {
        return asked.Hours is { } hours ? hours.On(day).Open : [new(At(FirstHour), At(LastHour))];

        DateTime At(int hour) => LocalDays.Moment(day.ToDateTime(new TimeOnly(hour, 0)), asked.Zone);
    }
}

/// <summary>Draws one plan.</summary>
internal sealed class PlanDraw(PlanFor asked)
{
    private readonly Draws draws = new((ulong)asked.Seed);
    private readonly PlanDays days = PlanDays.Of(asked);
    private readonly Dictionary<object, int> used = [];

    public ProbePlan Drawn()
    {
        var wanted = (long)asked.Companies.Count * asked.Design.ProbesEach;
        var count = (int)Math.Min(wanted, asked.Affordable);
        var (each, over) = (count / asked.Companies.Count, count % asked.Companies.Count);
        var probes = new List<PlannedProbe>(count);
        // Who is drawn first stands earliest within the strata of days, and has one more where the budget ends among companies.
        foreach (var (place, company) in Shuffled(asked.Companies).Index())
            probes.AddRange(Of(company, each + (place < over ? 1 : 0), (place + draws.Unit()) / asked.Companies.Count));
        var twice = Shuffled([.. Enumerable.Range(0, probes.Count)]).Take((int)Math.Round(probes.Count * Math.Clamp(asked.Design.RatedTwice, 0, 1))).ToHashSet();
        return new([.. probes.Select((probe, at) => probe with { Twice = twice.Contains(at) }).OrderBy(probe => probe.At).ThenBy(probe => probe.Company)], (int)Math.Min(wanted - count, int.MaxValue));
    }

    private IEnumerable<PlannedProbe> Of(PlanCompany company, int many, double start)
    {
        ProbeChannel[] channels = [.. asked.ChannelsOf(company)];
        var parts = Shuffled([.. Enumerable.Range(0, many)]);
        foreach (var (place, slot) in Shuffled([.. Enumerable.Range(0, many)]).Index())
        {
            var channel = Least(channels, company.Id, one => one);
            PlanScenario[] serving = [.. asked.Scenarios.Where(scenario => PlanFor.Serves(scenario, channel))];
            var scenario = Least(serving, company.Id, one => one.Id);
            var wording = Least([.. Enumerable.Range(0, scenario.Wordings)], company.Id, one => (scenario.Id, one));
            var shopper = Least(asked.Shoppers, company.Id, one => ("shopper", one));
            var at = days.At(Math.Min((int)((start + slot) * days.Count / many), days.Count - 1), (parts[place] + draws.Unit()) / many);
            yield return new(company.Id, channel, scenario.Id, wording, shopper, at, Twice: false);
        }
    }

    // One of those that the company met least, of these one that the wave used least, of these any.
    private T Least<T>(IReadOnlyList<T> among, Guid company, Func<T, object> key)
    {
        var best = among.Min(one => (Of((company, key(one))), Of(key(one))));
        T[] least = [.. among.Where(one => (Of((company, key(one))), Of(key(one))) == best)];
        var taken = least[draws.Below(least.Length)];
        used[key(taken)] = Of(key(taken)) + 1;
        used[(company, key(taken))] = Of((company, key(taken))) + 1;
        return taken;

        int Of(object what) => used.GetValueOrDefault(what);
    }

    private T[] Shuffled<T>(IReadOnlyList<T> ordered)
    {
        T[] mixed = [.. ordered];
        for (var at = mixed.Length - 1; at > 0; at--)
        {
            var other = draws.Below(at + 1);
            (mixed[at], mixed[other]) = (mixed[other], mixed[at]);
        }

        return mixed;
    }
}
