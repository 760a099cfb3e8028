using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Commitments;
using Kolot.Organisation.Hours;
using Kolot.Respond.Cases;
using Kolot.Respond.Told;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Commitments;

/// <summary>What was promised in a case, and what an answer of it promises that nobody noted yet.</summary>
/// <param name="Row">The case.</param>
/// <param name="All">What was promised: first what is still to be kept, by when it is due.</param>
/// <param name="Names">Members by their ids.</param>
/// <param name="Now">The moment, UTC.</param>
public sealed record PromisedInCase(Case Row, IReadOnlyList<LedgerOf> All, IReadOnlyDictionary<Guid, string> Names, DateTime Now)
{
    /// <summary>What its last answers promise.</summary>
    public IReadOnlyList<SuggestedCommitment> Suggested { get; init; } = [];

    /// <summary>Members who are still here: what somebody else was to keep is kept by nobody.</summary>
    public IReadOnlySet<Guid> StillHere { get; init; } = new HashSet<Guid>();

    /// <summary>What became of the mails that ask for another time, by the commitment.</summary>
    public IReadOnlyDictionary<Guid, MailState> Mails { get; init; } = new Dictionary<Guid, MailState>();

    /// <summary>By what the customer reads what is written to them.</summary>
    public required CaseReached Reached { get; init; }

    /// <summary>By when something is due that is promised for the next open day.</summary>
    public DateTime Usual { get; init; }

    /// <summary>Who keeps it; null where nobody does.</summary>
    public string? OwnerOf(Commitment row) => row.OwnerId is { } id && StillHere.Contains(id) ? Names.GetValueOrDefault(id) : null;

    /// <summary>A member's name.</summary>
    public string? NameOf(Guid? member) => member is { } id ? Names.GetValueOrDefault(id) : null;
}

/// <summary>Reads what was promised in a case.</summary>
public sealed class CaseCommitments(Stores stores, KnownHours hours, CasesReached reached)
{
    private const int MostAnswers = 3;

    /// <summary>Of a case within reach; null where there is none.</summary>
    public async Task<PromisedInCase?> Of(Member reader, long number, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        if (await store.CasesSeenBy(reader).AsNoTracking().SingleOrDefaultAsync(one => one.Number == number, cancel) is not { } row) return null;
        var (cases, now) = (await store.Together(row, cancel), hours.Now);
        var rows = await store.Commitments.AsNoTracking().Where(one => cases.Contains(one.CaseId)).OrderBy(one => one.EndedAt != null).ThenBy(one => one.DueAt).ToListAsync(cancel);
        var ids = rows.Select(one => one.Id).ToArray();
        var lines = (await store.CommitmentOutcomes.AsNoTracking().Where(line => ids.Contains(line.CommitmentId)).OrderBy(line => line.Number).ToListAsync(cancel)).ToLookup(line => line.CommitmentId);
        var members = await store.Members.AsNoTracking().ToListAsync(cancel);
        var mails = await store.CaseMails.AsNoTracking().Where(mail => ids.Contains(mail.SubjectId) && mail.Kind == CaseMailKind.Proposed).OrderBy(mail => mail.Id).ToListAsync(cancel);
        var answers = await store.CaseSteps.AsNoTracking().Where(step => cases.Contains(step.CaseId) && step.Text != null && (step.Kind == CaseStepKinds.Answered || step.Kind == CaseStepKinds.Asked || step.Kind == CaseStepKinds.Acknowledged))
            .OrderByDescending(step => step.At).Take(MostAnswers).Select(step => new { step.At, step.Text }).ToListAsync(cancel);
        var clock = (await hours.Of(reader.Organisation, cancel)).HoursOf(row.UnitId, null);
        var known = rows.Select(one => one.Text).ToHashSet();
        return new(row, [.. rows.Select(one => new LedgerOf(one, [.. lines[one.Id]]))], members.ToDictionary(member => member.Id, member => member.Name), now)
        {
            StillHere = members.Where(member => member.LeftAt is null).Select(member => member.Id).ToHashSet(),
            Mails = mails.GroupBy(mail => mail.SubjectId).ToDictionary(one => one.Key, one => one.Last().Mail),
            // "Tomorrow" is the day after it was written. What is over by now is for nobody to promise any more.
            Suggested = [.. answers.SelectMany(answer => PromisedTimes.In(answer.Text!, clock, answer.At)).Where(one => one.DueAt > now && known.Add(one.Text))],
            Reached = await reached.Of(store, row, cancel), Usual = new SaidTime { OpenDays = 1 }.Due(clock, now),
        };
    }
}
