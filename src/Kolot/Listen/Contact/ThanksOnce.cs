using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Kolot.Core.Listen.Contact;
using Kolot.Core.Organisation;
using Kolot.Listen.Answering;
using Kolot.Listen.Sharing;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Listen.Contact;

/// <summary>Thanks whoever wrote. All who wrote in the same minute read the same page, save for their number and the address of their own.</summary>
internal static class ThanksOnce
{
    /// <summary>The page.</summary>
    /// <param name="context">The request.</param>
    /// <param name="view">What was written.</param>
    /// <param name="open">The form by which it came.</param>
    public static StyledPage Of(HttpContext context, StatusView view, OpenForm open)
    {
        var (visit, door) = (context.RequestServices.GetRequiredService<Visit>(), context.RequestServices.GetRequiredService<Doorway>());
        var home = context.RequestServices.GetRequiredService<ContactForms>().PublicAddress ?? $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}";
        // On somebody else's page it leads to no address of its own.
        if (door.Mark is not null) return new(Drawn(view, home, visit), null);
        var page = Drawn(view with { Secret = SamePages.Mark, Spoken = SamePages.OtherMark }, home, visit);
        return new(page, open.Face)
        {
            // What is put into a remembered page goes in as it is, and in ASCII: the space of the number is written as HTML has it.
            Same = (new(ContactPages.Name(visit), visit.OrganisationName ?? "", Language.Here, -1, Said(view, home, door.Along)) { Outages = visit.OutageMark }, [view.Secret, view.Number.Replace("\u00a0", "&#xA0;", StringComparison.Ordinal)]),
        };
    }

    private static RazorComponentResult<ThanksPage> Drawn(StatusView view, string home, Visit visit) => new(new { View = view, Address = $"{home}{visit.Path($"contact/status/{view.Secret}")}" });

    // All that is said to one and not to another.
    private static string Said(StatusView view, string home, string along)
    {
        var (enquiry, mailed) = (view.Told.Enquiry, view.Told.Steps.Any(step => step.Kind == StepKind.Received && step.Mail != MailState.None));
        string[] said = [home, along, $"{enquiry.Kind} {enquiry.Mail is null} {enquiry.Phone is null} {mailed}", enquiry.Kind == TopicKind.Cancellation ? view.Moment(enquiry.At) : "", view.Expected ?? "", view.Explained?.Why ?? "", .. view.Explained?.Days ?? []];
        return XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(string.Join('\n', said))).ToString("x32", CultureInfo.InvariantCulture);
    }
}
