using System.Collections.Concurrent;
using Kolot.Core.Listen.SurveyResults;
using Kolot.Core.Organisation;
using Kolot.Store;

namespace Kolot.Listen.SurveyResults;

/// <summary>The results of a survey as of one moment.</summary>
/// <param name="Tally">What counts.</param>
/// <param name="Uncounted">How many do not, by why.</param>
/// <param name="At">As of when.</param>
public sealed record CountedResults(SurveyTally Tally, IReadOnlyDictionary<Counted, long> Uncounted, DateTime At)
{
    /// <summary>How many finished that are no voice any more, or never were one: their answers are in no question.</summary>
    public long Unheard { get; init; }
}

/// <summary>How far counting is.</summary>
/// <param name="Results">The last results; null while there are none yet.</param>
/// <param name="Read">How many responses were read by now.</param>
public sealed record ResultsNow(CountedResults? Results, long Read);

/// <summary>Counts the results of surveys. A large one is counted beside the page, which tells how far that is, and is counted anew the more seldom the longer it took.</summary>
public sealed class CountResults(ResponseReading reading, TimeProvider clock, ILogger<CountResults> log)
{
    // A page would rather say how far it is than wait.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private const int Most = 200;
    private const int TimesLonger = 20;

    private readonly ConcurrentDictionary<Key, Counting> countings = new();

    /// <summary>The results for whoever reads them.</summary>
    public async Task<ResultsNow> Of(Member reader, ReadSurvey survey, ResultsQuery query, TimeZoneInfo zone, CancellationToken cancel)
    {
        var key = new Key(reader.Organisation, survey.Row.Id, reader.SeesAll ? Guid.Empty : reader.Id, query);
        var counting = countings.GetOrAdd(key, _ => new());
        var work = counting.Go(() => IsFresh(counting), progress => Count(reader, survey, query, zone, progress));
        await work.WaitAsync(Patience, clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancel.ThrowIfCancellationRequested();
        if (work.IsFaulted) await work;
        if (countings.Count > Most) Tidy();
        return new(counting.Last, counting.Read);
    }

    private bool IsFresh(Counting counting) => counting.Last is { } last && counting.Took > Quick
        && clock.GetUtcNow().UtcDateTime - last.At < TimeSpan.FromTicks(Math.Min(Longest.Ticks, counting.Took.Ticks * TimesLonger));

    private void Tidy()
    {
        foreach (var (key, counting) in countings)
            if (counting.IsResting) countings.TryRemove(key, out _);
    }

    private async Task<(CountedResults Results, TimeSpan Took)> Count(Member reader, ReadSurvey survey, ResultsQuery query, TimeZoneInfo zone, Action<long> progress)
    {
        var (begun, at) = (clock.GetTimestamp(), clock.GetUtcNow().UtcDateTime);
        var tally = new SurveyTally(survey.Versions, query.Version ?? survey.Row.Asked);
        var (uncounted, customers) = (new Dictionary<Counted, long>(), new Dictionary<Guid, int>());
        var (read, nobody, unheard) = (0L, int.MinValue, 0L);
        await foreach (var page in reading.All(reader, survey.Row, responses => query.Of(responses, zone), CancellationToken.None))
        {
            foreach (var seen in page)
            {
                var response = seen.Response;
                if (response.Counted != Counted.Yes)
                {
                    uncounted[response.Counted] = uncounted.GetValueOrDefault(response.Counted) + 1;
                    continue;
                }

                if (response.FinishedAt is not null && seen.Voice is null) unheard++;
                tally.Add(new(response.Number, survey.GivenOf(seen))
                {
                    IsFinished = response.FinishedAt is not null, IsHeard = seen.Voice is not null, Screen = response.Screen, Seconds = OneResponse.SecondsOf(response.Seconds),
                    Day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(response.BegunAt, zone)), Customer = seen.Customer is { } customer ? NumberOf(customers, customer) : nobody++,
                });
            }

            progress(read += page.Count);
        }

        var took = clock.GetElapsedTime(begun);
        if (took > Longest) log.LogWarning("The results of a survey with {Responses} responses took {Minutes} minutes to count", read, (int)took.TotalMinutes);
        return (new(tally, uncounted, at) { Unheard = unheard }, took);
    }

    private static int NumberOf(Dictionary<Guid, int> customers, Guid customer) =>
        customers.TryGetValue(customer, out var known) ? known : customers[customer] = customers.Count + 1;

    private sealed record Key(string Organisation, Guid Survey, Guid Reader, ResultsQuery Query);

    /// <summary>Counts one view at a time, once for all who look at it.</summary>
    private sealed class Counting
    {
        private readonly Lock turn = new();
        private Task work = Task.CompletedTask;
        private long read;

        public CountedResults? Last { get; private set; }

        public TimeSpan Took { get; private set; }

        public long Read => Interlocked.Read(ref read);

        public bool IsResting => work.IsCompleted;

        public Task Go(Func<bool> isFresh, Func<Action<long>, Task<(CountedResults Results, TimeSpan Took)>> count)
        {
            lock (turn)
            {
                if (!work.IsCompleted || isFresh()) return work;
                Interlocked.Exchange(ref read, 0);
                return work = Task.Run(async () => (Last, Took) = await count(now => Interlocked.Exchange(ref read, now)));
            }
        }
    }
}
