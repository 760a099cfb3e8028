using System.Globalization;
using Kolot.Core.Listen.Contact;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Listen.Sharing;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Contact;

/// <summary>The form's address to be printed and hung up: a poster, and the code alone as a picture; of the whole organisation, or of a touchpoint.</summary>
public static class ContactPosters
{
    /// <summary>Their routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/settings/contact/poster", Show).NeedsWholeReach(Right.SetUp);
        organisation.MapGet("/settings/contact/qr.svg", (HttpContext context, Visit visit, ContactForms forms) => Draw(context, visit, forms, address => (System.Text.Encoding.UTF8.GetBytes(QrPicture.Svg(address)), "image/svg+xml", "svg"))).NeedsWholeReach(Right.SetUp);
        organisation.MapGet("/settings/contact/qr.png", (HttpContext context, Visit visit, ContactForms forms) => Draw(context, visit, forms, address => (QrPicture.Png(address), "image/png", "png"))).NeedsWholeReach(Right.SetUp);
    }

    private static async Task<IResult> Show(HttpContext context, Visit visit, ContactForms forms, Stores stores)
    {
        if (await Address(context, visit, forms) is not { } address) return Results.NotFound();
        await using var store = await stores.Open(visit.Here.Organisation, context.RequestAborted);
        var colour = await store.Profiles.Select(profile => profile.Colour).FirstOrDefaultAsync(context.RequestAborted) ?? "#171b24";
        var wished = context.Request.Query["in"].ToString();
        var titles = ContactForm.Languages.ToDictionary(language => language, language => Words.ResourceManager.GetString("ContactTitle", CultureInfo.GetCultureInfo(language)) ?? Words.ContactTitle);
        var face = new Survey { Languages = ContactForm.Languages, Title = new(titles), Screens = [] };
        var touchpoint = context.Request.Query["touchpoint"].ToString();
        return new RazorComponentResult<PosterPage>(new
        {
            View = new PosterRoutes.Poster("", face, ContactForm.Languages.Contains(wished) ? wished : Language.Here, address, colour)
            {
                Back = (visit.Path("settings/contact"), Words.ContactForm), Along = touchpoint.Length > 0 ? $"&touchpoint={Uri.EscapeDataString(touchpoint)}" : "",
            },
        });
    }

    private static async Task<IResult> Draw(HttpContext context, Visit visit, ContactForms forms, Func<string, (byte[] Bytes, string Type, string Ending)> draw)
    {
        if (await Address(context, visit, forms) is not { } address) return Results.NotFound();
        var (bytes, type, ending) = draw($"{address}?way=qr");
        return Results.File(bytes, type, $"contact-qr.{ending}");
    }

    private static async Task<string?> Address(HttpContext context, Visit visit, ContactForms forms)
    {
        var home = $"{PublicAddress.Of(context)}{visit.Path("contact")}";
        if (context.Request.Query["touchpoint"].ToString() is not { Length: > 0 } code) return home;
        return (await forms.Of(visit.Here.Organisation, context.RequestAborted)).Touchpoints.TryGetValue(code, out var touchpoint) ? $"{home}/{touchpoint.Code}" : null;
    }
}
