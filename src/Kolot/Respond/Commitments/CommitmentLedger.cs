using Kolot.Core.Calendars;
using Kolot.Core.Respond.Commitments;
using Kolot.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Commitments;

/// <summary>A commitment with its ledger.</summary>
/// <param name="Row">The commitment.</param>
/// <param name="Lines">Its ledger, in order.</param>
public sealed record LedgerOf(Commitment Row, IReadOnlyList<CommitmentOutcome> Lines)
{
    /// <summary>Where it stands.</summary>
    public CommitmentStory Story { get; } = CommitmentStory.Of(Row.FirstDueAt, Lines.Select(line => new CommitmentLine(line.Kind, line.At, line.DueAt)));
}

/// <summary>A line that is to be added to a ledger.</summary>
/// <param name="Line">What it says.</param>
/// <param name="Now">When it is noted.</param>
/// <param name="ByMember">Who notes it; null where the customer says so by a link.</param>
public sealed record NewLine(CommitmentLine Line, DateTime Now, Guid? ByMember)
{
    /// <summary>How the customer gave their word, where they did.</summary>
    public CustomersWord? Word { get; init; }

    /// <summary>What was said to it.</summary>
    public string? Note { get; init; }
}

/// <summary>The one way by which ledgers of commitments are read and written. Whoever writes holds the case, so that lines come one after the other.</summary>
public static class CommitmentLedger
{
    /// <summary>The errand by which whoever keeps a commitment is reminded; its subject is the commitment and by when it is due.</summary>
    public const string Remind = "commitments.remind";

    /// <summary>The commitment of a case, or of one that was merged into it; null where there is none.</summary>
    public static async Task<LedgerOf?> LedgerOf(this OrganisationStore store, Case row, Guid id, CancellationToken cancel)
    {
        var cases = await store.Together(row, cancel);
        if (await store.Commitments.SingleOrDefaultAsync(one => one.Id == id && cases.Contains(one.CaseId), cancel) is not { } found) return null;
        return new(found, await store.CommitmentOutcomes.Where(line => line.CommitmentId == id).OrderBy(line => line.Number).ToListAsync(cancel));
    }

    /// <summary>A case with those that were merged into it.</summary>
    public static Task<Guid[]> Together(this OrganisationStore store, Case row, CancellationToken cancel) =>
        store.Cases.Where(one => one.Id == row.Id || one.MergedInto == row.Id).Select(one => one.Id).ToArrayAsync(cancel);

    /// <summary>Adds a line; the row tells what it comes to. The caller saves.</summary>
    public static void Write(OrganisationStore store, LedgerOf ledger, NewLine line, ServiceClock clock)
    {
        var (row, number) = (ledger.Row, ledger.Story.Lines + 1);
        store.CommitmentOutcomes.Add(new()
        {
            Id = Guid.CreateVersion7(line.Now), CommitmentId = row.Id, Number = number, Kind = line.Line.Kind, At = line.Line.At, NotedAt = line.Now, DueAt = line.Line.DueAt, Word = line.Word, ByMember = line.ByMember, Note = line.Note,
        });
        var after = CommitmentStory.Of(row.FirstDueAt, ledger.Lines.Select(one => new CommitmentLine(one.Kind, one.At, one.DueAt)).Append(line.Line));
        var moved = after.DueAt != row.DueAt;
        (row.State, row.DueAt) = (after.State, after.DueAt);
        row.EndedAt = after.State == CommitmentState.Open ? null : line.Line.At;
        if (moved) Arm(store, row, line.Now, clock);
    }

    /// <summary>Has whoever keeps it reminded before it is due. The caller saves.</summary>
    public static void Arm(OrganisationStore store, Commitment row, DateTime from, ServiceClock clock)
    {
        foreach (var at in CommitmentReminders.Of(clock, from, row.DueAt)) store.Errands.Add(new() { Kind = Remind, Subject = $"{row.Id} {row.DueAt.Ticks}", DueAt = at });
    }

    /// <summary>A line as a step of its case.</summary>
    public static CaseStep StepOf(LedgerOf ledger, NewLine line) => new()
    {
        Kind = "commitment_" + line.Line.Kind.ToString().ToLowerInvariant(), At = line.Now, ByMember = line.ByMember, ByCustomer = line.ByMember is null,
        Details = CaseDetails.Of(("commitment", ledger.Row.Id), ("due", line.Line.DueAt)), Text = ledger.Row.Text, SeenByCustomer = line.Line.Kind != OutcomeKind.Broken,
    };
}
