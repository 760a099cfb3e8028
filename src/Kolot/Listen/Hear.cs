using Kolot.Core;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Listen.Keeping;
using Kolot.Store;

namespace Kolot.Listen;

/// <summary>What came of a voice that was taken in.</summary>
/// <param name="Id">The voice's id, the same each time it is sent.</param>
/// <param name="Outcome">What came of it.</param>
public readonly record struct Heard(Guid Id, Outcome Outcome);

/// <summary>What came of a voice that was taken in.</summary>
public enum Outcome
{
    /// <summary>It is new, and kept.</summary>
    Kept,

    /// <summary>It was known already, and says the same.</summary>
    Known,

    /// <summary>It was known already, and says something else now; what it said before is kept too.</summary>
    Revised,

    /// <summary>It is of somebody who was erased, so it was not kept.</summary>
    Forgotten,

    /// <summary>It was known already, beyond the reach of who sent it, so nothing of it was changed.</summary>
    Beyond,
}

/// <summary>The one path by which voices enter, whatever way they came.</summary>
/// <remarks>Checked here, then they wait in a line; one writer for each organisation keeps all that wait in one transaction, and only then answers.</remarks>
public sealed class Hear(DecideVoices decide, HearingLines lines, TimeProvider clock, ILogger<Hear> log)
{
    private static readonly TimeSpan AfterOutage = TimeSpan.FromSeconds(5);

    /// <summary>Takes in voices, all or none. When this returns a value, they are on disk.</summary>
    public async Task<Result<IReadOnlyList<Heard>>> Run(Member by, IReadOnlyList<HeardVoice> voices, Guid? import, CancellationToken cancel)
    {
        var decided = await decide.Run(by, voices, import, cancel);
        var faults = decided.SelectMany((result, index) => result.Refusal is Refusal.Invalid invalid
            ? invalid.Faults.Select(fault => voices.Count == 1 ? fault : fault with { Field = $"voices[{index}].{fault.Field}" })
            : []).ToArray();
        if (faults.Length > 0) return new Refusal.Invalid(faults);

        var waiting = new Waiting([.. decided.Where(result => !result.Refused).Select(result => result.Value)]);
        if (waiting.Voices.Count > 0 && !lines.Of(by.Organisation).TryJoin(waiting)) return new Refusal.Busy(TimeSpan.FromSeconds(1));
        try
        {
            var kept = waiting.Voices.Count == 0 ? [] : await waiting.Kept.Task.WaitAsync(cancel);
            lines.Count(kept);
            var next = 0;
            return decided.Select(result => result.Refused ? new Heard(Guid.Empty, Outcome.Forgotten) : kept[next++]).ToArray();
        }
        catch (BeyondReachException beyond)
        {
            var index = decided.Index().First(voice => !voice.Item.Refused && voice.Item.Value.Voice.Id == beyond.Voice).Index;
            return new Refusal.Invalid(voices.Count == 1 ? "id" : $"voices[{index}].id", "taken");
        }
        catch (Exception fault) when (Outage.Is(fault))
        {
            log.LogError(fault, "Voices of {Organisation} cannot be kept now; whoever sent them is told to try again", by.Organisation);
            return new Refusal.Busy(AfterOutage);
        }
    }

    /// <summary>Takes in a response to a survey as it stands, and, once it is finished, its voice in the same transaction.</summary>
    public async Task<Result<SurveyResponse>> Run(Member by, SurveyResponse response, HeardVoice? finished, CancellationToken cancel)
    {
        var decided = finished is null ? [] : await decide.Run(by, [finished], null, cancel);
        if (decided is [{ Refusal: Refusal.Invalid invalid }]) return invalid;
        // Of somebody who was erased not even the answers stay.
        if (decided is [{ Refused: true }]) response.Given = "";
        // What is finished says it in its voice.
        else if (decided is [var whole]) (response.VoiceId, response.Given) = (whole.Value.Voice.Id, "");
        var waiting = new Waiting([.. decided.Where(result => !result.Refused).Select(result => result.Value)]) { Responses = [response] };
        if (!lines.Of(by.Organisation).TryJoin(waiting)) return new Refusal.Busy(TimeSpan.FromSeconds(1));
        try
        {
            lines.Count(await waiting.Kept.Task.WaitAsync(cancel));
            return response;
        }
        catch (Exception fault) when (Outage.Is(fault))
        {
            log.LogError(fault, "A response to a survey of {Organisation} cannot be kept now; whoever sent it is told to try again", by.Organisation);
            return new Refusal.Busy(AfterOutage);
        }
    }

    /// <summary>Takes in what was written through the contact form, or added to it, and its voice in the same transaction. A form that was sent before is a conflict: nothing of it is heard again.</summary>
    public async Task<Result<KeptEnquiry>> Run(Member by, KeptEnquiry enquiry, HeardVoice voice, CancellationToken cancel)
    {
        var decided = (await decide.Run(by, [voice], null, cancel))[0];
        if (decided.Refusal is { } refusal) return refusal;
        enquiry.Is(decided.Value.Voice.Id);
        enquiry.Voice = decided.Value.Voice;
        var waiting = new Waiting([decided.Value]) { Enquiries = [enquiry] };
        if (!lines.Of(by.Organisation).TryJoin(waiting)) return new Refusal.Busy(TimeSpan.FromSeconds(1));
        try
        {
            var kept = await waiting.Kept.Task.WaitAsync(cancel);
            lines.Count(kept);
            return enquiry.Enquiry is not null && kept[0].Outcome == Outcome.Known ? new Refusal.Conflict("sent") : enquiry;
        }
        catch (Exception fault) when (Outage.Is(fault))
        {
            log.LogError(fault, "What was written to {Organisation} cannot be kept now; whoever sent it is told to try again", by.Organisation);
            return new Refusal.Busy(AfterOutage);
        }
    }

    /// <summary>Takes in a part of a large file: each voice for itself, waiting for room rather than being turned away.</summary>
    public async Task<IReadOnlyList<Result<Heard>>> Bulk(Member by, IReadOnlyList<HeardVoice> voices, Guid import, CancellationToken cancel)
    {
        var decided = await decide.Run(by, voices, import, cancel);
        var waiting = new Waiting([.. decided.Where(result => !result.Refused).Select(result => result.Value)]);
        if (waiting.Voices.Count > 0)
        {
            var line = lines.Of(by.Organisation);
            while (!line.TryJoin(waiting)) await Task.Delay(TimeSpan.FromMilliseconds(5), clock, cancel);
        }

        // What stands in the line will be kept, so its end is awaited: whoever stops an import must know all that came in.
        var kept = waiting.Voices.Count == 0 ? [] : await waiting.Kept.Task;
        lines.Count(kept);
        var next = 0;
        return [.. decided.Select(result => result.Refusal switch
        {
            null => Reached(kept[next++]),
            Refusal.Conflict => new Heard(Guid.Empty, Outcome.Forgotten),
            var refusal => (Result<Heard>)refusal,
        })];
    }

    private static Result<Heard> Reached(Heard heard) => heard.Outcome == Outcome.Beyond ? new Refusal.Invalid("id", "taken") : heard;
}
