using System.Globalization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Organisation;
using Kolot.Respond.Cases;
using Kolot.Shell;
using Kolot.Store;

namespace Kolot.Respond.Clocks;

/// <summary>Notes what a clock of a case runs for: the customer was called, an hour was agreed on, somebody came, the deal is charged for no more.</summary>
public sealed class NoteDone(ChangeCase change)
{
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(366);

    /// <summary>Does it.</summary>
    /// <param name="member">Who.</param>
    /// <param name="number">The case's number.</param>
    /// <param name="kind">What happened: see <see cref="ClockStepKinds"/>.</param>
    /// <param name="at">The hour that was agreed on, UTC; null where none was.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Result<Case>> Run(Member member, long number, string kind, DateTime? at, CancellationToken cancel)
    {
        return await change.Run(member, new(number), held => Task.FromResult(Decide(held, kind, at)), cancel);
    }

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        foreach (var (path, kind) in new[] { ("called", ClockStepKinds.Called), ("visited", ClockStepKinds.Visited), ("deal-cancelled", ClockStepKinds.Cancelled), ("visit", ClockStepKinds.VisitAgreed) })
            organisation.MapPost($"/cases/{{number:long}}/{path}", async (long number, HttpContext context, Visit visit, NoteDone act, Notices notices) =>
            {
                var form = await context.Request.ReadFormAsync(context.RequestAborted);
                var done = await act.Run(visit.Here, number, kind, Moment(form["at"], visit.TimeZone), context.RequestAborted);
                if (done.Refusal is Refusal.NotFound) return Results.NotFound();
                notices.Leave(done.Refusal switch { null => Words.Noted, Refusal.Invalid => Words.NoHour, _ => Words.CaseIsClosed });
                return Redirects.SeeOther(visit.Path($"cases/{number}"));
            }).Needs(Right.EnterVoices);
    }

    private static Result<CaseStep> Decide(ChangeCase.Held held, string kind, DateTime? at)
    {
        if (held.Row.State == CaseState.Closed) return new Refusal.Conflict("closed");
        if (kind == ClockStepKinds.VisitAgreed && at is null) return new Refusal.Invalid("at", "required");
        if (at < held.Now - TimeSpan.FromDays(1) || at > held.Now + Furthest) return new Refusal.Invalid("at", "out_of_range");
        return new CaseStep { Kind = kind, At = held.Now, ByMember = held.By.Id, Details = CaseDetails.Of(("at", at)), SeenByCustomer = true };
    }

    // As a field of date and time writes it, where the organisation is. An hour that the clock skips is the one after.
    private static DateTime? Moment(string? typed, TimeZoneInfo zone) =>
        DateTime.TryParseExact(typed?.Trim(), ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall) && wall.Year is > 2000 and < 2100
            ? TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(wall) ? wall.AddHours(1) : wall, zone) : null;
}
