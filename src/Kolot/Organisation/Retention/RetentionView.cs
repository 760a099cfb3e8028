using System.Globalization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Retention;

/// <summary>Shows how long things are kept, what would go tonight, and what went.</summary>
public sealed class RetentionView(Stores stores, KeptKinds kinds, RetentionNights nights, RetentionClock time)
{
    /// <summary>One kind, as it is and as it would be.</summary>
    /// <param name="Kind">The kind.</param>
    /// <param name="Saved">For how many months it is kept now; null for always.</param>
    /// <param name="Written">What is written in the field.</param>
    /// <param name="Goes">What would go, were it so; null where nothing is to go.</param>
    /// <param name="Border">Before which moment.</param>
    public sealed record Line(IKeptKind Kind, int? Saved, string Written, Overdue? Goes, DateTime? Border);

    /// <summary>A customer who is held.</summary>
    public sealed record Held(Guid CustomerId, string? Name, string Reason, DateTime At);

    /// <summary>All that the page shows.</summary>
    /// <param name="Lines">Each kind.</param>
    /// <param name="Runs">The last nights, newest first.</param>
    /// <param name="Holds">Who is held.</param>
    /// <param name="Version">The version of what is saved.</param>
    /// <param name="Next">When the next night begins; null where everything is kept always.</param>
    public sealed record Shown(IReadOnlyList<Line> Lines, IReadOnlyList<RetentionRun> Runs, IReadOnlyList<Held> Holds, int Version, DateTime? Next);

    /// <summary>The kinds there are.</summary>
    public KeptKinds Kinds => kinds;

    /// <summary>The time.</summary>
    public DateTime Now => time.Now;

    /// <summary>Has the bell say when the next night begins.</summary>
    public void Ring(string organisation) => time.Ring(organisation);

    /// <summary>The version of what is saved: a change of any kind counts.</summary>
    public static int VersionOf(IEnumerable<RetentionRule> rules) => rules.Sum(rule => rule.Version + 1);

    /// <summary>Looks.</summary>
    public async Task<Shown> Run(Member member, IReadOnlyDictionary<string, string>? written, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        var rules = await store.RetentionRules.AsNoTracking().ToDictionaryAsync(rule => rule.Kind, cancel);
        var lines = new List<Line>();
        foreach (var kind in kinds.All)
        {
            var saved = rules.GetValueOrDefault(kind.Code)?.Months;
            var text = written?.GetValueOrDefault(kind.Code) ?? saved?.ToString(CultureInfo.InvariantCulture) ?? "";
            lines.Add(await LineOf(store, new(kind, saved, text, null, null), cancel));
        }

        var runs = await store.RetentionRuns.AsNoTracking().OrderByDescending(run => run.BegunAt).Take(10).ToListAsync(cancel);
        var holds = await store.CustomerHolds.AsNoTracking().OrderBy(hold => hold.HeldAt).Take(100)
            .Select(hold => new Held(hold.CustomerId, store.Customers.Where(customer => customer.Id == hold.CustomerId).Select(customer => customer.Name).FirstOrDefault(), hold.Reason, hold.HeldAt))
            .ToListAsync(cancel);
        return new(lines, runs, holds, VersionOf(rules.Values), rules.Values.Any(rule => rule.Months is not null) ? await nights.Next(store, cancel) : null);
    }

    /// <summary>The page.</summary>
    public async Task<IResult> Page(Member member, IReadOnlyDictionary<string, string>? written, Refusal? refusal, CancellationToken cancel)
    {
        refusal ??= written is null ? null : RetentionChange.Decide(written, kinds.Least).Refusal;
        return new RazorComponentResult<RetentionPage>(new
        {
            View = await Run(member, written, cancel),
            Faults = Faults.Of(refusal, Words.ResourceManager),
            Stale = refusal is Refusal.Conflict,
        })
        {
            StatusCode = Problems.StatusOf(refusal),
        };
    }

    private async Task<Line> LineOf(OrganisationStore store, Line line, CancellationToken cancel)
    {
        var decided = RetentionChange.Decide(new Dictionary<string, string> { [line.Kind.Code] = line.Written }, new Dictionary<string, int> { [line.Kind.Code] = line.Kind.LeastMonths });
        if (decided.Refused || decided.Value[line.Kind.Code] is not { } months) return line;
        var border = await nights.Border(store, months, cancel);
        return line with { Goes = await line.Kind.Look(store, border, cancel), Border = border };
    }
}

/// <summary>The time, and the bell that tells it.</summary>
public sealed class RetentionClock(ErrandRounds rounds, TimeProvider clock)
{
    /// <summary>Now.</summary>
    public DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Has the organisation's bell say when something is due next.</summary>
    public void Ring(string organisation) => rounds.Ring(organisation);
}
