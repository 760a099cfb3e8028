using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>Does one thing with one case: holds it, refuses what is stale, keeps the step with what it changes, and has done so once however often it is sent.</summary>
public sealed class ChangeCase(Stores stores, CaseSteps steps, ErrandRounds rounds, ChangeCase.Means means)
{
    /// <summary>What it notes by.</summary>
    public sealed record Means(Log Log, TimeProvider Clock);

    /// <summary>Which case, and what was seen of it.</summary>
    /// <param name="Number">Its number.</param>
    /// <param name="Seen">The last step that whoever acts saw; null where it does not matter.</param>
    /// <param name="Id">Drawn when the page was opened: sent twice, it is done once.</param>
    public readonly record struct Which(long Number, int? Seen = null, Guid? Id = null);

    /// <summary>A case in hand.</summary>
    /// <param name="Store">Where the transaction is open.</param>
    /// <param name="Row">The case.</param>
    /// <param name="By">Who acts.</param>
    /// <param name="Now">When.</param>
    public sealed record Held(OrganisationStore Store, Case Row, Member By, DateTime Now);

    /// <summary>Does it.</summary>
    /// <param name="member">Who.</param>
    /// <param name="which">With which case.</param>
    /// <param name="decide">Changes the row, and says what happened; or why it must not.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Result<Case>> Run(Member member, Which which, Func<Held, Task<Result<CaseStep>>> decide, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await store.HoldCase(member, which.Number, cancel) is not { } row) return new Refusal.NotFound();
        if (which.Id is { } id && await store.CaseSteps.AnyAsync(step => step.Id == id && step.CaseId == row.Id, cancel)) return row;
        if (which.Seen is { } seen && seen != row.Version) return new Refusal.Conflict("changed_meanwhile");
        var decided = await decide(new(store, row, member, Now));
        if (decided.Refusal is { } refusal) return refusal;
        means.Log.Write(store, member, $"case.{decided.Value.Kind.Replace('_', '-')}", row.Id.ToString());
        await steps.Add(store, row, decided.Value, cancel);
        await writing.Commit(cancel);
        rounds.Ring(member.Organisation);
        return row;
    }

    /// <summary>As exact as databases keep it.</summary>
    private DateTime Now
    {
        get
        {
            var now = means.Clock.GetUtcNow().UtcDateTime;
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        }
    }
}
