using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Commitments;
using Kolot.Core.Statistics;
using Kolot.Organisation;
using Kolot.Organisation.Hours;
using Kolot.Respond.Cases;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Commitments;

/// <summary>Lists every promise that is open within reach, what is due first, and says how many were kept: of oneself to oneself alone, of teams and of kinds to whoever reads scores.</summary>
public sealed class ListCommitments(Stores stores, KnownHours hours)
{
    private const int Most = 100;
    private const int MostSoon = 8;
    private static readonly TimeSpan Near = TimeSpan.FromHours(36);

    // A quarter: long enough to say something, and short enough that it is about now.
    private static readonly TimeSpan Judged = TimeSpan.FromDays(91);

    /// <summary>One promise with its case.</summary>
    public sealed record Row(Commitment Commitment, long Number, string? Title, string? Owner)
    {
        /// <summary>Whether its time is over.</summary>
        public bool IsOverdue(DateTime now) => now > Commitment.DueAt;
    }

    /// <summary>A rate, and of what.</summary>
    /// <param name="Name">The team's or the kind's name.</param>
    /// <param name="Kept">The rate, or why it cannot be said.</param>
    /// <param name="N">Of how many.</param>
    public sealed record Rate(string Name, Said<KeptRate> Kept, int N);

    /// <summary>What the page shows.</summary>
    /// <param name="Mine">Whether one's own are listed, else those of all within reach.</param>
    /// <param name="Open">What is still to be kept, what is due first.</param>
    /// <param name="Count">How many there are.</param>
    /// <param name="Now">The moment, UTC.</param>
    public sealed record View(bool Mine, IReadOnlyList<Row> Open, (int Mine, int All) Count, DateTime Now)
    {
        /// <summary>How many of the reader's own were kept: nobody else is told.</summary>
        public Rate Own { get; init; } = new("", CannotSay.NoAnswers, 0);

        /// <summary>The same of teams within reach.</summary>
        public IReadOnlyList<Rate> Teams { get; init; } = [];

        /// <summary>The same by what the cases were about.</summary>
        public IReadOnlyList<Rate> Kinds { get; init; } = [];
    }

    // What is judged of a commitment.
    private sealed record Over(Guid Id, Guid? Customer, Guid? Owner, Guid? Unit, CaseKind Kind, bool Kept);

    /// <summary>Loads it.</summary>
    public async Task<View> Run(Member reader, bool mine, CancellationToken cancel)
    {
        var now = hours.Now;
        await using var store = await stores.Open(reader.Organisation, cancel);
        var within = from commitment in store.Commitments.AsNoTracking()
                     join row in store.CasesSeenBy(reader).AsNoTracking() on commitment.CaseId equals row.Id
                     select new { Commitment = commitment, Case = row };
        var open = within.Where(one => one.Commitment.EndedAt == null);
        var own = open.Where(one => one.Commitment.OwnerId == reader.Id);
        var names = await store.Members.AsNoTracking().Where(member => member.LeftAt == null).ToDictionaryAsync(member => member.Id, member => member.Name, cancel);
        var rows = await (mine ? own : open).OrderBy(one => one.Commitment.DueAt).Take(Most).Select(one => new { one.Commitment, one.Case.Number, one.Case.Title }).ToListAsync(cancel);
        var from = now - Judged;
        var over = await within.Where(one => one.Commitment.DueAt > from && (one.Commitment.EndedAt != null || one.Commitment.DueAt < now))
            .Select(one => new Over(one.Commitment.Id, one.Case.CustomerId, one.Commitment.OwnerId, one.Case.UnitId, one.Case.Kind, one.Commitment.State == CommitmentState.Kept)).ToListAsync(cancel);
        var units = await store.Units.AsNoTracking().OrderBy(unit => unit.Position).ToListAsync(cancel);
        return new(mine, [.. rows.Select(one => new Row(one.Commitment, one.Number, one.Title, one.Commitment.OwnerId is { } owner ? names.GetValueOrDefault(owner) : null))], (await own.CountAsync(cancel), await open.CountAsync(cancel)), now)
        {
            Own = RateOf("", over.Where(one => one.Owner == reader.Id)),
            Teams = !reader.May(Right.ReadScores) ? [] : [.. units.Select(unit => RateOf(Language.Here == "en" ? unit.NameEn ?? unit.Name : unit.Name, over.Where(one => one.Unit == unit.Id))).Where(rate => rate.N > 0)],
            Kinds = !reader.May(Right.ReadScores) ? [] : [.. Enum.GetValues<CaseKind>().Select(kind => RateOf(KindName(kind), over.Where(one => one.Kind == kind))).Where(rate => rate.N > 0)],
        };
    }

    /// <summary>What the reader promised and is due within a day and a half, or was due already.</summary>
    public async Task<(IReadOnlyList<Row> Rows, DateTime Now)> Soon(Member reader, CancellationToken cancel)
    {
        var (now, until) = (hours.Now, hours.Now + Near);
        await using var store = await stores.Open(reader.Organisation, cancel);
        var rows = await (from commitment in store.Commitments.AsNoTracking()
                          join row in store.CasesSeenBy(reader).AsNoTracking() on commitment.CaseId equals row.Id
                          where commitment.OwnerId == reader.Id && commitment.EndedAt == null && commitment.DueAt < until
                          orderby commitment.DueAt
                          select new { commitment, row.Number, row.Title }).Take(MostSoon).ToListAsync(cancel);
        return ([.. rows.Select(one => new Row(one.commitment, one.Number, one.Title, reader.Name))], now);
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapGet("/commitments", async (HttpContext context, Visit visit, ListCommitments list) =>
    {
        var of = context.Request.Query["of"].ToString();
        var view = await list.Run(visit.Here, of != "all", context.RequestAborted);
        // Whoever promised nothing and sees what others did, as a lead, begins with that.
        if (of.Length == 0 && view.Count is { Mine: 0, All: > 0 }) view = await list.Run(visit.Here, mine: false, context.RequestAborted);
        return new RazorComponentResult<CommitmentsPage>(new { View = view });
    }).Needs(Right.ReadVoices);

    private static Rate RateOf(string name, IEnumerable<Over> over)
    {
        JudgedCommitment[] judged = [.. over.Select(one => new JudgedCommitment(one.Id, one.Customer, one.Kept))];
        return new(name, KeptRate.Of(judged), judged.Length);
    }

    private static string KindName(CaseKind kind) => kind switch
    {
        CaseKind.Question => Words.KindQuestion,
        CaseKind.Request => Words.KindRequest,
        CaseKind.Complaint => Words.KindComplaint,
        CaseKind.Recovery => Words.KindRecovery,
        _ => Words.KindPraise,
    };
}
