using System.Globalization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>What was done with many, as it stands in the address of the list for a while.</summary>
/// <param name="Act">What.</param>
/// <param name="Numbers">With which.</param>
/// <param name="Not">With how many it could not be done.</param>
public sealed record BulkDone(string Act, IReadOnlyList<long> Numbers, int Not)
{
    /// <summary>From an address; null where nothing was done.</summary>
    public static BulkDone? FromAddress(IQueryCollection query) => query["done"].ToString().Split('.') is [var act, .. var numbers] && Array.IndexOf(BulkCases.Acts, act) >= 0
        ? new(act, [.. numbers.Select(number => long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : 0).Where(number => number > 0)], int.TryParse(query["not"], NumberStyles.None, CultureInfo.InvariantCulture, out var not) ? not : 0)
        : null;

    /// <summary>As it stands there.</summary>
    public string Text => string.Join('.', Numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)).Prepend(Act));
}

/// <summary>Does one thing with many cases, each by itself: what cannot be done with one keeps none of the others. For ten minutes all of it can be undone.</summary>
public sealed class BulkCases(HandOver hand, Snooze snooze, CloseCase close, UndoStep undo)
{
    /// <summary>What can be done.</summary>
    public static readonly string[] Acts = ["take", "give", "rest", "close"];

    private const int Most = 200;

    /// <summary>What is asked.</summary>
    /// <param name="Act">What.</param>
    /// <param name="Numbers">With which.</param>
    public sealed record Request(string Act, IReadOnlyList<long> Numbers)
    {
        /// <summary>To whom, or until when.</summary>
        public Guid? Owner { get; init; }

        /// <summary>Until when they rest.</summary>
        public DateTime? Until { get; init; }

        /// <summary>Why.</summary>
        public string? Reason { get; init; }
    }

    /// <summary>Does it.</summary>
    public async Task<Result<BulkDone>> Run(Member member, Request request, CancellationToken cancel)
    {
        if (Array.IndexOf(Acts, request.Act) < 0) return new Refusal.Invalid("act", "unknown");
        var done = new List<long>();
        var asked = request.Numbers.Distinct().Take(Most).ToArray();
        foreach (var number in asked)
        {
            var which = new ChangeCase.Which(number);
            var one = request.Act switch
            {
                "take" => await hand.Run(member, new(which, member.Id, null, null), cancel),
                "give" => await hand.Run(member, new(which, request.Owner, null, request.Reason), cancel),
                "rest" => await snooze.Run(member, new(which, request.Until), cancel),
                _ => await close.Run(member, new(which, Confirmed: false, request.Reason), cancel),
            };
            if (one.Refusal is Refusal.Invalid { Faults: [{ Field: "reason" or "ending" or "until" } fault, ..] }) return new Refusal.Invalid(fault.Field, fault.Reason);
            if (!one.Refused) done.Add(number);
        }

        return new BulkDone(request.Act, done, asked.Length - done.Count);
    }

    /// <summary>Undoes it.</summary>
    public async Task<int> Undo(Member member, IReadOnlyList<long> numbers, CancellationToken cancel)
    {
        var undone = 0;
        foreach (var number in numbers.Distinct().Take(Most))
            if (!(await undo.Run(member, number, cancel)).Refused) undone++;
        return undone;
    }

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapPost("/cases/bulk", async (HttpContext context, Visit visit, BulkCases act, Notices notices, TimeProvider clock) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var list = new Address(visit.Path("cases"), [.. QueryHelpers.ParseQuery(form["list"]).SelectMany(filter => filter.Value, (filter, value) => KeyValuePair.Create(filter.Key, value ?? ""))]).Without("done", "not");
            var numbers = form["case"].Select(number => long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : 0).Where(number => number > 0).ToArray();
            if (numbers.Length == 0)
            {
                notices.Leave(Words.ChooseSome);
                return Redirects.SeeOther(list.ToString());
            }

            var done = await act.Run(visit.Here, new(form["act"].ToString(), numbers)
            {
                Owner = Guid.TryParse(form["owner"], out var owner) ? owner : null, Reason = form["reason"], Until = Snooze.Until("tomorrow", clock.GetUtcNow().UtcDateTime, visit.TimeZone),
            }, context.RequestAborted);
            if (done.Refused)
            {
                notices.Leave(Words.BulkWantsReason);
                return Redirects.SeeOther(list.ToString());
            }

            return Redirects.SeeOther(list.With("done", done.Value.Text).With("not", done.Value.Not == 0 ? null : done.Value.Not.ToString(CultureInfo.InvariantCulture)).ToString());
        }).Needs(Right.EnterVoices);
        organisation.MapPost("/cases/bulk/undo", async (HttpContext context, Visit visit, BulkCases act, Notices notices) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var numbers = form["case"].Select(number => long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : 0).ToArray();
            var undone = await act.Undo(visit.Here, numbers, context.RequestAborted);
            notices.Leave(CaseWords.Count(undone, Words.UndoneOne, Words.UndoneMany));
            var list = new Address(visit.Path("cases"), [.. QueryHelpers.ParseQuery(form["list"]).SelectMany(filter => filter.Value, (filter, value) => KeyValuePair.Create(filter.Key, value ?? ""))]);
            return Redirects.SeeOther(list.Without("done", "not").ToString());
        }).Needs(Right.EnterVoices);
    }
}

/// <summary>Takes back the last thing that a member did with a case, within ten minutes and before anything else happened.</summary>
public sealed class UndoStep(ChangeCase change)
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(10);

    /// <summary>Does it.</summary>
    public Task<Result<Case>> Run(Member member, long number, CancellationToken cancel) => change.Run(member, new(number), async held =>
    {
        var (row, store) = (held.Row, held.Store);
        var last = await store.CaseSteps.AsNoTracking().SingleAsync(step => step.CaseId == row.Id && step.Number == row.Version, cancel);
        if (last.ByMember != member.Id || held.Now - last.At > Within) return new Refusal.Conflict("changed_meanwhile");
        if (last.Kind == CaseStepKinds.Snoozed) return new CaseStep { Kind = CaseStepKinds.Woken, At = held.Now, ByMember = member.Id };
        if (last.Kind is CaseStepKinds.ClosedConfirmed or CaseStepKinds.ClosedUnconfirmed) return new CaseStep { Kind = CaseStepKinds.ClosingUndone, At = held.Now, ByMember = member.Id };
        if (last.Kind != CaseStepKinds.HandedOver) return new Refusal.Conflict("changed_meanwhile");
        (row.OwnerId, row.UnitId) = (last.DetailId("from"), last.DetailId("unitFrom") ?? row.UnitId);
        return new CaseStep { Kind = CaseStepKinds.HandedOver, At = held.Now, ByMember = member.Id, Details = CaseDetails.Of(("from", last.DetailId("to")), ("to", row.OwnerId), ("because", "undone")) };
    }, cancel);
}
