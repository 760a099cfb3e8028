using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Listen.VoiceStream;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>The form by which a case is opened by hand.</summary>
/// <param name="Voice">Of which voice; null for none.</param>
/// <param name="Said">What it says.</param>
/// <param name="Names">The names of places.</param>
/// <param name="Members">Who may own it.</param>
public sealed record OpenView(Guid? Voice, string? Said, StreamNames Names, IReadOnlyList<MemberRow> Members)
{
    /// <summary>Of which customer.</summary>
    public Guid? Customer { get; init; }

    /// <summary>What was typed.</summary>
    public IFormCollection? Typed { get; init; }

    /// <summary>What was wrong with it.</summary>
    public Faults Faults { get; init; } = Faults.None;
}

/// <summary>Shows the form, and takes what it sends.</summary>
public sealed class OpenPages(Visit visit, Notices notices, Stores stores, OpenCase act)
{
    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/cases/new", (HttpContext context, Guid? voice, Guid? customer, OpenPages pages) => pages.Page(context, (voice, customer), null, null)).Needs(Right.EnterVoices);
        organisation.MapPost("/cases", (HttpContext context, OpenPages pages) => pages.Open(context)).Needs(Right.EnterVoices);
    }

    private async Task<IResult> Page(HttpContext context, (Guid? Voice, Guid? Customer) of, IFormCollection? typed, Refusal? refusal)
    {
        await using var store = await stores.Open(visit.Here.Organisation, context.RequestAborted);
        var said = of.Voice is { } id ? await store.VoicesSeenBy(visit.Here).AsNoTracking().SingleOrDefaultAsync(voice => voice.Id == id, context.RequestAborted) : null;
        if (of.Voice is not null && said is null) return Results.NotFound();
        var hands = await KnownHands.Of(store, context.RequestAborted);
        var view = new OpenView(said?.Id, said?.Text ?? said?.Title, await StreamNames.OfPlaces(store, context.RequestAborted), hands.Of(said?.UnitId))
        {
            Customer = of.Customer, Typed = typed, Faults = Faults.Of(refusal, Words.ResourceManager),
        };
        return new RazorComponentResult<OpenCasePage>(new { View = view }) { StatusCode = Problems.StatusOf(refusal) ?? StatusCodes.Status200OK };
    }

    private async Task<IResult> Open(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        Guid? Id(string name) => Guid.TryParse(form[name], out var id) ? id : null;
        int? Level(string name) => int.TryParse(form[name], out var level) ? level : null;
        var done = await act.Run(visit.Here, new()
        {
            Voice = Id("voice"), Customer = Id("customer"), Title = form["title"], Note = form["note"], Kind = CaseWords.KindOf(form["kind"]), Severity = Level("severity"), Impact = Level("impact"), Unit = Id("unit"), Owner = Id("owner"),
        }, context.RequestAborted);
        if (done.Refusal is Refusal.NotFound) return Results.NotFound();
        if (done.Refused) return await Page(context, (Id("voice"), Id("customer")), form, done.Refusal);
        notices.Leave(Words.DoneOpened);
        return Redirects.SeeOther(visit.Path($"cases/{done.Value.Number}"));
    }
}
