using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Organisation;
using Kolot.Store;

namespace Kolot.Respond.Cases;

/// <summary>Gives a case to somebody else, or to another team, and says why. Whoever takes it on themselves need give no reason.</summary>
public sealed class HandOver(ChangeCase change)
{
    private const int LongestReason = 1_000;

    /// <summary>What is asked.</summary>
    /// <param name="Which">Which case.</param>
    /// <param name="Owner">To whom; null for nobody: it waits for an owner.</param>
    /// <param name="Unit">To which team; null where it stays.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Request(ChangeCase.Which Which, Guid? Owner, Guid? Unit, string? Reason);

    /// <summary>Does it.</summary>
    public async Task<Result<Case>> Run(Member member, Request request, CancellationToken cancel)
    {
        var faults = new List<Fault>();
        var reason = PlainText.Of(request.Reason, LongestReason, "reason", faults);
        if (reason is null && request.Owner != member.Id) faults.Add(new("reason", "required"));
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        return await change.Run(member, request.Which, async held =>
        {
            var (row, hands) = (held.Row, await KnownHands.Of(held.Store, cancel));
            var unit = request.Unit ?? row.UnitId;
            if (request.Unit is { } wanted && !hands.Knows(wanted)) return new Refusal.Invalid("unit", "unknown");
            if (request.Owner is { } owner && owner != row.OwnerId && !hands.May(owner, unit)) return new Refusal.Invalid("owner", "beyond_their_reach");
            if (row.ClosedAt is not null) return new Refusal.Conflict("closed");
            if (row.OwnerId == request.Owner && row.UnitId == unit) return new Refusal.Invalid("owner", "theirs_already");
            var step = new CaseStep
            {
                Id = request.Which.Id ?? Guid.Empty, Kind = CaseStepKinds.HandedOver, At = held.Now, ByMember = member.Id, Text = reason,
                Details = CaseDetails.Of(("from", row.OwnerId), ("to", request.Owner), ("unitFrom", row.UnitId), ("unitTo", unit)),
            };
            (row.OwnerId, row.UnitId) = (request.Owner, unit);
            return step;
        }, cancel);
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/cases/{number:long}/owner", async (long number, HttpContext context, HandOver act, CasePages pages) =>
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var me = pages.Member;
        Guid? Id(string name) => Guid.TryParse(form[name], out var id) ? id : null;
        var request = form.ContainsKey("take") ? new Request(CasePages.Which(number, form) with { Seen = null }, me.Id, null, null) : new(CasePages.Which(number, form) with { Seen = null }, Id("owner"), Id("unit"), form["reason"]);
        return await pages.After(context, number, "owner", await act.Run(me, request, context.RequestAborted), request.Owner == me.Id ? Words.DoneTaken : Words.DoneHandedOver);
    }).Needs(Right.EnterVoices);
}
