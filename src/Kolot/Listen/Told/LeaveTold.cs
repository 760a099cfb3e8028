using System.Data.Common;
using Kolot.Core.Listen;
using Kolot.Core.Organisation.Webhooks;
using Kolot.Listen.Keeping;
using Kolot.Outside.Webhooks;
using Kolot.Store;

namespace Kolot.Listen.Told;

/// <summary>Leaves, with voices that are kept and surveys that are answered, the errands to tell other systems of them. Of history and of files that are brought in nothing is told.</summary>
internal static class LeaveTold
{
    /// <summary>Leaves them, in the transaction that keeps what they tell of.</summary>
    public static async Task Run(DbTransaction transaction, IReadOnlyList<HeardWhole> voices, Heard[] heard, IReadOnlyList<SurveyResponse> responses, CancellationToken cancel)
    {
        var wanted = await Telling.Wanted(transaction, [.. Of(voices, heard), .. Of(responses)], cancel);
        if (wanted.Length > 0)
            await transaction.InsertNew("errands", ["kind", "subject", "due_at", "tries"], [.. wanted.Select(one => new object?[] { Telling.Errand, one.ToString(), one.At, 0 })], cancel);
    }

    private static IEnumerable<Happening> Of(IReadOnlyList<HeardWhole> voices, Heard[] heard)
    {
        for (var index = 0; index < heard.Length; index++)
        {
            var voice = voices[index].Voice;
            if (voice.History || voice.ImportId is not null) continue;
            if (heard[index].Outcome == Outcome.Kept) yield return new(VoiceEvent.Heard, heard[index].Id, voice.KeptAt);
            else if (heard[index].Outcome == Outcome.Revised) yield return new(VoiceEvent.Revised, heard[index].Id, voice.KeptAt);
        }
    }

    // What was given to try a survey out is no answer.
    private static IEnumerable<Happening> Of(IReadOnlyList<SurveyResponse> responses) => responses
        .Where(response => response is { FinishedAt: not null, Counted: not Counted.Trial })
        .Select(response => new Happening(SurveyAnswered.Code, response.Id, response.FinishedAt ?? response.SentAt));
}
