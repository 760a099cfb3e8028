using System.Globalization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Commitments;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>Has a case rest until a moment, or rest no more. It comes back by itself, and at once where its customer speaks. Clocks go on: what was promised does not rest.</summary>
public sealed class Snooze(ChangeCase change, TimeProvider clock)
{
    private const int MorningHour = 8;
    private static readonly TimeSpan AtMost = TimeSpan.FromDays(366);

    /// <summary>What is asked.</summary>
    /// <param name="Which">Which case.</param>
    /// <param name="Until">Until when; null for no longer.</param>
    public sealed record Request(ChangeCase.Which Which, DateTime? Until)
    {
        /// <summary>Whether whoever asks knows what is due before then: else they are told first.</summary>
        public bool Knowing { get; init; } = true;
    }

    /// <summary>Does it.</summary>
    public async Task<Result<Case>> Run(Member member, Request request, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (request.Until <= now) return new Refusal.Invalid("until", "in_the_past");
        if (request.Until > now + AtMost) return new Refusal.Invalid("until", "too_far");
        return await change.Run(member, request.Which, async held =>
        {
            if (held.Row.ClosedAt is not null) return new Refusal.Conflict("closed");
            if (!request.Knowing && request.Until is { } until && await IsDueBefore(held, until, cancel)) return new Refusal.Invalid("until", "past_due");
            held.Row.SnoozedUntil = request.Until;
            return new CaseStep
            {
                Id = request.Which.Id ?? Guid.Empty, Kind = request.Until is null ? CaseStepKinds.Woken : CaseStepKinds.Snoozed, At = held.Now, ByMember = member.Id,
                Details = CaseDetails.Of(("until", request.Until?.ToString("o", CultureInfo.InvariantCulture))),
            };
        }, cancel);
    }

    private static async Task<bool> IsDueBefore(ChangeCase.Held held, DateTime until, CancellationToken cancel) =>
        held.Row.DueAt < until || await held.Store.Commitments.AnyAsync(one => one.CaseId == held.Row.Id && one.State == CommitmentState.Open && one.DueAt < until, cancel);

    /// <summary>The moment that a form asks for: <c>tomorrow</c>, <c>days3</c>, <c>week</c>, or a day; in the morning, where the organisation is.</summary>
    /// <returns>Null where nothing was asked.</returns>
    public static DateTime? Until(string? asked, DateTime now, TimeZoneInfo zone)
    {
        var today = TimeZoneInfo.ConvertTimeFromUtc(now, zone).Date;
        var day = asked switch
        {
            "tomorrow" => today.AddDays(1),
            "days3" => today.AddDays(3),
            "week" => today.AddDays(7),
            _ => DateTime.TryParseExact(asked, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : (DateTime?)null,
        };
        if (day is not { } found || found.Year is < 2000 or > 9000) return null;
        var local = found.AddHours(MorningHour);
        return TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(local) ? local.AddHours(1) : local, zone);
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/cases/{number:long}/rest", async (long number, HttpContext context, Visit visit, Snooze act, CasePages pages, TimeProvider clock) =>
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var asked = form["day"].ToString() is { Length: > 0 } day ? day : form["until"].ToString();
        var until = form.ContainsKey("wake") ? (DateTime?)null : Until(asked, clock.GetUtcNow().UtcDateTime, visit.TimeZone) ?? DateTime.MinValue;
        return await pages.After(context, number, "rest", await act.Run(pages.Member, new(CasePages.Which(number, form) with { Seen = null }, until) { Knowing = form["knowing"] == "1" }, context.RequestAborted), until is null ? Words.DoneWoken : Words.DoneSnoozed);
    }).Needs(Right.EnterVoices);
}
