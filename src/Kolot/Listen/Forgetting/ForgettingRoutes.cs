using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Listen.Forgetting;

/// <summary>What a form of erasure holds, as typed.</summary>
/// <param name="Confirm">The name, mail or phone that was typed to confirm.</param>
/// <param name="KeepsScores">Whether scores stay, of nobody.</param>
public sealed record ErasureForm(string? Confirm, bool KeepsScores)
{
    /// <summary>From what was posted.</summary>
    public static ErasureForm Of(IFormCollection form) => new(form["confirm"], form["scores"] == "keep");
}

/// <summary>The pages on which a person's data is looked at, handed out and erased.</summary>
public sealed class ForgettingRoutes(WhatIsHeld held, ExportPerson export, ErasePerson erase, ErasuresView erasures)
{
    private readonly WhatIsHeld held = held;
    private readonly ErasuresView erasures = erasures;

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/settings/forgetting", (ForgettingRoutes act, Visit visit, CancellationToken cancel) => act.erasures.Page(visit.Here, null, null, cancel))
            .NeedsWholeReach(Right.ErasePeople);
        organisation.MapGet("/settings/forgetting/{id:guid}", async (Guid id, ForgettingRoutes act, Visit visit, CancellationToken cancel) =>
            await act.erasures.Find(visit.Here.Organisation, id, cancel) is { } erasure
                ? (IResult)new RazorComponentResult<ErasurePage>(new { Erasure = erasure }) : Results.NotFound()).NeedsWholeReach(Right.ErasePeople);
        organisation.MapGet("/settings/forgetting/{id:guid}/certificate.json", async (Guid id, ForgettingRoutes act, Visit visit, CancellationToken cancel) =>
            await act.erasures.Find(visit.Here.Organisation, id, cancel) is { } erasure
                ? Results.Json(Certificate.Of(erasure)) : Results.NotFound()).NeedsWholeReach(Right.ErasePeople);
        organisation.MapPost("/settings/forgetting/search", (HttpContext context, ForgettingRoutes act, Visit visit) => act.Search(context, visit)).NeedsWholeReach(Right.ErasePeople);
        organisation.MapPost("/settings/forgetting/export", (HttpContext context, ForgettingRoutes act, Visit visit) => act.Export(context, visit, null)).NeedsWholeReach(Right.ExportPeople).NeedsFreshProof();
        organisation.MapPost("/settings/forgetting", (HttpContext context, ForgettingRoutes act, Visit visit) => act.Erase(context, visit, null)).NeedsWholeReach(Right.ErasePeople).NeedsFreshProof();
        organisation.MapGet("/customers/{id:guid}/forgetting", async (Guid id, ForgettingRoutes act, Visit visit, CancellationToken cancel) =>
            await act.held.Of(visit.Here, id, cancel) is { } person ? Page(person, new(null, true), null) : Results.NotFound()).NeedsWholeReach(Right.ErasePeople);
        organisation.MapGet("/customers/{id:guid}/export.zip", (Guid id, HttpContext context, ForgettingRoutes act, Visit visit) => act.Export(context, visit, id))
            .NeedsWholeReach(Right.ExportPeople).NeedsFreshProof(instead: "forgetting");
        organisation.MapPost("/customers/{id:guid}/forgetting", (Guid id, HttpContext context, ForgettingRoutes act, Visit visit) => act.Erase(context, visit, id))
            .NeedsWholeReach(Right.ErasePeople).NeedsFreshProof();
    }

    private static RazorComponentResult<PersonPage> Page(HeldPerson person, ErasureForm form, Refusal? refusal) =>
        new(new { Held = person, Typed = form, Refusal = refusal }) { StatusCode = Problems.StatusOf(refusal) };

    // By a post, so that whom one asks for stands in no address.
    private async Task<IResult> Search(HttpContext context, Visit visit)
    {
        var cancel = context.RequestAborted;
        var typed = (await context.Request.ReadFormAsync(cancel))["identity"].ToString();
        if (await held.Of(visit.Here, typed, cancel) is not { } person)
            return await erasures.Page(visit.Here, typed, new Refusal.Invalid("identity", string.IsNullOrWhiteSpace(typed) ? "required" : "neither_mail_nor_phone"), cancel);
        return person.Customer is { } known ? Redirects.SeeOther(visit.Path($"customers/{known.Customer.Id}/forgetting")) : Page(person, new(null, true), null);
    }

    private async Task<IResult> Export(HttpContext context, Visit visit, Guid? customer)
    {
        var cancel = context.RequestAborted;
        if (await Find(context, visit, customer) is not { } person) return Results.NotFound();
        await export.Note(visit.Here, person, cancel);
        // The end of a file in a ZIP is written without waiting, whoever asks for it to be.
        if (context.Features.Get<IHttpBodyControlFeature>() is { } body) body.AllowSynchronousIO = true;
        return Results.Stream(to => export.WriteZip(to, visit.Here, person, cancel), "application/zip", $"{visit.Organisation}-person.zip");
    }

    private async Task<IResult> Erase(HttpContext context, Visit visit, Guid? customer)
    {
        var cancel = context.RequestAborted;
        var form = ErasureForm.Of(await context.Request.ReadFormAsync(cancel));
        if (await Find(context, visit, customer) is not { } person) return Results.NotFound();
        if (Erasures.RefuseUnless(form.Confirm, person.Asked) is { } refusal) return Page(person, form, refusal);
        var done = await erase.Run(visit.Here, person, form.KeepsScores, cancel);
        return done.Refused ? Page(person, form, done.Refusal) : Redirects.SeeOther(visit.Path($"settings/forgetting/{done.Value}"));
    }

    private async Task<HeldPerson?> Find(HttpContext context, Visit visit, Guid? customer)
    {
        var cancel = context.RequestAborted;
        return customer is { } id ? await held.Of(visit.Here, id, cancel) : await held.Of(visit.Here, (await context.Request.ReadFormAsync(cancel))["identity"].ToString(), cancel);
    }
}
