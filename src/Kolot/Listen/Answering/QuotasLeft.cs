using System.Collections.Concurrent;
using Kolot.Core.Listen.Surveys;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Answering;

/// <summary>How many answers of a kind are there already, looked at every few seconds: a few more than enough may come in meanwhile.</summary>
public sealed class QuotasLeft(Stores stores, AskedSurveys surveys, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<(string Organisation, Guid Survey, int Number, int Quota), (long At, int Count)> counts = new();

    /// <summary>Of which quotas somebody's answers are, each a bit.</summary>
    public static int Of(Survey survey, Given given)
    {
        var counted = new SurveyWalk(survey, given).Given;
        return survey.Quotas.Index().Where(quota => quota.Item.Of.Holds(counted)).Sum(quota => 1 << quota.Index);
    }

    /// <summary>Whether there are enough of one of them.</summary>
    public async ValueTask<bool> AreFull(Respondent respondent, int quotas, CancellationToken cancel)
    {
        foreach (var (at, quota) in respondent.Survey.Quotas.Index())
            if ((quotas & (1 << at)) != 0 && await Count(respondent, at, cancel) >= quota.Most) return true;
        return false;
    }

    private async ValueTask<int> Count(Respondent respondent, int at, CancellationToken cancel)
    {
        var key = (respondent.Organisation, respondent.Asked.Id, respondent.Token.Number, at);
        if (counts.TryGetValue(key, out var last) && clock.GetElapsedTime(last.At) < Fresh) return last.Count;
        var now = clock.GetTimestamp();
        var places = await Places(respondent, SurveyJson.Mark(respondent.Survey.Quotas[at].Of), cancel);
        await using var store = await stores.Open(respondent.Organisation, cancel);
        var count = 0;
        foreach (var (bit, numbers) in places)
            count += await store.SurveyResponses.CountAsync(response => response.SurveyId == respondent.Asked.Id && numbers.Contains(response.Number) && response.Counted == Counted.Yes && (response.Quotas & bit) != 0, cancel);
        counts[key] = (now, count);
        return count;
    }

    // A quota is known by its place, which moves when another is removed: what counts is in which versions the same one stood where. How many are enough may have changed.
    private async ValueTask<IEnumerable<(int Bit, int[] Numbers)>> Places(Respondent respondent, string mark, CancellationToken cancel)
    {
        var places = new List<(int Bit, int Number)>();
        for (var number = 1; number <= Math.Max(respondent.Asked.Number, respondent.Token.Number); number++)
            if (await surveys.Version(respondent.Organisation, respondent.Asked.Id, number, cancel) is { } survey
                && survey.Quotas.Index().Where(quota => SurveyJson.Mark(quota.Item.Of) == mark).Select(quota => (int?)quota.Index).FirstOrDefault() is { } at)
                places.Add((1 << at, number));
        return places.GroupBy(place => place.Bit).Select(same => (same.Key, same.Select(place => place.Number).ToArray()));
    }
}
