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
        organisation.MapPost("/campaigns/{id:guid}/messages/trial", (Guid id, HttpContext context, Visit visit, MessageRoutes pages) => pages.TryAll(id, context, visit)).NeedsSetUp().RequireRateLimiting(SignInSetup.Doors);
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

        // On the way to a campaign's start, words that are good as they are need not be kept as its own.
        var goes = owner.IsDraft && (form.ContainsKey("next") || form.ContainsKey("done"));
        if (!goes || !await view.Stands(visit.Here, place, draft, cancel))
        {
            var done = await write.Run(visit.Here, place, draft, cancel);
            if (done.Refusal is { } refusal) return refusal is Refusal.NotFound ? Results.NotFound() : await view.Page(context, place, draft, refusal);
            context.RequestServices.GetRequiredService<Notices>().Leave(Words.MessageSaved);
        }

        var next = goes && form.ContainsKey("next") ? owner.After(place.Way, place.Language) : null;
        return Redirects.SeeOther(visit.Path(goes && next is null ? $"campaigns/{owner.Id}" : $"{owner.Path}?way={next?.Way ?? place.Way}&in={next?.Language ?? place.Language}"));
    }

    // A mail in each language to whoever writes the campaign, as it would go.
    private async Task<IResult> TryAll(Guid id, HttpContext context, Visit visit)
    {
        var cancel = context.RequestAborted;
        if (await view.OfCampaign(visit.Here, id, cancel) is not { } owner) return Results.NotFound();
        var told = Words.TrialFailedMail;
        foreach (var language in owner.Languages)
        {
            var place = new WriteMessage.Place(owner, "mail", language);
            var tried = await trial.Run(visit.Here, place, (await view.Load(context, place, null, cancel)).Look, null, cancel);
            told = tried.Value.Told;
            if (!tried.Value.Good) break;
        }

        context.RequestServices.GetRequiredService<Notices>().Leave(told);
        return Redirects.SeeOther(visit.Path($"campaigns/{id}#words"));
    }

    private static WriteMessage.Place? PlaceOf(MessageOwner owner, IQueryCollection query)
    {
        var way = query["way"].ToString() is { Length: > 0 } told ? told : owner.Ways[0];
        var language = query["in"].ToString() is { Length: > 0 } wanted ? wanted : owner.Languages.FirstOrDefault(one => owner.IsCampaign || one == owner.Survey?.Languages[0]) ?? Language.Here;
        return MessageChange.Ways.Contains(way) && UsualTexts.Languages.Contains(language) ? new(owner, way, language) : null;
    }
}

/// <summary>What the pages of messages have in common.</summary>
internal static class MessageRoutesNeeds
{
    /// <summary>Whoever sets surveys up.</summary>
    public static RouteHandlerBuilder NeedsSetUp(this RouteHandlerBuilder route) => Kolot.Organisation.EntranceNeeds.NeedsWholeReach(route, Right.SetUp);
}
