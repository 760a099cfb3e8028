using System.Text.Json;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Afterwards;
using Kolot.Core.Respond.Allowances;
using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Recovery;
using Kolot.Core.Respond.Restatements;
using Kolot.Core.Statistics;
using Kolot.Core.Understand.Measures;
using Kolot.Organisation;
using Kolot.Organisation.Hours;
using Kolot.Respond.Cases;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Recovery;

/// <summary>Says whether customers were understood before they were answered, whether recoveries were whole, and how far customers for whom something was made right trust us beside those who never were hurt.</summary>
public sealed class ReadTrust(Stores stores, KnownHours hours)
{
    /// <summary>By what the trust question is known in surveys: see the ready-made survey of that name.</summary>
    public static string Question => ReadyAsking.Trust.Question;

    private static readonly TimeSpan Counted = TimeSpan.FromDays(365);

    /// <summary>What the page shows.</summary>
    /// <param name="Understood">Of answered cases, those whose customers confirmed that they were understood.</param>
    /// <param name="Whole">Of closed recoveries, those that lack nothing.</param>
    /// <param name="Trust">Trust, recovered beside never hurt.</param>
    public sealed record View(Said<Share> Understood, Said<Share> Whole, TrustCompared Trust)
    {
        /// <summary>How many cases were answered.</summary>
        public int Answered { get; init; }

        /// <summary>Without any restatement, and with one left out.</summary>
        public (int None, int Skipped) Without { get; init; }

        /// <summary>How many recoveries were closed.</summary>
        public int Closed { get; init; }
    }

    /// <summary>Loads it.</summary>
    public async Task<View> Run(Member reader, CancellationToken cancel)
    {
        var from = hours.Now - Counted;
        await using var store = await stores.Open(reader.Organisation, cancel);
        var seen = store.CasesSeenBy(reader).AsNoTracking();
        var answered = seen.Where(row => row.AnsweredAt > from).Select(row => row.Id);
        var said = (await store.Restatements.AsNoTracking().Where(one => answered.Contains(one.CaseId)).OrderBy(one => one.SentAt).Select(one => new { one.CaseId, one.Ending }).ToListAsync(cancel)).ToLookup(one => one.CaseId, one => one.Ending);
        var stands = (await answered.ToListAsync(cancel)).Select(id => Understandings.Of(said[id])).ToArray();
        var closed = seen.Where(row => row.ClosedAt > from && row.MergedInto == null && (row.Kind == CaseKind.Recovery || store.RecoverySteps.Any(step => step.CaseId == row.Id)));
        var made = (await store.RecoverySteps.AsNoTracking().Where(step => closed.Any(row => row.Id == step.CaseId)).Select(step => new { step.CaseId, step.Part }).ToListAsync(cancel)).ToLookup(step => step.CaseId, step => step.Part);
        var spent = (await store.AllowanceEntries.AsNoTracking().Where(entry => entry.Kind == SpendKind.Compensation && entry.ReversesId == null && closed.Any(row => row.Id == entry.CaseId)
            && !store.AllowanceEntries.Any(back => back.ReversesId == entry.Id)).Select(entry => entry.CaseId).ToListAsync(cancel)).ToHashSet();
        var whole = (await closed.Select(row => row.Id).ToListAsync(cancel)).Select(id => RecoveryStory.Of(made[id], spent.Contains(id)).IsWhole).ToArray();
        return new(Understandings.ShareOf(stands), Told(whole), await Trust(store, reader, from, cancel))
        {
            Answered = stands.Length, Closed = whole.Length,
            Without = (stands.Count(one => one == Understanding.None), stands.Count(one => one == Understanding.Skipped)),
        };
    }

    /// <summary>What the trust question compares, and nothing else.</summary>
    public async Task<TrustCompared> Compare(Member reader, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        return await Trust(store, reader, hours.Now - Counted, cancel);
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapGet("/recovery", async (Visit visit, ReadTrust read, CancellationToken cancel) =>
        new RazorComponentResult<TrustPage>(new { View = await read.Run(visit.Here, cancel) })).Needs(Right.ReadScores);

    private static Said<Share> Told(bool[] whole) => whole.Length is > 0 and < Measure.Fewest ? CannotSay.TooFew : Share.Of(whole.Count(one => one), whole.Length);

    private static async Task<TrustCompared> Trust(OrganisationStore store, Member reader, DateTime from, CancellationToken cancel)
    {
        // By the surveys that ask it, and their responses: nobody looks through all voices.
        var asked = $"%\"{Question}\"%";
        var surveys = store.SurveyVersions.Where(version => EF.Functions.Like(version.Content, asked)).Select(version => version.SurveyId);
        var said = store.SurveyResponses.Where(response => response.VoiceId != null && response.FinishedAt > from && surveys.Contains(response.SurveyId)).Select(response => response.VoiceId!.Value);
        var answers = await store.VoicesSeenBy(reader).AsNoTracking().Where(voice => voice.CustomerId != null && voice.Answers != null && said.Contains(voice.Id))
            .Select(voice => new { voice.CustomerId, voice.HeardAt, voice.Answers }).ToListAsync(cancel);
        var customers = answers.Select(answer => answer.CustomerId!.Value).Distinct().ToArray();
        // Whoever ever was hurt is not among those who never were, in whichever case, within reach or not.
        var hurt = await store.Cases.AsNoTracking().Where(row => row.CustomerId != null && EF.Parameter(customers).Contains(row.CustomerId.Value) && (row.Kind == CaseKind.Recovery || row.Kind == CaseKind.Complaint || store.RecoverySteps.Any(step => step.CaseId == row.Id)))
            .Select(row => new { Customer = row.CustomerId!.Value, row.ClosedAt, Recovered = store.RecoverySteps.Any(step => step.CaseId == row.Id) }).ToListAsync(cancel);
        var (was, right) = (hurt.Select(one => one.Customer).ToHashSet(), hurt.Where(one => one is { Recovered: true, ClosedAt: not null }).ToLookup(one => one.Customer, one => one.ClosedAt!.Value));
        var numbers = customers.Select((customer, at) => (customer, at)).ToDictionary(one => one.customer, one => one.at);
        var (recovered, never) = (new List<Core.Respond.Recovery.Trust>(), new List<Core.Respond.Recovery.Trust>());
        foreach (var answer in answers)
        {
            if (ScoreOf(answer.Answers!) is not { } score) continue;
            var customer = answer.CustomerId!.Value;
            if (right[customer].Any(at => at <= answer.HeardAt)) recovered.Add(new(numbers[customer], score));
            else if (!was.Contains(customer)) never.Add(new(numbers[customer], score));
        }

        return TrustCompared.Of(recovered, never);
    }

    private static double? ScoreOf(string answers)
    {
        using var json = JsonDocument.Parse(answers);
        return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(Question, out var given) && given.ValueKind == JsonValueKind.Number && given.TryGetDouble(out var score) && score is >= 1 and <= 5 ? score : null;
    }
}
