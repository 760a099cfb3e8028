using System.Globalization;
using Kolot.Core.Demo;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Allowances;
using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Commitments;
using Kolot.Core.Respond.Recovery;
using Kolot.Core.Respond.Restatements;
using Kolot.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Demo;

/// <summary>Plants what was promised, said back, put right and given in cases, ready words, and the line to the top: so that every page of it has something to look at.</summary>
public sealed class DemoKept(Stores stores, CaseSteps steps)
{
    // Enough for rates with their intervals, and few enough to be read.
    private const int Promises = 90, Recoveries = 40, Gifts = 24, OpenPromises = 6;

    /// <summary>Plants it.</summary>
    public async Task Plant(IReadOnlyList<MemberRow> members, DateTime now, CancellationToken cancel)
    {
        await using var store = await stores.Open(DemoOrganisation.Code, cancel);
        await using var writing = await store.BeginWriting(cancel);
        ReadyWords(store, members[0], now);
        var closed = await store.Cases.AsNoTracking().Where(row => row.ClosedAt != null && row.OwnerId != null && row.CustomerId != null).OrderByDescending(row => row.Number).ToListAsync(cancel);
        SayBack(store, closed);
        Promise(store, [.. closed.Where((_, at) => at % 3 == 0).Take(Promises)]);
        var hurt = closed.Where(row => row.Kind == CaseKind.Complaint && row.ClosedAt < now.AddDays(-14)).Take(Recoveries).ToArray();
        MakeRight(store, hurt);
        Give(store, [.. closed.Where(row => row.Kind == CaseKind.Complaint).Take(Gifts)], now);
        await store.SaveChangesAsync(cancel);
        await StillOpen(store, now, cancel);
        await ToTheTop(store, members, now, cancel);
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
    }

    private static void ReadyWords(OrganisationStore store, MemberRow owner, DateTime now)
    {
        foreach (var number in Enumerable.Range(1, 4))
            store.Snippets.Add(new() { Id = Guid.CreateVersion7(now), Name = Said($"Snippet{number}Name"), Text = Said($"Snippet{number}"), TextEn = Said($"Snippet{number}", "en"), WrittenBy = owner.Id, WrittenAt = now });
    }

    // Not every case: that some are answered without it is what the page is there to show.
    private static void SayBack(OrganisationStore store, IReadOnlyList<Case> closed)
    {
        foreach (var (at, row) in closed.Index().Where(one => one.Index % 9 is not (2 or 5 or 7)))
        {
            var ending = (at % 11) switch { 3 => RestatementEnding.Corrected, 6 => RestatementEnding.Skipped, _ => RestatementEnding.Confirmed };
            var sent = row.OpenedAt.AddMinutes(9);
            store.Restatements.Add(new()
            {
                Id = Guid.CreateVersion7(sent), CaseId = row.Id, Text = ending == RestatementEnding.Skipped ? null : Said($"Restated{(at % 3) + 1}"), Why = ending == RestatementEnding.Skipped ? Said("RestatedWhyNot") : null,
                Said = ending == RestatementEnding.Corrected ? Said("RestatedCorrected") : null, Way = at % 4 == 0 ? RestatementWay.Call : RestatementWay.Link, WrittenBy = row.OwnerId ?? Guid.Empty, SentAt = sent, Ending = ending, EndedAt = sent.AddMinutes(6),
            });
        }
    }

    // Most are kept, some late, one in fifteen is broken.
    private static void Promise(OrganisationStore store, IReadOnlyList<Case> cases)
    {
        foreach (var (at, row) in cases.Index())
        {
            var kind = (at % 15) switch { 4 => OutcomeKind.Broken, 8 or 11 => OutcomeKind.Late, _ => OutcomeKind.Kept };
            var (made, due) = (row.OpenedAt.AddMinutes(15), row.OpenedAt.AddHours(28));
            var ended = kind == OutcomeKind.Kept ? due.AddHours(-3) : due.AddHours(kind == OutcomeKind.Late ? 5 : 24);
            var promised = NewPromise(row, (at % 4) + 1, made, due);
            (promised.State, promised.EndedAt) = (kind == OutcomeKind.Kept ? CommitmentState.Kept : CommitmentState.Broken, ended);
            store.Commitments.Add(promised);
            store.CommitmentOutcomes.Add(new() { Id = Guid.CreateVersion7(ended), CommitmentId = promised.Id, Number = 1, Kind = kind, At = ended, NotedAt = ended, ByMember = row.OwnerId, Note = kind == OutcomeKind.Broken ? Said("PromiseBroken") : null });
        }
    }

    // All four steps for most of them; to one in five something is lacking.
    private static void MakeRight(OrganisationStore store, IReadOnlyList<Case> hurt)
    {
        foreach (var (at, row) in hurt.Index())
            foreach (var part in RecoveryStory.Parts.Where(part => at % 5 != 3 || part is RecoveryPart.Admitted or RecoveryPart.Fixed))
            {
                var when = row.OpenedAt.AddMinutes(20 + (10 * (int)part));
                store.RecoverySteps.Add(new() { Id = Guid.CreateVersion7(when), CaseId = row.Id, Part = part, Told = Said($"Recovery{part}"), Evidence = Said("RecoveryEvidence"), ByMember = row.OwnerId ?? Guid.Empty, At = when });
            }
    }

    private static void Give(OrganisationStore store, IReadOnlyList<Case> cases, DateTime now)
    {
        store.Allowances.AddRange(
            new() { Role = Role.Agent, Incident = 15_000, Month = 100_000, Version = 1 }, new() { Role = Role.Manager, Incident = 50_000, Month = 400_000, Version = 1 }, new() { Role = Role.Owner, Incident = 100_000, Month = 1_000_000, Version = 1 });
        foreach (var (at, row) in cases.Index())
        {
            // Two days apart, so that the month that runs has some too, whatever its day.
            var when = Earlier(row.ClosedAt ?? now, now.AddHours(-5 - (47 * at)));
            store.AllowanceEntries.Add(new()
            {
                Id = Guid.CreateVersion7(when), CaseId = row.Id, MemberId = row.OwnerId ?? Guid.Empty, ByMember = row.OwnerId ?? Guid.Empty, Kind = at % 4 == 3 ? SpendKind.Gesture : SpendKind.Compensation, Amount = 2_500 * (1 + (at % 5)),
                What = Said(at % 4 == 3 ? "GiftGesture" : "GiftCompensation"), At = when, CountsAt = when,
            });
        }
    }

    // What goes on: some due soon, one late; with its step, as whoever promises leaves it.
    private async Task StillOpen(OrganisationStore store, DateTime now, CancellationToken cancel)
    {
        var open = await store.Cases.Where(row => row.ClosedAt == null && row.OwnerId != null).OrderByDescending(row => row.Number).Take(OpenPromises).ToListAsync(cancel);
        var told = new List<(Case, CaseStep)>();
        foreach (var (at, row) in open.Index())
        {
            // At hours at which somebody is there.
            var (made, due) = (now.AddHours(-30 + at), at == OpenPromises - 1 ? now.Date.AddHours(now.Hour - 4) : now.Date.AddDays(1 + (at / 2)).AddHours(at % 2 == 0 ? 8 : 14));
            if (made < row.OpenedAt) made = row.OpenedAt.AddMinutes(5);
            var promised = NewPromise(row, (at % 4) + 1, made, due);
            store.Commitments.Add(promised);
            told.Add((row, new() { Kind = "commitment_made", At = made, ByMember = row.OwnerId, Text = promised.Text, Details = CaseDetails.Of(("commitment", promised.Id), ("due", due)), SeenByCustomer = true }));
        }

        await steps.Add(store, told, cancel);
    }

    private static async Task ToTheTop(OrganisationStore store, IReadOnlyList<MemberRow> members, DateTime now, CancellationToken cancel)
    {
        var letters = await store.Channels.Where(channel => channel.Code == "letter").Select(channel => channel.Id).SingleAsync(cancel);
        store.TopLines.Add(new() { ChannelId = letters, UnitId = members[1].UnitId, EveryDays = 2, Version = 1 });
        if (await store.Cases.Where(row => row.ClosedAt == null && row.Kind == CaseKind.Complaint).OrderBy(row => row.Number).FirstOrDefaultAsync(cancel) is not { } row) return;
        store.TopLineCases.Add(new() { CaseId = row.Id, NextAt = now.AddHours(20) });
    }

    private static Commitment NewPromise(Case row, int words, DateTime made, DateTime due) =>
        new() { Id = Guid.CreateVersion7(made), CaseId = row.Id, Text = Said($"Promise{words}"), OwnerId = row.OwnerId, MadeBy = row.OwnerId ?? Guid.Empty, MadeAt = made, FirstDueAt = due, DueAt = due, State = CommitmentState.Open };

    private static DateTime Earlier(DateTime one, DateTime other) => one < other ? one : other;

    private static string Said(string key, string language = "he") => Words.ResourceManager.GetString(key, CultureInfo.GetCultureInfo(language)) ?? key;
}
