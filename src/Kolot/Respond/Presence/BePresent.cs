using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Respond.Cases;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Presence;

/// <summary>Says that a member looks at a case, or writes an answer there, for some seconds more; the answer is who else does.</summary>
/// <remarks>It locks nobody out: whoever answers what changed meanwhile is refused all the same. A page says it again every ten seconds, and takes it back when it is left.</remarks>
public sealed class BePresent(Stores stores, TimeProvider clock)
{
    /// <summary>How long it holds.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromSeconds(30);

    /// <summary>What somebody is at.</summary>
    public enum At
    {
        /// <summary>They look at it.</summary>
        Looks,

        /// <summary>They write an answer.</summary>
        Writes,

        /// <summary>They leave.</summary>
        Leaves,
    }

    /// <summary>Does it; null where the case is not within reach.</summary>
    public async Task<IReadOnlyList<PresentMember>?> Run(Member member, long number, At at, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var store = await stores.Open(member.Organisation, cancel);
        if (await store.CasesSeenBy(member).Where(row => row.Number == number).Select(row => (Guid?)row.Id).SingleOrDefaultAsync(cancel) is not { } row) return null;
        await using (var writing = await store.BeginWriting(cancel))
        {
            await Keep(store, (row, member.Id), at, now, cancel);
            await writing.Commit(cancel);
        }

        return [.. (await PresentMember.At(store, member, [row], now, cancel))[row]];
    }

    /// <summary>Its route. What is sent is one of three words, from a page of ours or not: it tells nobody anything and changes no case.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/cases/{number:long}/presence", async (long number, HttpContext context, Visit visit, BePresent act) =>
    {
        using var reader = new StreamReader(context.Request.Body);
        // What is longer than the words that are known is none of them.
        var said = context.Request.ContentLength is > 0 and <= 20 ? await reader.ReadToEndAsync(context.RequestAborted) : "";
        var at = said switch { "writes" when visit.May(Right.EnterVoices) => At.Writes, "leaves" => At.Leaves, _ => At.Looks };
        return await act.Run(visit.Here, number, at, context.RequestAborted) is { } here ? new RazorComponentResult<PresentNow>(new { Here = here }) : Results.NotFound();
    }).DisableAntiforgery().Needs(Right.ReadVoices);

    private static async Task Keep(OrganisationStore store, (Guid Case, Guid Member) who, At at, DateTime now, CancellationToken cancel)
    {
        var (row, member) = who;
        var mine = store.CasePresences.Where(one => one.CaseId == row && one.MemberId == member);
        if (at == At.Leaves)
        {
            await mine.ExecuteDeleteAsync(cancel);
            return;
        }

        var (until, writes) = (now + Lasts, at == At.Writes ? now + Lasts : (DateTime?)null);
        if (await mine.ExecuteUpdateAsync(set => set.SetProperty(one => one.SeenUntil, until).SetProperty(one => one.WritesUntil, writes), cancel) > 0) return;
        // Two windows of one member may come here at once.
        if (store.Database.IsNpgsql()) await store.Database.ExecuteSqlAsync($"insert into case_presence (case_id, member_id, seen_until, writes_until) values ({row}, {member}, {until}, {writes}) on conflict do nothing", cancel);
        else store.CasePresences.Add(new() { CaseId = row, MemberId = member, SeenUntil = until, WritesUntil = writes });
        await SweepPresence.Arm(store, now, cancel);
        await store.SaveChangesAsync(cancel);
    }
}
