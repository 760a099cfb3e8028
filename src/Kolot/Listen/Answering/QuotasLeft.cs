using System.Collections.Concurrent;
using Kolot.Core.Listen.Surveys;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Answering;

/// <summary>How many answers of a kind are there already, looked at every few seconds: a few more than enough may come in meanwhile.</summary>
public sealed class QuotasLeft(Stores stores, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<(string Organisation, Guid Survey, int Quota), (long At, int Count)> counts = new();

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
        var (key, bit) = ((respondent.Organisation, respondent.Asked.Id, at), 1 << at);
        if (counts.TryGetValue(key, out var last) && clock.GetElapsedTime(last.At) < Fresh) return last.Count;
        var now = clock.GetTimestamp();
        await using var store = await stores.Open(respondent.Organisation, cancel);
        var count = await store.SurveyResponses.CountAsync(response => response.SurveyId == respondent.Asked.Id && response.Counted == Counted.Yes && (response.Quotas & bit) != 0, cancel);
        counts[key] = (now, count);
        return count;
    }
}
