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
/// <param name="Not">With how many it could not be done, by the reason.</param>
public sealed record BulkDone(string Act, IReadOnlyList<long> Numbers, IReadOnlyList<(string Reason, int Count)> Not)
{
    /// <summary>From an address; null where nothing was done.</summary>
    public static BulkDone? FromAddress(IQueryCollection query) => query["done"].ToString().Split('.') is [var act, .. var numbers] && Array.IndexOf(BulkCases.Acts, act) >= 0
        ? new(act, [.. numbers.Select(Read).Where(number => number > 0)], [.. query["not"].OfType<string>().Select(one => one.Split('.')).Where(one => one.Length == 2 && Read(one[1]) is > 0 and <= BulkCases.Most).Select(one => (one[0], (int)Read(one[1])))])
        : null;

    private static long Read(string number) => long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : 0;

    /// <summary>As it stands there.</summary>
    public string Text => string.Join('.', Numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)).Prepend(Act));

    /// <summary>What could not be done, and why, in sentences.</summary>
    public IEnumerable<string> NotSaid => Not.Select(one => CaseWords.Count(one.Count, Words.NotWithOne, Words.NotWithMany).Replace("{1}", one.Reason switch
    {
        "beyond_their_reach" => Words.NotInTheirReach,
        "theirs_already" => Words.NotNeeded,
        "closed" => Words.NotOpen,
        "top_line" => Words.NotByUs,
        _ => Words.NotAsItWas,
    }, StringComparison.Ordinal));
}

/// <summary>What was to be done with many and was not, as it was chosen and typed.</summary>
/// <param name="Asked">What.</param>
/// <param name="Refusal">Why it was not.</param>
public sealed record BulkAttempt(BulkCases.Request Asked, Refusal Refusal);

/// <summary>Does one thing with many cases, each by itself: what cannot be done with one keeps none of the others. For ten minutes all of it can be undone.</summary>
public sealed class BulkCases(HandOver hand, Snooze snooze, CloseCase close, UndoStep undo)
{
    /// <summary>What can be done.</summary>
    public static readonly string[] Acts = ["take", "give", "rest", "close"];

    /// <summary>With so many at once at most.</summary>
    public const int Most = 200;

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
        var (done, not) = (new List<long>(), new List<string>());
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
            if (one.Refusal is Refusal.Invalid { Faults: [{ Field: "reason" or "ending" or "until" } fault, ..] }) return new Refusal.Invalid("reason", fault.Reason);
            if (!one.Refused) done.Add(number);
            else not.Add(one.Refusal switch { Refusal.Invalid { Faults: [var first, ..] } => first.Reason, Refusal.Conflict conflict => conflict.Reason, _ => "not_found" });
        }

        return new BulkDone(request.Act, done, [.. not.CountBy(reason => reason).Select(one => (one.Key, one.Value))]);
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
        organisation.MapPost("/cases/bulk", async (HttpContext context, Visit visit, BulkCases act, ListCases lists, Notices notices, TimeProvider clock) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var list = new Address(visit.Path("cases"), [.. QueryHelpers.ParseQuery(form["list"]).SelectMany(filter => filter.Value, (filter, value) => KeyValuePair.Create(filter.Key, value ?? ""))]).Without("done", "not");
            var numbers = form["case"].Select(number => long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : 0).Where(number => number > 0).ToArray();
            if (numbers.Length == 0)
            {
                notices.Leave(Words.ChooseSome);
                return Redirects.SeeOther(list.ToString());
            }

            var asked = new Request(form["act"].ToString(), numbers)
            {
                Owner = Guid.TryParse(form["owner"], out var owner) ? owner : null, Reason = form["reason"], Until = Snooze.Until("tomorrow", clock.GetUtcNow().UtcDateTime, visit.TimeZone),
            };
            var done = await act.Run(visit.Here, asked, context.RequestAborted);
            // What was chosen and typed stays, with the reason at its field.
            if (done.Refusal is { } refusal) return await lists.Page(context, list, StatusCodes.Status422UnprocessableEntity, bulk: new(asked, refusal));
            var to = list.With("done", done.Value.Text);
            return Redirects.SeeOther((to with { Query = [.. to.Query, .. done.Value.Not.Select(one => KeyValuePair.Create("not", string.Create(CultureInfo.InvariantCulture, $"{one.Reason}.{one.Count}")))] }).ToString());
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
