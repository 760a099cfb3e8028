using System.Security.Cryptography;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People;

/// <summary>Invites somebody by a link that opens once. An older link to the same address opens no more.</summary>
public sealed class InviteMember(Stores stores, Log log, TimeProvider clock)
{
    /// <summary>How long a link opens.</summary>
    public static readonly TimeSpan Lasting = TimeSpan.FromDays(7);

    /// <summary>Whom, and with what they will be trusted.</summary>
    public sealed record Request(string Mail, MemberDraft Draft)
    {
        /// <summary>What is suggested before anything is chosen.</summary>
        public static Request Suggested { get; } = new("", new(nameof(Role.Agent), nameof(Reach.Team), null));
    }

    /// <summary>Makes the link's secret: it is told now and never again.</summary>
    public async Task<Result<string>> Run(Member member, Request request, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var reading = MemberChange.Read(request.Draft, await store.Units.AsNoTracking().ToListAsync(cancel));
        var faults = new List<Fault>();
        if (Identities.Mail(request.Mail) is not { } mail) faults.Add(new("mail", string.IsNullOrWhiteSpace(request.Mail) ? "required" : "not_a_mail"));
        else if (await store.Members.AnyAsync(row => row.Mail == mail && row.LeftAt == null, cancel)) faults.Add(new("mail", "already_here"));
        if (reading.Refusal is Refusal.Invalid invalid) faults.AddRange(invalid.Faults);
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        return await Keep(store, member, Identities.Mail(request.Mail) ?? "", reading.Value, writing, cancel);
    }

    /// <summary>Withdraws an open invitation, unless it was used in the same moment.</summary>
    /// <returns>Why not; null when it is withdrawn.</returns>
    public async Task<Refusal?> Withdraw(Member member, Guid id, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var open = store.JoinLinks.Where(link => link.Id == id && link.SpentAt == null);
        if (await open.ExecuteUpdateAsync(set => set.SetProperty(link => link.SpentAt, now), cancel) == 0) return new Refusal.Conflict("spent");
        log.Write(store, member, "invitation.withdrawn", id.ToString());
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return null;
    }

    /// <summary>What the pages send.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapPost("/settings/invitations", async (HttpContext context, InviteMember act, InviteByMail post, MembersView view, Visit visit) =>
        {
            var cancel = context.RequestAborted;
            var form = await context.Request.ReadFormAsync(cancel);
            var request = new Request(form["mail"].ToString(), new(form["role"], form["reach"], form["unit"]));
            var done = await act.Run(visit.Here, request, cancel);
            if (done.Refused) return await view.Invite(request, done.Refusal, null, cancel);
            var link = $"{PublicAddress.Of(context)}/join/{visit.Organisation}/{done.Value}";
            var outcome = form["send"] == "true" ? await post.Run(visit, Identities.Mail(request.Mail) ?? "", link, cancel) : null;
            return await view.Invite(request, null, link, cancel, outcome);
        }).Needs(Right.ManageMembers).NeedsFreshProof();
        organisation.MapPost("/settings/invitations/{id:guid}/closure", async (Guid id, InviteMember act, Visit visit, Notices notices, CancellationToken cancel) =>
        {
            notices.Leave(await act.Withdraw(visit.Here, id, cancel) is null ? Words.Withdrawn : Words.WithdrawnTooLate);
            return Redirects.SeeOther(visit.Path("settings/members"));
        }).Needs(Right.ManageMembers);
    }

    private async Task<string> Keep(OrganisationStore store, Member member, string mail, Trust trust, Writing writing, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var secret = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        await store.JoinLinks.Where(link => link.Mail == mail && link.SpentAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(link => link.SpentAt, now.UtcDateTime), cancel);
        var link = new JoinLink
        {
            Id = Guid.CreateVersion7(now), SecretHash = EntranceKeys.HashOf(secret), Mail = mail, Role = trust.Role, Reach = trust.Reach,
            UnitId = trust.UnitId, InvitedBy = member.Id, Until = now.UtcDateTime + Lasting,
        };
        store.JoinLinks.Add(link);
        log.Write(store, member, "member.invited", link.Id.ToString(), new { role = trust.Role.ToString(), reach = trust.Reach.ToString(), unit = trust.UnitId });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return secret;
    }
}
