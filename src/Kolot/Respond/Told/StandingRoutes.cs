using System.Globalization;
using Kolot.Core;
using Kolot.Core.Listen.Contact;
using Kolot.Core.Respond;
using Kolot.Core.Respond.Restatements;
using Kolot.Listen.Answering;
using Kolot.Listen.Contact;
using Kolot.Listen.Sharing;
using Kolot.Organisation;
using Kolot.Respond.Commitments;
using Kolot.Respond.Restatements;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Told;

/// <summary>The page on which a customer sees how their matter stands, and says whether they were understood, whether another time is all right, and whether it is solved. Opening it changes nothing.</summary>
public sealed class StandingRoutes(Stores stores, ContactForms forms, StandingRoutes.Acts acts, TimeProvider clock)
{
    private const string Why = "Whoever a case is of was handed a signed address, which is all that opens it.";

    /// <summary>What can be done on it, and what looks at how often it is done.</summary>
    public sealed record Acts(AnswerRestatement Understood, MoveCommitment Move, SayItIsSolved Solved, AnswerGuard Guard, FindEnquiry Enquiries);

    /// <summary>By which address somebody came: that of their case, or that of what they wrote, where the same stands below their words.</summary>
    private readonly record struct Door(string Secret, bool OfEnquiry = false);

    private sealed record Back(string? Typed = null, string? Reason = null, string? Sentence = null, int Status = StatusCodes.Status200OK);

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/contact/case/{secret}", (string secret, HttpContext context, Visit visit, StandingRoutes routes) => routes.Page(context, visit, new(secret), new())).OpenToAll(Why).AddEndpointFilter(Doorway.Open);
        Post("understood", (routes, context, visit, opened, form) => routes.Understood(context, visit, opened, form));
        Post("time", (routes, context, visit, opened, form) => routes.Agree(context, visit, opened, form));
        Post("solved", (routes, context, visit, opened, form) => routes.Solved(context, visit, opened, form));

        void Post(string what, Act act)
        {
            foreach (var ofEnquiry in what == "solved" ? [false] : new[] { false, true })
                organisation.MapPost($"/contact/{(ofEnquiry ? "status" : "case")}/{{secret}}/{what}", (string secret, HttpContext context, Visit visit, StandingRoutes routes) => routes.Do(context, visit, new(secret, ofEnquiry), act))
                    .OpenToAll(Why).DisableAntiforgery().AddEndpointFilter(Doorway.Open);
        }
    }

    private delegate Task<IResult> Act(StandingRoutes routes, HttpContext context, Visit visit, (Door Door, Guid Case) opened, IFormCollection form);

    // An address that is over changes nothing any more, and nobody fills a case by pressing on and on.
    private async Task<IResult> Do(HttpContext context, Visit visit, Door door, Act act)
    {
        var cancel = context.RequestAborted;
        if (await Opened(visit, door, cancel) is not { } id || (!door.OfEnquiry && await IsOver(visit, id, cancel))) return await Page(context, visit, door, new());
        var form = await context.Request.ReadFormAsync(cancel);
        if (acts.Guard.Wait(context, ContactPages.Name(visit), ContactPages.Code) is not { } wait) return await act(this, context, visit, (door, id), form);
        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return await Page(context, visit, door, new(form["said"], null, AnswerTrouble.Say("too_often"), StatusCodes.Status429TooManyRequests));
    }

    private async Task<bool> IsOver(Visit visit, Guid id, CancellationToken cancel)
    {
        await using var store = await stores.Open(ContactPages.Name(visit), cancel);
        var border = clock.GetUtcNow().UtcDateTime - CaseLink.Afterwards;
        return await store.CaseOf(id, cancel) is not { } number || await store.Cases.AnyAsync(row => row.Number == number && row.ClosedAt < border, cancel);
    }

    private async Task<IResult> Page(HttpContext context, Visit visit, Door door, Back back)
    {
        var fault = back.Reason is { } reason ? new Faults([], Words.ResourceManager).Say(new("said", reason)) : null;
        if (door.OfEnquiry) return await context.RequestServices.GetRequiredService<StatusRoutes>().Page(context, visit, door.Secret, new(null, null, back.Sentence, back.Status) { Beside = (back.Typed, fault) });
        // The address opens the page: it is told to nobody, and kept by nobody between.
        (context.Response.Headers["Referrer-Policy"], context.Response.Headers.CacheControl, context.Response.Headers["X-Robots-Tag"]) = ("no-referrer", "private, no-store", "noindex, nofollow");
        var (organisation, cancel, now) = (ContactPages.Name(visit), context.RequestAborted, clock.GetUtcNow().UtcDateTime);
        if (await Opened(visit, door, cancel) is not { } id) return Results.NotFound();
        await using var store = await stores.Open(organisation, cancel);
        if (await store.CaseOf(id, cancel) is not { } number) return Results.NotFound();
        var row = await store.Cases.AsNoTracking().SingleAsync(one => one.Number == number, cancel);
        if (row.ClosedAt + CaseLink.Afterwards < now) return ContactPages.Said(StatusCodes.Status410Gone, Words.LinkOver, Words.LinkOverWhy, again: true);
        var view = await StandingView.Load(store, row, door.Secret, null, cancel);
        view = view with { Now = now, Zone = visit.TimeZone, Typed = back.Typed, Sentence = back.Sentence, Fault = fault };
        return new StyledPage(new RazorComponentResult<StandingPage>(new { View = view }) { StatusCode = back.Status }, null);
    }

    private async Task<Guid?> Opened(Visit visit, Door door, CancellationToken cancel)
    {
        if (!door.OfEnquiry) return (await forms.Of(ContactPages.Name(visit), cancel)).Key is { } key ? CaseLink.Opened(key, door.Secret) : null;
        if (await acts.Enquiries.BySecret(ContactPages.Name(visit), door.Secret, files: false, cancel) is not (var told, false)) return null;
        await using var store = await stores.Open(ContactPages.Name(visit), cancel);
        return await store.CaseOfEnquiry(told.Enquiry, cancel);
    }

    private async Task<IResult> Understood(HttpContext context, Visit visit, (Door Door, Guid Case) opened, IFormCollection form)
    {
        if (!Guid.TryParse(form["restatement"], out var which)) return Results.NotFound();
        var said = form["answer"] == "yes" ? null : form["said"].ToString();
        var done = await acts.Understood.Run(ContactPages.Name(visit), opened.Case, new(which, said), context.RequestAborted);
        if (done.Refusal is Refusal.Invalid { Faults: [var fault, ..] }) return await Page(context, visit, opened.Door, new(said, fault.Reason, null, StatusCodes.Status422UnprocessableEntity));
        return done.Refused ? await Page(context, visit, opened.Door, new(said, null, Words.ChangedMeanwhile, StatusCodes.Status409Conflict)) : On(context, visit, opened.Door);
    }

    private async Task<IResult> Agree(HttpContext context, Visit visit, (Door Door, Guid Case) opened, IFormCollection form)
    {
        if (!Guid.TryParse(form["commitment"], out var which) || !long.TryParse(form["to"], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) || ticks > DateTime.MaxValue.Ticks) return Results.NotFound();
        var done = await acts.Move.Agree(ContactPages.Name(visit), opened.Case, which, new(ticks, DateTimeKind.Utc), context.RequestAborted);
        return done.Refused ? await Page(context, visit, opened.Door, new(null, null, done.Refusal is Refusal.Conflict { Reason: "already_due" } ? Words.AlreadyDue : Words.ChangedMeanwhile, StatusCodes.Status409Conflict)) : On(context, visit, opened.Door);
    }

    private async Task<IResult> Solved(HttpContext context, Visit visit, (Door Door, Guid Case) opened, IFormCollection form)
    {
        var said = form["solved"].ToString();
        if (said is "yes" or "no") await acts.Solved.Run(ContactPages.Name(visit), opened.Case, new(said == "yes", OwnTime.Read(form["minutes"])), context.RequestAborted);
        return On(context, visit, opened.Door);
    }

    private static IResult On(HttpContext context, Visit visit, Door door) => Redirects.SeeOther(visit.Path($"contact/{(door.OfEnquiry ? "status" : "case")}/{door.Secret}?lang={Language.Here}{context.RequestServices.GetRequiredService<Doorway>().Along}#now"));
}
