using System.Globalization;
using Kolot.Core;
using Kolot.Core.Listen.Contact;
using Kolot.Listen.Answering;
using Kolot.Listen.Sharing;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Kolot.Listen.Contact;

/// <summary>The page by which anybody writes to an organisation, and what they send.</summary>
public sealed class ContactRoutes(ContactForms forms, ContactPages pages, TakeEnquiry take)
{
    private const string Why = "Whoever wants to write to the organisation may, at any time.";

    /// <summary>Their routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        foreach (var path in new[] { "/contact", "/contact/{touchpoint}" })
        {
            organisation.MapGet(path, (HttpContext context, Visit visit, ContactRoutes routes) => routes.Show(context, visit)).OpenToAll(Why).AddEndpointFilter(Doorway.Open);
            organisation.MapPost(path, (HttpContext context, Visit visit, ContactRoutes routes) => routes.Send(context, visit)).OpenToAll(Why).DisableAntiforgery()
                .WithFormOptions(multipartBodyLengthLimit: AnswerFiles.MostInAll).WithMetadata(new RequestSizeLimitAttribute(AnswerFiles.MostInAll + (1 << 20))).AddEndpointFilter(Doorway.Open);
        }
    }

    private async Task<IResult> Show(HttpContext context, Visit visit)
    {
        var open = await forms.Of(ContactPages.Name(visit), context.RequestAborted);
        var (touchpoint, there) = ContactPages.Place(context, open);
        if (!there) return Results.NotFound();
        return open.Form.Open ? pages.Form(context, open, touchpoint, pages.NewToken(context)) : ContactPages.Said(StatusCodes.Status410Gone, Words.ContactClosed, Words.ContactClosedWhy);
    }

    private async Task<IResult> Send(HttpContext context, Visit visit)
    {
        var open = await forms.Of(ContactPages.Name(visit), context.RequestAborted);
        var (touchpoint, there) = ContactPages.Place(context, open);
        if (!there) return Results.NotFound();
        if (await FormOf(context) is not { } form) return ContactPages.Said(StatusCodes.Status413PayloadTooLarge, Words.TooMuch, Words.TooMuchWhy, again: true);
        return await take.Run(context, visit, open, new(touchpoint, form));
    }

    // What is larger than any page of ours sends, or holds what no text does, was typed by nobody.
    private static async Task<IFormCollection?> FormOf(HttpContext context)
    {
        try
        {
            return await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (Exception fault) when (fault is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }
}

/// <summary>Draws the pages of the contact form.</summary>
public sealed class ContactPages(AnswerTokens tokens, AnswerGuard guard, TimeProvider clock)
{
    /// <summary>By what floods are counted; no survey has such a code.</summary>
    public const string Code = "/contact";

    // The form is no survey; its tokens open none.
    private static readonly Guid FormId = new("0199c0de-0000-7000-8000-00000000c0de");

    /// <summary>The organisation that is written to.</summary>
    public static string Name(Visit visit) => visit.Organisation ?? throw new InvalidOperationException("A contact form is an organisation's.");

    /// <summary>The touchpoint that the address names, and whether there is such a page.</summary>
    public static (Core.Organisation.Touchpoint? Touchpoint, bool There) Place(HttpContext context, OpenForm open) =>
        context.GetRouteValue("touchpoint") is not string code ? (null, true) : open.Touchpoints.TryGetValue(code, out var known) ? (known, true) : (null, false);

    /// <summary>What a form carries that is opened now.</summary>
    public AnswerToken NewToken(HttpContext context)
    {
        var now = clock.GetUtcNow();
        return new(Guid.CreateVersion7(now), FormId, 0, context.RequestServices.GetRequiredService<Doorway>().Way ?? "link", now.UtcDateTime);
    }

    /// <summary>What a form carried; null where it is too old, or none of ours.</summary>
    public AnswerToken? Read(string organisation, string? carried) => tokens.Open(organisation, carried) is { } token && token.Survey == FormId ? token : null;

    /// <summary>Seals it.</summary>
    public string Seal(string organisation, AnswerToken token) => tokens.Seal(organisation, token);

    /// <summary>The form as somebody opens it, or as it comes back to them.</summary>
    internal StyledPage Form(HttpContext context, OpenForm open, Core.Organisation.Touchpoint? touchpoint, AnswerToken token, Func<ContactView, ContactView>? back = null, int status = StatusCodes.Status200OK)
    {
        var (visit, door) = (context.RequestServices.GetRequiredService<Visit>(), context.RequestServices.GetRequiredService<Doorway>());
        var organisation = Name(visit);
        var attacked = guard.IsUnderAttack(organisation, Code);
        var same = back is null && !attacked && door.Mark is null;
        var carried = tokens.Seal(organisation, token);
        var path = visit.Path(touchpoint is null ? "contact" : $"contact/{Uri.EscapeDataString(touchpoint.Code)}");
        var view = new ContactView(open, same ? SamePages.Mark : carried, $"{path}?lang={Language.Here}{door.Along}") { Touchpoint = touchpoint, Proves = attacked ? token.Response : null, Reachable = open.Reachable?.Say(visit.TimeZone), Zone = visit.TimeZone };
        if (back is not null) view = back(view);
        return new(new RazorComponentResult<ContactPage>(new { View = view }) { StatusCode = status }, open.Face)
        {
            Same = same ? (new(organisation, visit.OrganisationName ?? "", Language.Here, 0, $"{view.Action} {view.Reachable}") { Outages = visit.OutageMark }, [carried]) : null,
        };
    }

    /// <summary>A page that asks nothing.</summary>
    internal static StyledPage Said(int status, string title, string text, bool again = false) =>
        new(new RazorComponentResult<ContactSaid>(new { Title = title, Text = text, Again = again }) { StatusCode = status }, null);
}
