using Kolot.Core.Language;
using Kolot.Core.Listen;
using Kolot.Core.Respond.Cases;
using Kolot.Listen.Told;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>Answers the errand that a heard voice leaves: it opens a case by the first rule that means it, or joins one that is open.</summary>
/// <remarks>Run twice, it finds the voice in its case already.</remarks>
public sealed class FollowVoices(CaseSteps steps, TimeProvider clock) : IErrandAnswer
{
    // Whoever speaks of it again within this opens the same case again.
    private static readonly TimeSpan Reopens = TimeSpan.FromDays(30);

    /// <inheritdoc/>
    public string Kind => LeaveForCases.Errand;

    /// <inheritdoc/>
    public bool ComesFirst => true;

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        await store.HoldOpening(cancel);
        var ids = errands.Select(errand => Guid.TryParse(errand.Subject, out var id) ? id : Guid.Empty).ToArray();
        var voices = await store.Voices.AsNoTracking()
            .Where(voice => EF.Parameter(ids).Contains(voice.Id) && !voice.History && !store.CaseVoices.Any(known => known.VoiceId == voice.Id)).OrderBy(voice => voice.Place).ToListAsync(cancel);
        if (voices.Count == 0) return;
        var around = await CasesAround.Of(store, voices, cancel);
        var (rules, now) = (await KnownRules.Of(store, cancel), clock.GetUtcNow().UtcDateTime);
        var hands = (KnownHands?)null;
        var all = new List<(Case, CaseStep)>();
        foreach (var voice in voices.OrderBy(voice => WantedCalls.AddedTo(voice) is null ? 0 : 1))
        {
            var said = WantedCalls.Of(voice);
            if (Joined(around, voice, now) is { } open) all.Add((open, Heard(around, open, voice, now)));
            else if (rules.FirstOrDefault(rule => rule.Rule.Matches(said)) is { } rule)
                all.Add(Opened(around, said, (rule, hands ??= await KnownHands.Of(store, cancel)), now));
        }

        await store.AddMany(around.Joined, cancel);
        await steps.Add(store, all, cancel);
    }

    private static Case? Joined(CasesAround around, Voice voice, DateTime now)
    {
        if (around.After(voice) is { } earlier) return earlier.ClosedAt is null || earlier.ClosedAt > now - Reopens ? earlier : null;
        if (voice.CustomerId is not { } customer) return null;
        var theirs = around.OpenOf(customer);
        return CaseOpening.Joins(voice, theirs.Select(row => new CaseOfCustomer(row.Id, row.TouchpointId, row.HeardAt))) is { } id ? theirs.First(row => row.Id == id) : null;
    }

    private static CaseStep Heard(CasesAround around, Case row, Voice voice, DateTime now)
    {
        around.Join(row, voice);
        if (row.HeardAt < voice.HeardAt) row.HeardAt = voice.HeardAt;
        // Who wrote first may have been nobody, and left a telephone with the wish.
        row.CustomerId ??= voice.CustomerId;
        return new() { Kind = CaseStepKinds.Heard, At = now, ByCustomer = true, Details = CaseDetails.Of(("voice", voice.Id)), SeenByCustomer = true, Said = voice };
    }

    private static (Case, CaseStep) Opened(CasesAround around, RuledVoice said, (KnownRule Rule, KnownHands Hands) by, DateTime now)
    {
        var (voice, opened) = (said.Voice, CaseOpening.Of(said, by.Rule.Rule));
        var row = new Case
        {
            Id = Guid.CreateVersion7(now), CustomerId = voice.CustomerId, MergedFrom = voice.MergedFrom, UnitId = opened.Unit, Kind = opened.Kind, Severity = opened.Severity, Impact = opened.Impact,
            TouchpointId = voice.TouchpointId, Title = opened.Title, OpenedAt = now, HeardAt = voice.HeardAt, OpenedByRule = by.Rule.Id,
            OwnerId = by.Hands.Give(new(opened.Kind, voice.Language ?? SpokenLanguage.Of(voice.Text ?? voice.Title)), opened.Unit, now),
        };
        around.Open(row, voice);
        return (row, new() { Kind = CaseStepKinds.Opened, At = now, Details = CaseDetails.Of(("rule", by.Rule.Id), ("owner", row.OwnerId), ("voice", voice.Id)), SeenByCustomer = true, Said = voice });
    }
}
