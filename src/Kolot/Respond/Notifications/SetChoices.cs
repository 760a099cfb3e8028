using System.Buffers.Binary;
using System.Globalization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Notifications;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Notifications;

/// <summary>Chooses of what one is told by mail, and when.</summary>
public sealed class SetChoices(Stores stores, ErrandRounds rounds, MailToMember members, MemberTimes times)
{
    private const int MostShown = 5;

    /// <summary>What the page shows.</summary>
    /// <param name="Draft">What stands in the form.</param>
    /// <param name="Stands">What holds.</param>
    /// <param name="CanGo">Whether the organisation sends mail at all.</param>
    /// <param name="Next">When the next digest would come.</param>
    public sealed record View(NotificationDraft Draft, NotificationChoices Stands, bool CanGo, DateTime? Next)
    {
        /// <summary>What became of the last mails, the newest first, each with when it was to go.</summary>
        public IReadOnlyList<(DateTime At, MailState State)> Last { get; init; } = [];
    }

    /// <summary>Keeps it; what waits is planned anew.</summary>
    public async Task<Result<NotificationChoices>> Run(Member member, NotificationDraft draft, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var row = await store.NotificationChoices.SingleOrDefaultAsync(one => one.MemberId == member.Id, cancel);
        var decided = draft.Decide(row?.Choices ?? NotificationChoices.Usual);
        if (decided.Refused) return decided;
        if (row is null) store.NotificationChoices.Add(row = new() { MemberId = member.Id });
        row.Take(decided.Value);
        PlanMails.Leave(store, member.Id, times.Now);
        // Leads are told at the time of the first of them, which this may be.
        await store.Errands.Where(errand => errand.Kind == ArmTeamDigests.Errand && errand.FailedAt == null).ExecuteUpdateAsync(set => set.SetProperty(errand => errand.DueAt, times.Now), cancel);
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        rounds.Ring(member.Organisation);
        return decided;
    }

    /// <summary>What holds for a member.</summary>
    public async Task<View> Load(Member member, NotificationDraft? draft, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        var stands = await times.Of(store, member.Id, cancel);
        return new(draft ?? NotificationDraft.Of(stands.Choices), stands.Choices, await members.CanGo(store, cancel), stands.Digest(times.Now)) { Last = await Last(store, member.Id, cancel) };
    }

    // A mail that had nothing to tell any more is none.
    private static async Task<IReadOnlyList<(DateTime, MailState)>> Last(OrganisationStore store, Guid member, CancellationToken cancel)
    {
        var told = await store.NotificationMails.Where(mail => mail.MemberId == member && mail.MailAt == null && mail.Mail != MailState.Dropped).OrderByDescending(mail => mail.DueAt).Take(MostShown).Select(mail => new { At = mail.DueAt, mail.Mail }).ToListAsync(cancel);
        var team = await store.TeamDigests.Where(mail => mail.MemberId == member && mail.MailAt == null && mail.Mail != MailState.Dropped).OrderByDescending(mail => mail.Occasion).Take(MostShown).Select(mail => new { At = mail.Occasion, mail.Mail }).ToListAsync(cancel);
        var reminders = await store.CaseMails.Where(mail => mail.MemberId == member && mail.MailAt == null && mail.Mail != MailState.Dropped).OrderByDescending(mail => mail.Id).Take(MostShown).Select(mail => new { mail.Id, mail.Mail }).ToListAsync(cancel);
        // A reminder is left in the moment that its id tells.
        var reminded = reminders.Select(mail => new { At = LeftAt(mail.Id), mail.Mail });
        return [.. told.Concat(team).Concat(reminded).OrderByDescending(mail => mail.At).Take(MostShown).Select(mail => (mail.At, mail.Mail))];
    }

    private static DateTime LeftAt(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return DateTimeOffset.FromUnixTimeMilliseconds(((long)BinaryPrimitives.ReadUInt32BigEndian(bytes) << 16) | BinaryPrimitives.ReadUInt16BigEndian(bytes[4..])).UtcDateTime;
    }

    /// <summary>The page and what it sends.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/notifications/choices", async (Visit visit, SetChoices act, CancellationToken cancel) =>
            new RazorComponentResult<ChoicesPage>(new { View = await act.Load(visit.Here, null, cancel) })).Needs(Right.ReadVoices);
        organisation.MapPost("/notifications/choices", async (HttpContext context, Visit visit, SetChoices act) =>
        {
            var draft = DraftOf(await context.Request.ReadFormAsync(context.RequestAborted));
            var done = await act.Run(visit.Here, draft, context.RequestAborted);
            if (done.Refusal is { } no) return await Refused(act, visit, draft, no, context.RequestAborted);
            context.RequestServices.GetRequiredService<Notices>().Leave(Words.ChoicesKept);
            return Redirects.SeeOther(visit.Path("notifications/choices"));
        }).Needs(Right.ReadVoices);
    }

    private static async Task<IResult> Refused(SetChoices act, Visit visit, NotificationDraft draft, Refusal refusal, CancellationToken cancel)
    {
        var view = await act.Load(visit.Here, draft, cancel);
        // What was changed meanwhile is shown, and what was typed can be kept over it knowingly.
        if (refusal is Refusal.Conflict) view = view with { Draft = draft with { Version = view.Stands.Version } };
        return new RazorComponentResult<ChoicesPage>(new { View = view, Stale = refusal is Refusal.Conflict, Faults = Faults.Of(refusal, Words.ResourceManager) }) { StatusCode = Problems.StatusOf(refusal) };
    }

    private static NotificationDraft DraftOf(IFormCollection form) => new()
    {
        Given = form["given"], Moves = form["moves"], Urgent = form["urgent"], Wakes = form["wakes"] == "true", Rests = form["rests"] == "true", Team = form.ContainsKey("team") ? form["team"].ToString() : null,
        DigestHour = Hour(form["digestHour"]), QuietFrom = Hour(form["quietFrom"]), QuietUntil = Hour(form["quietUntil"]), Version = form.Version(),
    };

    private static int? Hour(string? typed) => int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var hour) ? hour : null;
}
