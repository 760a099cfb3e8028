using System.Globalization;
using Kolot.Core;
using Kolot.Core.Listen;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Organisation.Privacy;
using Kolot.Store;

namespace Kolot.Listen.Answering;

/// <summary>Takes in what somebody answered on a screen, and at the end their voice.</summary>
public sealed class SendAnswers(Hear hear, QuotasLeft quotas, KnownNotices notices, TimeProvider clock)
{
    private const int MostSecondsOnAScreen = 24 * 3600;

    /// <summary>What was sent.</summary>
    /// <param name="Screen">Which screen.</param>
    /// <param name="Field">The values of a field.</param>
    /// <param name="Language">In which language it was read.</param>
    public sealed record Request(int Screen, Func<string, IReadOnlyList<string>> Field, string Language)
    {
        /// <summary>Whether what was passed over was asked once more already.</summary>
        public bool AskedOnceMore { get; init; }

        /// <summary>Whether they want to go back: what they gave so far is kept as it is.</summary>
        public bool Back { get; init; }

        /// <summary>What was found wrong before: with files.</summary>
        public IReadOnlyList<Fault> Faults { get; init; } = [];

        /// <summary>Whether a field was filled in that no person sees.</summary>
        public bool Trapped { get; init; }

        /// <summary>Tells of what was finished whether it is play, as at a kiosk; null where nothing is doubted.</summary>
        public Func<SurveyWalk, bool>? Doubt { get; init; }
    }

    /// <summary>What came of it.</summary>
    /// <param name="Respondent">They, as they stand now.</param>
    /// <param name="Step">What follows.</param>
    public sealed record Outcome(Respondent Respondent, SurveyStep Step)
    {
        /// <summary>Whether that was the last.</summary>
        public bool Done { get; init; }

        /// <summary>Where they go back to.</summary>
        public int? Before { get; init; }
    }

    /// <summary>Takes it in.</summary>
    public async Task<Result<Outcome>> Run(Respondent respondent, Request request, CancellationToken cancel)
    {
        var now = Micros(clock.GetUtcNow().UtcDateTime);
        // Sent twice, from a second tab, or gone back to by the browser: it is said already.
        if (respondent.IsDone) return new Outcome(respondent, new(respondent.Given, [], false, null)) { Done = true };
        if (IsOver(respondent)) return new Refusal.Conflict("closed");

        var step = SurveyStep.Of(respondent.Survey, respondent.Given, request.Screen, request.Field, request.AskedOnceMore);
        if (request.Faults.Count > 0) step = step with { Faults = [.. step.Faults.Where(fault => request.Faults.All(known => known.Field != fault.Field)), .. request.Faults] };
        var before = request.Back ? new SurveyWalk(respondent.Survey, step.Given).Before(request.Screen) : null;
        if (before is null && step.Stays) return new Outcome(respondent with { Given = step.Given }, step);

        var done = before is null && step.Next is null;
        var response = Response(respondent, request, step.Given, now, done);
        if (done) (response.FinishedAt, response.Quotas) = (now, QuotasLeft.Of(respondent.Survey, step.Given));
        var isHeard = respondent.Kept is { VoiceId: not null, Counted: Counted.Yes };
        if (request.Trapped) response.Counted = Counted.Robot;
        else if (done && response.Counted == Counted.Yes) response.Counted = await Judge(respondent, request, (step.Given, isHeard ? 0 : response.Quotas), cancel);
        // Heard half, it counts in the measures already: what no person meant is not added, and it stays as it was left, in the results too.
        if (isHeard && response.Counted != Counted.Yes) return new Outcome(respondent with { Given = step.Given }, step) { Done = done, Before = before };
        response.Notice = await notices.Named(respondent.Organisation, respondent.Token.Notice ?? respondent.Kept?.Notice, cancel);
        var voice = done && response.Counted == Counted.Yes ? Voice(respondent, step.Given) with { Notice = response.Notice } : null;
        var kept = await hear.Run(Member.Anybody(respondent.Organisation), response, voice, cancel);
        if (kept.Refusal is { } refusal) return refusal;
        return new Outcome(respondent with { Given = step.Given, Kept = kept.Value, Token = respondent.Token with { Begun = true } }, step) { Done = done, Before = before };
    }

    /// <summary>Whether nothing is taken in of them any more: it closed, and their time to finish is over.</summary>
    public bool IsOver(Respondent respondent) => !respondent.Asked.MayGoOn(respondent.Token.OpenedAt, clock.GetUtcNow().UtcDateTime);

    // Whoever was heard half is not sent away at the end: their score counts already, and results would say something else than measures.
    private async ValueTask<Counted> Judge(Respondent respondent, Request request, (Given Given, int Quotas) said, CancellationToken cancel) =>
        request.Doubt?.Invoke(new SurveyWalk(respondent.Survey, said.Given)) == true ? Counted.Misuse
        : await quotas.AreFull(respondent, said.Quotas, cancel) ? Counted.Over : Counted.Yes;

    private static SurveyResponse Response(Respondent respondent, Request request, Given given, DateTime now, bool done)
    {
        var (token, kept) = (respondent.Token, respondent.Kept);
        var began = kept?.SentAt ?? token.OpenedAt;
        return new()
        {
            Id = token.Response, SurveyId = token.Survey, Number = token.Number, Language = request.Language, Way = token.Way, LinkId = token.Link,
            BegunAt = kept?.BegunAt ?? Micros(token.OpenedAt), SentAt = now, Screen = Math.Max(kept?.Screen ?? 0, request.Screen + (request.Back ? 0 : 1)),
            Seconds = With(kept?.Seconds ?? "", request.Screen, Math.Clamp((int)(now - began).TotalSeconds, 0, MostSecondsOnAScreen)), Given = SurveyJson.Write(given),
            VoiceId = kept?.VoiceId, MayBeLeft = !done && (kept is null or { VoiceId: not null }),
            Counted = token.Way == "trial" ? Counted.Trial : kept?.Counted ?? (token.Again ? Counted.Twice : Counted.Yes),
        };
    }

    // When it was said is when it came: sent twice, it says the same.
    private static HeardVoice Voice(Respondent respondent, Given given) => SurveyVoice.Of(new SurveyWalk(respondent.Survey, given), VoiceOf(respondent.Asked, respondent.Token.Link ?? respondent.Token.Response) with
    {
        Customer = respondent.Customer,
    });

    /// <summary>What is known of a voice of a survey before it is known what it says. A personal link is one voice, whoever opened it where.</summary>
    internal static HeardVoice VoiceOf(AskedSurvey asked, Guid id) =>
        new() { Source = SurveyVoice.SourceOf(asked.Code), Id = id.ToString(), Channel = asked.Channel, Touchpoint = asked.Touchpoint, Unit = asked.Unit };

    // Someone who goes back to a screen spends more time on it.
    private static string With(string seconds, int screen, int more)
    {
        var all = seconds.Length == 0 ? [] : seconds.Split(',').ToList();
        while (all.Count <= screen) all.Add("");
        var spent = int.TryParse(all[screen], CultureInfo.InvariantCulture, out var known) ? known : 0;
        all[screen] = (spent + more).ToString(CultureInfo.InvariantCulture);
        return string.Join(',', all);
    }

    private static DateTime Micros(DateTime moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond));
}
