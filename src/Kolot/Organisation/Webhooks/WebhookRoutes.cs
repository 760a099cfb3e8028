using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Organisation.Webhooks;
using Kolot.Organisation.People.SignIn;
using Kolot.Shell;
using Kolot.Shell.Parts;

namespace Kolot.Organisation.Webhooks;

/// <summary>What the pages of endpoints send.</summary>
public static class WebhookRoutes
{
    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapPost("/settings/webhooks", Make).NeedsWholeReach(Right.SetWebhooks).NeedsFreshProof();
        organisation.MapPost("/settings/webhooks/{id:guid}", Change).NeedsWholeReach(Right.SetWebhooks).NeedsFreshProof();
        organisation.MapPost("/settings/webhooks/{id:guid}/secret", Rotate).NeedsWholeReach(Right.SetWebhooks);
        organisation.MapPost("/settings/webhooks/{id:guid}/state", Switch).NeedsWholeReach(Right.SetWebhooks);
        organisation.MapPost("/settings/webhooks/{id:guid}/removal", Remove).NeedsWholeReach(Right.SetWebhooks);
        organisation.MapPost("/settings/webhooks/{id:guid}/test", Try).NeedsWholeReach(Right.SetWebhooks).RequireRateLimiting(SignInSetup.Doors);
        organisation.MapPost("/settings/webhooks/{id:guid}/deliveries", Again).NeedsWholeReach(Right.SetWebhooks);
        organisation.MapPost("/settings/webhooks/{id:guid}/deliveries/{delivery:guid}", AgainOne).NeedsWholeReach(Right.SetWebhooks);
    }

    private static async Task<IResult> Make(HttpContext context, Visit visit, SetEndpoint act, WebhooksView view)
    {
        var draft = DraftOf(await context.Request.ReadFormAsync(context.RequestAborted));
        var made = await act.Make(visit.Here, draft, context.RequestAborted);
        return made.Refusal is { } refusal ? view.New(draft, refusal) : await view.WithSecret(visit.Here, made.Value, context.RequestAborted);
    }

    private static async Task<IResult> Change(Guid id, HttpContext context, Visit visit, SetEndpoint act, WebhooksView view)
    {
        var draft = DraftOf(await context.Request.ReadFormAsync(context.RequestAborted));
        var changed = await act.Change(visit.Here, id, draft, context.RequestAborted);
        if (changed.Refusal is { } refusal) return await view.Of(visit.Here, id, new(null, draft, []) { Refusal = refusal }, context.RequestAborted);
        return Done(context, visit, Words.Saved, id);
    }

    private static async Task<IResult> Rotate(Guid id, HttpContext context, Visit visit, SetEndpoint act, WebhooksView view)
    {
        var changed = await act.Rotate(visit.Here, id, context.RequestAborted);
        return changed.Refused ? Results.NotFound() : await view.WithSecret(visit.Here, changed.Value, context.RequestAborted);
    }

    private static async Task<IResult> Switch(Guid id, HttpContext context, Visit visit, SetEndpoint act)
    {
        var on = (await context.Request.ReadFormAsync(context.RequestAborted))["on"] == "true";
        var changed = await act.Switch(visit.Here, id, on, context.RequestAborted);
        return changed.Refused ? Results.NotFound() : Done(context, visit, on ? Words.SwitchedOn : Words.SwitchedOff, id);
    }

    private static async Task<IResult> Remove(Guid id, HttpContext context, Visit visit, SetEndpoint act)
    {
        var removed = await act.Remove(visit.Here, id, context.RequestAborted);
        return removed.Refused ? Results.NotFound() : Done(context, visit, Words.Removed, null);
    }

    private static async Task<IResult> Try(Guid id, HttpContext context, Visit visit, SendAgain act)
    {
        var tried = await act.Try(visit.Here, id, context.RequestAborted);
        return tried.Refused ? Results.NotFound() : Redirects.SeeOther(visit.Path($"settings/webhooks/{id}/deliveries/{tried.Value}"));
    }

    private static async Task<IResult> Again(Guid id, HttpContext context, Visit visit, SendAgain act)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (from, until) = (DeliveriesView.Moment(form["from"], visit.TimeZone), DeliveriesView.Moment(form["until"], visit.TimeZone));
        var done = await act.Many(visit.Here, id, new(from, until, form["which"] == "all"), context.RequestAborted);
        if (done.Refusal is Refusal.NotFound) return Results.NotFound();
        var told = done.Refused ? Words.FirstSwitchOn : done.Value == 0 ? Words.NothingToSend : Words.SentAgainMany.Replace("{0}", Numbers.Text(done.Value), StringComparison.Ordinal);
        context.RequestServices.GetRequiredService<Notices>().Leave(told);
        return Redirects.SeeOther(visit.Path($"settings/webhooks/{id}/deliveries"));
    }

    private static async Task<IResult> AgainOne(Guid id, Guid delivery, HttpContext context, Visit visit, SendAgain act)
    {
        var done = await act.One(visit.Here, id, delivery, context.RequestAborted);
        if (done.Refusal is Refusal.NotFound) return Results.NotFound();
        context.RequestServices.GetRequiredService<Notices>().Leave(done.Refused ? Words.FirstSwitchOn : done.Value == 0 ? Words.NothingToSend : Words.SentAgainOne);
        return Redirects.SeeOther(visit.Path($"settings/webhooks/{id}/deliveries/{delivery}"));
    }

    private static IResult Done(HttpContext context, Visit visit, string told, Guid? id)
    {
        context.RequestServices.GetRequiredService<Notices>().Leave(told);
        return Redirects.SeeOther(visit.Path(id is null ? "settings/webhooks" : $"settings/webhooks/{id}"));
    }

    private static EndpointDraft DraftOf(IFormCollection form) => new()
    {
        Name = form["name"].ToString(),
        Address = form["address"].ToString(),
        Events = [.. form["events"].OfType<string>()],
        Full = form["full"] == "true",
        Version = form.Version(),
    };
}
