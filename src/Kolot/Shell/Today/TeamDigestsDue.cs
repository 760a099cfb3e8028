using System.Globalization;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Notifications;
using Kolot.Respond.Notifications;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Shell.Today;

/// <summary>Answers the errand "leads are to be told": a mail for each whose time has come, and the time of the next.</summary>
public sealed class TeamDigestsDue(MailToMember members, MemberTimes times) : IErrandAnswer
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);
    private static readonly Role[] Leading = [.. Enum.GetValues<Role>().Where(role => Rights.For(role).Contains(Right.SetUp) && Rights.For(role).Contains(Right.ReadVoices))];

    /// <inheritdoc/>
    public string Kind => ArmTeamDigests.Errand;

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        // Where no mail goes it ends; what members are told begins it again.
        if (!await members.CanGo(store, cancel)) return;
        var now = times.Now;
        // Since the time for which it was left, however late it is done: nobody's time is passed over.
        var since = errands.Min(errand => TimeOf(errand.Subject, now));
        var leads = await store.Members.Where(member => member.LeftAt == null && EF.Parameter(Leading).Contains(member.Role)).Select(member => member.Id).ToListAsync(cancel);
        DateTime? next = null;
        foreach (var lead in leads)
        {
            var wants = await times.Of(store, lead, cancel);
            if (wants.Team(since) is { } due && due <= now) await Tell(store, (lead, due, wants.Choices.Team), now, cancel);
            if (wants.Team(now) is { } one && !(next < one)) next = one;
        }

        var old = now - Kept;
        await store.TeamDigests.Where(digest => digest.MailAt == null && digest.Occasion < old).ExecuteDeleteAsync(cancel);
        if (next is { } at) store.Errands.Add(new() { Kind = Kind, Subject = at.ToString("O", CultureInfo.InvariantCulture), DueAt = at });
        await store.SaveChangesAsync(cancel);
    }

    private static async Task Tell(OrganisationStore store, (Guid Lead, DateTime Due, DigestRhythm Rhythm) whom, DateTime now, CancellationToken cancel)
    {
        var (lead, due, rhythm) = whom;
        var last = await store.TeamDigests.Where(digest => digest.MemberId == lead).MaxAsync(digest => (DateTime?)digest.Occasion, cancel);
        if (last >= due) return;
        var furthest = due.AddDays(-Kept.Days);
        store.TeamDigests.Add(new()
        {
            Id = Guid.CreateVersion7(now), MemberId = lead, Occasion = due, Mail = MailState.Waiting, MailAt = now,
            Since = last is { } before ? before > furthest ? before : furthest : due.AddDays(rhythm == DigestRhythm.Weekly ? -7 : -1),
        });
        if (!store.Errands.Local.Any(errand => errand.Kind == WriteTeamDigest.Errand)) store.Errands.Add(new() { Kind = WriteTeamDigest.Errand, Subject = "all", DueAt = now });
    }

    private static DateTime TimeOf(string subject, DateTime now) =>
        DateTime.TryParse(subject, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var left) && left.ToUniversalTime().AddSeconds(-1) is var before && before < now ? before : now;
}
