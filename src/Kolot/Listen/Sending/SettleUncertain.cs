using Kolot.Core;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Sending;

/// <summary>Shows invitations of which nobody knows whether they went, and keeps what a person decides: it arrived, or it is sent again.</summary>
public sealed class SettleUncertain(Stores stores, ErrandRounds errands, Log log, TimeProvider clock)
{
    /// <summary>How many are shown.</summary>
    public const int Most = 100;

    /// <summary>One, as it is shown.</summary>
    public sealed record Line(Invitation Invitation, string? Name, string Campaign);

    /// <summary>The oldest of them, and how many there are.</summary>
    public sealed record Shown(IReadOnlyList<Line> Lines, int Count);

    /// <summary>Loads them.</summary>
    public async Task<Shown> Show(Member member, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        var all = store.Invitations.AsNoTracking().Where(row => row.State == InvitationState.Uncertain);
        var lines = await (from row in all
                           join campaign in store.Campaigns on row.CampaignId equals campaign.Id
                           orderby row.SentAt
                           select new { row, campaign.Name, Customer = store.Customers.Where(one => one.Id == row.CustomerId).Select(one => one.Name).FirstOrDefault() }).Take(Most).ToArrayAsync(cancel);
        return new([.. lines.Select(one => new Line(one.row, one.Customer, one.Name))], await all.CountAsync(cancel));
    }

    /// <summary>Notes that some arrived, or has them sent once more.</summary>
    /// <param name="member">Who decides.</param>
    /// <param name="ids">Which; none for all that are uncertain.</param>
    /// <param name="again">Whether they are sent once more.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<int> Run(Member member, IReadOnlyCollection<Guid> ids, bool again, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        var these = store.Invitations.Where(row => row.State == InvitationState.Uncertain && (ids.Count == 0 || ids.Contains(row.Id)));
        var count = again
            ? await these.ExecuteUpdateAsync(set => set.SetProperty(row => row.State, InvitationState.Planned).SetProperty(row => row.NextTryAt, now).SetProperty(row => row.SentAt, (DateTime?)null).SetProperty(row => row.Outcome, (string?)null).SetProperty(row => row.Tries, 0), cancel)
            : await these.ExecuteUpdateAsync(set => set.SetProperty(row => row.State, InvitationState.Sent).SetProperty(row => row.Outcome, (string?)null), cancel);
        if (again) await InvitationsDue.Arm(store, now, cancel);
        log.Write(store, member, again ? "invitations.sent-again" : "invitations.arrived", detail: new { count });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        if (again) errands.Ring(member.Organisation);
        return count;
    }

    /// <summary>The page, and what is posted from it.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/campaigns/uncertain", async (Visit visit, SettleUncertain act, CancellationToken cancel) =>
            new RazorComponentResult<UncertainPage>(new { View = await act.Show(visit.Here, cancel) })).NeedsWholeReach(Right.SetUp);
        organisation.MapPost("/campaigns/uncertain", async (HttpContext context, Visit visit, SettleUncertain act, Notices notices) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            Guid[] ids = [.. form["id"].OfType<string>().Select(id => Guid.TryParse(id, out var known) ? known : Guid.Empty)];
            var (again, all) = (form["what"].ToString().StartsWith("again", StringComparison.Ordinal), form["what"].ToString().EndsWith("all", StringComparison.Ordinal));
            if (ids.Length == 0 && !all) return Redirects.SeeOther(visit.Path("campaigns/uncertain"));
            var count = await act.Run(visit.Here, all ? [] : ids, again, context.RequestAborted);
            notices.Leave((again ? Words.SentAgainCount : Words.ArrivedCount).Replace("{0}", Numbers.Text(count), StringComparison.Ordinal));
            return Redirects.SeeOther(visit.Path("campaigns/uncertain"));
        }).NeedsWholeReach(Right.SetUp);
    }
}
