using System.Globalization;
using Kolot.Core;
using Kolot.Core.Listen.Contact;
using Kolot.Listen.Answering;
using Kolot.Listen.Sharing;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Listen.Contact;

/// <summary>The pages of whoever wrote: what is said when it came, and what became of it since.</summary>
public sealed class StatusRoutes(FindEnquiry find, AddToEnquiry add, ContactPages pages, StatusRoutes.Means means)
{
    private const string Why = "Whoever wrote was handed a signed address, which is all that opens it.";

    /// <summary>What it looks at besides.</summary>
    public sealed record Means(AnswerGuard Guard, ContactForms Forms, ReplyTimes Replies, VoiceStream.HandOutFile Files, BesideEnquiries Beside);

    /// <summary>Why a page comes back.</summary>
    /// <param name="Typed">What was typed.</param>
    /// <param name="Reason">What is wrong with it, if something is: a code.</param>
    /// <param name="Sentence">What is said above it.</param>
    /// <param name="Status">The status code.</param>
    public sealed record Back(string? Typed, string? Reason, string? Sentence, int Status)
    {
        /// <summary>What was typed into what stands beside, and what is wrong with it.</summary>
        public (string? Typed, string? Fault) Beside { get; init; }
    }

    /// <summary>Their routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/contact/thanks/{secret}", (string secret, HttpContext context, Visit visit, StatusRoutes routes) => routes.Thank(context, visit, secret)).OpenToAll(Why).AddEndpointFilter(Doorway.Open);
        organisation.MapGet("/contact/status/{secret}", (string secret, HttpContext context, Visit visit, StatusRoutes routes) => routes.Page(context, visit, secret, null)).OpenToAll(Why).AddEndpointFilter(Doorway.Open);
        organisation.MapGet("/contact/status/{secret}/files/{file:guid}", (string secret, Guid file, HttpContext context, Visit visit, StatusRoutes routes) => routes.HandOut(context, visit, secret, file)).OpenToAll(Why).AddEndpointFilter(Doorway.Open);
        organisation.MapPost("/contact/status/{secret}/words", (string secret, HttpContext context, Visit visit, StatusRoutes routes) => routes.Say(context, visit, secret)).OpenToAll(Why).DisableAntiforgery().AddEndpointFilter(Doorway.Open);
        organisation.MapPost("/contact/status/{secret}/ending", (string secret, HttpContext context, Visit visit, StatusRoutes routes) => routes.Judge(context, visit, secret)).OpenToAll(Why).DisableAntiforgery().AddEndpointFilter(Doorway.Open);
    }

    /// <summary>The page that says what became of it.</summary>
    internal async Task<IResult> Page(HttpContext context, Visit visit, string secret, Back? back)
    {
        Quiet(context);
        var organisation = ContactPages.Name(visit);
        if (await find.BySecret(organisation, secret, files: true, context.RequestAborted) is not var (told, over)) return Results.NotFound();
        if (over) return ContactPages.Said(StatusCodes.Status410Gone, Words.LinkOver, Words.LinkOverWhy, again: true);
        var beside = await means.Beside.Of(organisation, told, new(secret, means.Replies.Now, visit.TimeZone, back?.Beside.Typed, back?.Beside.Fault), context.RequestAborted);
        var view = new StatusView(told, secret)
        {
            Beside = beside.Shown, Questions = beside.Questions, Explained = await means.Replies.Explain(organisation, told, context.RequestAborted),
            Token = pages.Seal(organisation, pages.NewToken(context)), Now = means.Replies.Now, Zone = visit.TimeZone, Typed = back?.Typed, Sentence = back?.Sentence,
            Fault = back?.Reason is { } reason ? new Faults([], Words.ResourceManager).Say(new("text", reason)) : null,
        };
        return Shown(new RazorComponentResult<StatusPage>(new { View = view }) { StatusCode = back?.Status ?? StatusCodes.Status200OK });
    }

    // Only what was sent with an answer to this very enquiry.
    private async Task<IResult> HandOut(HttpContext context, Visit visit, string secret, Guid file)
    {
        Quiet(context);
        var organisation = ContactPages.Name(visit);
        if (await find.BySecret(organisation, secret, files: true, context.RequestAborted) is not (var told, false)) return Results.NotFound();
        return told.Sent.SelectMany(sent => sent).FirstOrDefault(one => one.Id == file) is { } found ? means.Files.Send(context, organisation, found) : Results.NotFound();
    }

    private async Task<IResult> Thank(HttpContext context, Visit visit, string secret)
    {
        Quiet(context);
        var organisation = ContactPages.Name(visit);
        var told = await find.JustSent(organisation, secret, context.RequestAborted);
        if (told is null)
        {
            if (await find.BySecret(organisation, secret, files: false, context.RequestAborted) is not var (known, over)) return Results.NotFound();
            if (over) return ContactPages.Said(StatusCodes.Status410Gone, Words.LinkOver, Words.LinkOverWhy, again: true);
            told = known;
        }

        var view = new StatusView(told, secret) { Now = means.Replies.Now, Zone = visit.TimeZone, Explained = await means.Replies.Explain(organisation, told, context.RequestAborted) };
        return ThanksOnce.Of(context, view, await means.Forms.Of(organisation, context.RequestAborted));
    }

    private async Task<IResult> Say(HttpContext context, Visit visit, string secret)
    {
        var (organisation, cancel) = (ContactPages.Name(visit), context.RequestAborted);
        var form = await context.Request.ReadFormAsync(cancel);
        var text = form["text"] is [{ } typed, ..] ? typed : null;
        if (await find.BySecret(organisation, secret, files: false, cancel) is not (var told, false)) return await Page(context, visit, secret, null);
        if (pages.Read(organisation, form["token"]) is not { } token) return await Page(context, visit, secret, new(text, null, AnswerTrouble.Say("send_again"), StatusCodes.Status422UnprocessableEntity));
        if (means.Guard.Wait(context, organisation, ContactPages.Code, token) is { } wait) return await TooOften(context, visit, (secret, text), wait);

        var done = await add.Say(organisation, told, new(token.Response, text), cancel);
        return done.Refusal switch
        {
            null => On(context, visit, secret),
            Refusal.Invalid { Faults: [var fault, ..] } => await Page(context, visit, secret, new(text, fault.Reason, null, StatusCodes.Status422UnprocessableEntity)),
            Refusal.Busy => await Page(context, visit, secret, new(text, null, AnswerTrouble.Say("busy"), StatusCodes.Status503ServiceUnavailable)),
            _ => Results.NotFound(),
        };
    }

    private async Task<IResult> Judge(HttpContext context, Visit visit, string secret)
    {
        var (organisation, cancel) = (ContactPages.Name(visit), context.RequestAborted);
        var form = await context.Request.ReadFormAsync(cancel);
        var said = form["solved"].ToString();
        if (await find.BySecret(organisation, secret, files: false, cancel) is not (var told, false)) return await Page(context, visit, secret, null);
        if (means.Guard.Wait(context, organisation, ContactPages.Code) is { } wait) return await TooOften(context, visit, (secret, null), wait);
        if (said is "yes" or "no") await add.Judge(organisation, told, new(said == "yes", OwnTime.Read(form["minutes"])), cancel);
        return On(context, visit, secret);
    }

    private async Task<IResult> TooOften(HttpContext context, Visit visit, (string Secret, string? Text) sent, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return await Page(context, visit, sent.Secret, new(sent.Text, null, AnswerTrouble.Say("too_often"), StatusCodes.Status429TooManyRequests));
    }

    private static IResult On(HttpContext context, Visit visit, string secret) => Redirects.SeeOther(visit.Path($"contact/status/{secret}?lang={Language.Here}{context.RequestServices.GetRequiredService<Doorway>().Along}#now"));

    private static StyledPage Shown(IResult page) => new(page, null);

    // The address opens the page: it is told to nobody, and kept by nobody between.
    private static void Quiet(HttpContext context) =>
        (context.Response.Headers["Referrer-Policy"], context.Response.Headers.CacheControl, context.Response.Headers["X-Robots-Tag"]) = ("no-referrer", "private, no-store", "noindex, nofollow");
}
