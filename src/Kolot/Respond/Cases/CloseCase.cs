using System.Globalization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Commitments;
using Kolot.Core.Respond.Effectiveness;
using Kolot.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>Closes a case: solved as its customer confirmed, or without their word, which is counted apart and wants a reason. A closed one goes on where somebody says so.</summary>
public sealed class CloseCase(ChangeCase change)
{
    private const int LongestReason = 1_000;

    // Within this, whoever closed it takes that back, and it never was.
    private static readonly TimeSpan Slip = TimeSpan.FromMinutes(10);

    /// <summary>What is asked.</summary>
    /// <param name="Which">Which case, and what was seen of it.</param>
    /// <param name="Confirmed">Whether the customer confirmed that it is solved.</param>
    /// <param name="Text">How they did; or why it is closed without.</param>
    public sealed record Request(ChangeCase.Which Which, bool Confirmed, string? Text)
    {
        /// <summary>How many minutes of their own it took the customer, as typed; nothing where they did not say.</summary>
        public string? Minutes { get; init; }

        /// <summary>Whether whoever asks knows of promises that are still to be kept: else they are told first.</summary>
        public bool Knowing { get; init; } = true;
    }

    /// <summary>Closes it.</summary>
    public async Task<Result<Case>> Run(Member member, Request request, CancellationToken cancel)
    {
        var faults = new List<Fault>();
        var text = PlainText.Of(request.Text, LongestReason, "ending", faults);
        if (text is null && !request.Confirmed) faults.Add(new("ending", "required"));
        var minutes = MinutesOf(request.Minutes, faults);
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        return await change.Run(member, request.Which, async held =>
        {
            if (held.Row.ClosedAt is not null) return new Refusal.Conflict("closed");
            // Whoever wrote to the top says themselves when it is enough.
            if (!request.Confirmed && await held.Store.TopLineCases.AnyAsync(one => one.CaseId == held.Row.Id, cancel)) return new Refusal.Invalid("confirmed", "top_line");
            if (!request.Knowing && await held.Store.Commitments.AnyAsync(one => one.CaseId == held.Row.Id && one.State == CommitmentState.Open, cancel)) return new Refusal.Invalid("confirmed", "open_promise");
            return new CaseStep { Id = request.Which.Id ?? Guid.Empty, Kind = request.Confirmed ? CaseStepKinds.ClosedConfirmed : CaseStepKinds.ClosedUnconfirmed, At = held.Now, ByMember = member.Id, Text = text, Details = CaseDetails.Of(("minutes", minutes)) };
        }, cancel);
    }

    /// <summary>Has a closed one go on.</summary>
    public Task<Result<Case>> Reopen(Member member, ChangeCase.Which which, CancellationToken cancel) => change.Run(member, which, async held =>
    {
        var (row, store) = (held.Row, held.Store);
        if (row.ClosedAt is null) return new Refusal.Conflict("open");
        if (row.MergedInto is not null) return new Refusal.Conflict("merged");
        var last = await store.CaseSteps.AsNoTracking().SingleAsync(step => step.CaseId == row.Id && step.Number == row.Version, cancel);
        var slip = CaseStepKinds.Closes(last.Kind) && last.ByMember == member.Id && held.Now - last.At <= Slip;
        return new CaseStep { Id = which.Id ?? Guid.Empty, Kind = slip ? CaseStepKinds.ClosingUndone : CaseStepKinds.Reopened, At = held.Now, ByMember = member.Id };
    }, cancel);

    private static int? MinutesOf(string? typed, List<Fault> faults)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        if (int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes <= CaseOutcome.MostMinutes) return minutes;
        faults.Add(new("minutes", "out_of_range"));
        return null;
    }

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapPost("/cases/{number:long}/closure", async (long number, HttpContext context, CloseCase act, CasePages pages) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var confirmed = form["confirmed"] == "yes";
            if (!confirmed && form["confirmed"] != "no") return await pages.After(context, number, "closure", new Refusal.Invalid("confirmed", "required"), "");
            return await pages.After(context, number, "closure", await act.Run(pages.Member, new(CasePages.Which(number, form), confirmed, form["ending"]) { Minutes = form["minutes"], Knowing = form["knowing"] == "1" }, context.RequestAborted), confirmed ? Words.DoneClosedConfirmed : Words.DoneClosed);
        }).Needs(Right.EnterVoices);
        organisation.MapPost("/cases/{number:long}/reopening", async (long number, HttpContext context, CloseCase act, CasePages pages) =>
            await pages.After(context, number, "closure", await act.Reopen(pages.Member, new(number), context.RequestAborted), Words.DoneReopened)).Needs(Right.EnterVoices);
    }
}
