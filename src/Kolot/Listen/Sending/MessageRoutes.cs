using Kolot.Core;
using Kolot.Core.Listen.Sending;
using Kolot.Core.Organisation;
using Kolot.Organisation.People.SignIn;
using Kolot.Shell;

namespace Kolot.Listen.Sending;

/// <summary>The pages on which messages are written, of surveys and of campaigns.</summary>
public sealed class MessageRoutes(MessageView view, WriteMessage write, TryMessage trial)
{
    /// <summary>Their routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/surveys/{code}/messages", (string code, HttpContext context, Visit visit, MessageRoutes pages) => pages.Show(context, () => pages.Of(visit, code, context))).NeedsSetUp();
        organisation.MapPost("/surveys/{code}/messages", (string code, HttpContext context, Visit visit, MessageRoutes pages) => pages.Take(context, visit, () => pages.Of(visit, code, context))).NeedsSetUp().RequireRateLimiting(SignInSetup.Doors);
        organisation.MapGet("/campaigns/{id:guid}/messages", (Guid id, HttpContext context, Visit visit, MessageRoutes pages) => pages.Show(context, () => pages.Of(visit, id, context))).NeedsSetUp();
        organisation.MapPost("/campaigns/{id:guid}/messages", (Guid id, HttpContext context, Visit visit, MessageRoutes pages) => pages.Take(context, visit, () => pages.Of(visit, id, context))).NeedsSetUp().RequireRateLimiting(SignInSetup.Doors);
    }

    private Task<MessageOwner?> Of(Visit visit, string code, HttpContext context) => view.OfSurvey(visit.Here, code, context.RequestAborted);

    private Task<MessageOwner?> Of(Visit visit, Guid id, HttpContext context) => view.OfCampaign(visit.Here, id, context.RequestAborted);

    private async Task<IResult> Show(HttpContext context, Func<Task<MessageOwner?>> find) =>
        await find() is { } owner && PlaceOf(owner, context.Request.Query) is { } place ? await view.Page(context, place, null, null) : Results.NotFound();

    private async Task<IResult> Take(HttpContext context, Visit visit, Func<Task<MessageOwner?>> find)
    {
        var cancel = context.RequestAborted;
        var form = await context.Request.ReadFormAsync(cancel);
        if (await find() is not { } owner || PlaceOf(owner, context.Request.Query) is not { } place) return Results.NotFound();
        var draft = new MessageDraft(place.Way, form["subject"].ToString(), form["text"].ToString(), int.TryParse(form["number"], out var number) ? number : -1);
        if (form.ContainsKey("look")) return await view.Page(context, place, draft, null);
        if (form.ContainsKey("try"))
        {
            var tried = await trial.Run(visit.Here, place, await view.Sample(context, place, draft, cancel), form["to"], cancel);
            return await view.Page(context, place, draft, tried.Refusal, tried.Refused ? null : tried.Value);
        }

        var done = await write.Run(visit.Here, place, draft, cancel);
        if (done.Refusal is { } refusal) return refusal is Refusal.NotFound ? Results.NotFound() : await view.Page(context, place, draft, refusal);
        context.RequestServices.GetRequiredService<Notices>().Leave(Words.MessageSaved);
        return Redirects.SeeOther(visit.Path($"{owner.Path}?way={place.Way}&in={place.Language}"));
    }

    private static WriteMessage.Place? PlaceOf(MessageOwner owner, IQueryCollection query)
    {
        var way = query["way"].ToString() is { Length: > 0 } told ? told : MessageChange.Ways[0];
        var language = query["in"].ToString() is { Length: > 0 } wanted ? wanted : owner.Survey?.Languages[0] ?? Language.Here;
        return MessageChange.Ways.Contains(way) && UsualTexts.Languages.Contains(language) ? new(owner, way, language) : null;
    }
}

/// <summary>What the pages of messages have in common.</summary>
internal static class MessageRoutesNeeds
{
    /// <summary>Whoever sets surveys up.</summary>
    public static RouteHandlerBuilder NeedsSetUp(this RouteHandlerBuilder route) => Kolot.Organisation.EntranceNeeds.NeedsWholeReach(route, Right.SetUp);
}
