using System.Globalization;

namespace Kolot.Core.Demo;

/// <summary>Twelve months of Shaked Net: its customers and all that was said, with the <see cref="PlantedTruths"/> in it.</summary>
/// <remarks>The same end, seed and size bring the same customers and voices, in every culture and time zone.</remarks>
public sealed class DemoYear
{
    /// <summary>The system that knows the customers.</summary>
    public const string CustomerSource = "crm";

    /// <summary>The seed of the demonstration that everybody sees.</summary>
    public const ulong Seed = 5787;

    /// <summary>How many customers it has.</summary>
    public const int Size = 40_000;

    private readonly Year year;

    private DemoYear(Year year, IReadOnlyList<DemoCustomer> customers, IReadOnlyList<DemoVoice> voices) =>
        (this.year, Customers, Voices) = (year, customers, voices);

    /// <summary>The customers, by number.</summary>
    public IReadOnlyList<DemoCustomer> Customers { get; }

    /// <summary>The voices, in order of time.</summary>
    public IReadOnlyList<DemoVoice> Voices { get; }

    /// <summary>The year that ends with the day before a date.</summary>
    public static DemoYear Of(DateOnly end, ulong seed = Seed, int size = Size)
    {
        var year = new Year(end);
        var customers = new List<DemoCustomer>(size);
        var spoken = new List<Spoken>(size * 2);
        for (var number = 0; number < size; number++)
        {
            var person = People.Make(number, year, seed);
            customers.Add(person.Record(year, Chance.For(seed, "record", number)));
            var chance = Chance.For(seed, "life", number);
            // Told before the next thing happens: one chance runs through the whole of a life.
            foreach (var happening in new Life(person, year, chance).Happenings().ToList()) spoken.Add(Speaking.Of(happening, person, year, chance));
        }

        spoken.AddRange(Inside.Of(year, seed, size));
        return new(year, customers, Numbered(spoken));
    }

    /// <summary>The month, 1 to 12, in which something was heard.</summary>
    public int MonthOf(DateTimeOffset heardAt) => year.MonthOf(DateOnly.FromDateTime(heardAt.DateTime).DayNumber - year.Start.DayNumber);

    // What was said in the last days is live: somebody follows it up.
    private static List<DemoVoice> Numbered(List<Spoken> spoken)
    {
        var live = spoken.Max(one => one.Heard.HeardAt) - TimeSpan.FromDays(3);
        return [.. spoken.Index().OrderBy(one => one.Item.Heard.HeardAt).ThenBy(one => one.Index)
            .Select((one, number) => new DemoVoice(
                one.Item.Heard with { Id = (number + 1).ToString("d6", CultureInfo.InvariantCulture), History = one.Item.Heard.HeardAt < live }, one.Item.By))];
    }
}
