using System.Data.Common;
using Kolot.Core.Calendars;
using Kolot.Core.Facts;

namespace Kolot.Store.Facts;

/// <summary>Makes an image of all voices that an organisation has, and of what closed cases tell.</summary>
internal static class FactLoading
{
    private const int Page = 50_000;

    /// <summary>In which days the organisation lives.</summary>
    public static async Task<LocalDays> Days(DbConnection connection, CancellationToken cancel) => new(await FactReading.Zone(connection, cancel));

    /// <summary>Reads all.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="days">The organisation's days.</param>
    /// <param name="loaded">Is told which share of it is read, from 0 to 1.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<FactImage> All(DbConnection connection, LocalDays days, Action<double> loaded, CancellationToken cancel)
    {
        var facts = new FactImage(days);
        await foreach (var (customer, key, value) in FactReading.Attributes(connection, null, cancel))
            facts.Names.Customers.Add(facts.Names.Customers.NumberOf(customer), key, value);
        await Voices(connection, facts, loaded, cancel);
        await Outcomes(connection, facts, cancel);
        return facts;
    }

    private static async Task Voices(DbConnection connection, FactImage facts, Action<double> loaded, CancellationToken cancel)
    {
        if (await FactReading.Ends(connection, cancel) is not var (first, last)) return;
        for (var (after, more) = (first - 1, true); more;)
        {
            var read = 0;
            await foreach (var row in FactReading.After(connection, after, Page, cancel))
            {
                facts.Put(row);
                (after, read) = (row.Place, read + 1);
            }

            more = read == Page;
            loaded(Math.Clamp((double)(after - first) / Math.Max(1, last - first), 0, 0.99));
        }
    }

    // After all voices, in blocks of their own: what is asked of voices walks past these at once.
    private static async Task Outcomes(DbConnection connection, FactImage facts, CancellationToken cancel)
    {
        for (var (after, more) = (-1L, true); more;)
        {
            var read = 0;
            await foreach (var row in FactReading.OutcomesAfter(connection, after, Page, cancel))
            {
                facts.Put(row);
                (after, read) = (row.Place, read + 1);
            }

            more = read == Page;
        }
    }
}
