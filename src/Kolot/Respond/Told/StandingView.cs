using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Commitments;
using Kolot.Core.Respond.Recovery;
using Kolot.Core.Respond.Restatements;
using Kolot.Listen.Contact;
using Kolot.Respond.Commitments;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Told;

/// <summary>How a matter stands, as its customer sees it.</summary>
/// <param name="Row">The case.</param>
/// <param name="Secret">What opens the page.</param>
public sealed record StandingView(Case Row, string Secret)
{
    /// <summary>What was said back to them last; null where nothing was, or it was left out.</summary>
    public Restatement? Restated { get; init; }

    /// <summary>What was promised to them, what is due first.</summary>
    public IReadOnlyList<LedgerOf> Promised { get; init; } = [];

    /// <summary>What was done to make it right, in order.</summary>
    public IReadOnlyList<RecoveryStep> Recovered { get; init; } = [];

    /// <summary>The moment, UTC.</summary>
    public DateTime Now { get; init; }

    /// <summary>Where the organisation is.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>What was typed.</summary>
    public string? Typed { get; init; }

    /// <summary>What is wrong with it.</summary>
    public string? Fault { get; init; }

    /// <summary>What is said above it.</summary>
    public string? Sentence { get; init; }

    /// <summary>Whether something is being made right: then all four steps are shown, made or not.</summary>
    public bool IsRecovery => Row.Kind == CaseKind.Recovery || Recovered.Count > 0;

    /// <summary>Whether it is over.</summary>
    public bool IsClosed => Row.ClosedAt is not null;

    /// <summary>Where it stands, in a sentence.</summary>
    public string State => Row.State switch
    {
        CaseState.Closed => Row.Confirmed == true ? Words.StateConfirmed : Words.StateClosed,
        CaseState.Answered => Words.StateAnswered,
        CaseState.Received => Words.StateReceived,
        _ => Row.AwaitingSince is null ? Words.StateWorked : Words.StateAwaiting,
    };

    /// <summary>A moment as it is said.</summary>
    public string Moment(DateTime utc) => ContactWords.Moment(utc, Now, Zone);

    /// <summary>Whether there is anything of it to show beside what was written.</summary>
    public bool HasAny => Restated is not null || Promised.Count > 0 || Recovered.Count > 0;

    /// <summary>Loads it.</summary>
    /// <param name="store">Where.</param>
    /// <param name="row">The case.</param>
    /// <param name="secret">What opens the page.</param>
    /// <param name="since">Only what was said and done from then on; null for all. Whoever writes under somebody else's address reads nothing of what was before.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<StandingView> Load(OrganisationStore store, Case row, string secret, DateTime? since, CancellationToken cancel)
    {
        var from = since ?? DateTime.MinValue;
        var cases = await store.Together(row, cancel);
        var promised = await store.Commitments.AsNoTracking().Where(one => cases.Contains(one.CaseId) && one.Text != null && one.MadeAt >= from).OrderBy(one => one.DueAt).ToListAsync(cancel);
        var ids = promised.Select(one => one.Id).ToArray();
        var lines = (await store.CommitmentOutcomes.AsNoTracking().Where(line => ids.Contains(line.CommitmentId)).OrderBy(line => line.Number).ToListAsync(cancel)).ToLookup(line => line.CommitmentId);
        return new(row, secret)
        {
            Restated = await store.Restatements.AsNoTracking().Where(one => cases.Contains(one.CaseId) && one.Text != null && one.Ending != RestatementEnding.Replaced && one.SentAt >= from).OrderByDescending(one => one.SentAt).FirstOrDefaultAsync(cancel),
            Promised = [.. promised.Select(one => new LedgerOf(one, [.. lines[one.Id]]))],
            Recovered = await store.RecoverySteps.AsNoTracking().Where(one => cases.Contains(one.CaseId) && one.Told != null && one.At >= from).OrderBy(one => one.At).ToListAsync(cancel),
        };
    }
}
