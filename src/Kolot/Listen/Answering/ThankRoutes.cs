using Kolot.Core;
using Kolot.Core.Listen.Surveys;
using Kolot.Listen.Sharing;
using Kolot.Organisation;
using Kolot.Organisation.Privacy;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Listen.Answering;

/// <summary>What is said after an answer, what is offered there, and what is wished for.</summary>
public sealed class ThankRoutes(AskedSurveys surveys, Respondents respondents, AnswerTokens tokens, ThankRoutes.Offering offering)
{
    /// <summary>What is offered at the end, and under which notice.</summary>
    public sealed record Offering(SendWish Wishes, KnownNotices Notices);

    private const string Why = "A survey is answered by whoever has its address, and so is what it offers at the end.";

    /// <summary>Their routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/s/{code}/thanks", (string code, HttpContext context, Visit visit, ThankRoutes routes) => routes.Show(context, visit, code)).OpenToAll(Why).AddEndpointFilter(Doorway.Open);
        organisation.MapPost("/s/{code}/thanks", (string code, HttpContext context, Visit visit, ThankRoutes routes) => routes.Take(context, visit, code)).OpenToAll(Why).DisableAntiforgery().AddEndpointFilter(Doorway.Open);
    }

    private async Task<IResult> Show(HttpContext context, Visit visit, string code) =>
        await Find(context, visit, code) is { } end ? end.Ending is null or { Offers: Wish.Nothing } ? Plain(context, visit, end) : Page(end, await Offer(context, end) is { } offer ? offer with { Done = context.Request.Query.ContainsKey("wished") } : null) : Results.NotFound();

    private async Task<IResult> Take(HttpContext context, Visit visit, string code)
    {
        var cancel = context.RequestAborted;
        var form = await context.Request.ReadFormAsync(cancel);
        if (await Find(context, visit, code) is not { } end || await Offer(context, end) is not { } offer) return Results.NotFound();
        var thanks = Redirects.SeeOther($"{offer.Action}&wished=1#wish");
        // Whatever no person sees is filled in by none.
        if (form["website"].ToString().Length > 0) return thanks;
        string? Typed(string field) => form[field] is [{ } value, ..] ? value : null;
        if (await respondents.Of(end.Organisation, end.Asked, context.Request.Query["r"], cancel) is not { } respondent) return Results.NotFound();
        var wished = await offering.Wishes.Run(respondent, new(offer.Offered, Typed) { Notice = Typed("notice") is { Length: > 0 } shown ? shown : null }, cancel);
        return wished.Refusal switch
        {
            null => thanks,
            Refusal.Invalid invalid => Page(end, offer with { Typed = Typed, Faults = new(invalid.Faults, Words.ResourceManager) }, StatusCodes.Status422UnprocessableEntity),
            Refusal.Busy => Page(end, offer with { Typed = Typed, Trouble = "busy" }, StatusCodes.Status503ServiceUnavailable),
            _ => Results.NotFound(),
        };
    }

    private async Task<End?> Find(HttpContext context, Visit visit, string code)
    {
        var (name, query, cancel) = (visit.Organisation ?? throw new InvalidOperationException("A survey is an organisation's."), context.Request.Query, context.RequestAborted);
        if (await surveys.Of(name, code, cancel) is not { } asked || tokens.Open(name, query["r"]) is not { } token || token.Survey != asked.Id) return null;
        return await surveys.Version(name, token.Survey, token.Number, cancel) is { } survey
            ? new(name, survey, asked, int.TryParse(query["end"], out var end) ? survey.Endings.ElementAtOrDefault(end) : null)
            {
                Notice = token.Notice,
                In = language => $"?r={Uri.EscapeDataString(query["r"].ToString())}&end={end}&lang={language}{context.RequestServices.GetRequiredService<Doorway>().Along}",
            }
            : null;
    }

    private async ValueTask<WishView?> Offer(HttpContext context, End end)
    {
        if (end.Ending is not { Offers: not Wish.Nothing } ending) return null;
        var (times, today) = await offering.Wishes.Times(end.Organisation, here => here.UnitOf(end.Asked.Unit), context.RequestAborted);
        return new(ending.Offers, $"{context.Request.Path}{end.In(StyledPage.LanguageOf(end.Survey))}")
        {
            Times = times, Today = today, Notice = (await offering.Notices.Shown(end.Organisation, StyledPage.LanguageOf(end.Survey), context.Request.HasFormContentType ? context.Request.Form["notice"] : end.Notice, context.RequestAborted))?.Code,
        };
    }

    private static StyledPage Page(End end, WishView? offer, int status = StatusCodes.Status200OK) =>
        new(new RazorComponentResult<AnsweredPage>(new { View = new AnsweredPage.Shown(end.Survey, end.Asked, AnsweredPage.Said.Thanks) { Ending = end.Ending, Offer = offer, In = end.In } }) { StatusCode = status }, end.Survey);

    // Where nothing is offered the page is the same for all, but for what leads to its other languages.
    private static StyledPage Plain(HttpContext context, Visit visit, End end)
    {
        var carried = context.Request.Query["r"].ToString();
        if (context.RequestServices.GetRequiredService<Doorway>().Mark is not null) return Page(end, null);
        var same = end with { In = language => end.In(language).Replace(Uri.EscapeDataString(carried), SamePages.Mark, StringComparison.Ordinal) };
        var page = new RazorComponentResult<AnsweredPage>(new { View = new AnsweredPage.Shown(end.Survey, end.Asked, AnsweredPage.Said.Thanks) { Ending = end.Ending, In = same.In } });
        return new(page, end.Survey) { Same = (new(end.Organisation, visit.OrganisationName ?? "", StyledPage.LanguageOf(end.Survey), -1, same.In("")) { Outages = visit.OutageMark }, [carried]) };
    }

    // Which ending was reached is no secret, and telling it in the address spares looking it up.
    private sealed record End(string Organisation, Survey Survey, AskedSurvey Asked, Ending? Ending)
    {
        public required Func<string, string> In { get; init; }

        public string? Notice { get; init; }
    }
}
