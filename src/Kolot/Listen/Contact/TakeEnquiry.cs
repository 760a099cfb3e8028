using System.Globalization;
using Kolot.Core;
using Kolot.Core.Listen.Contact;
using Kolot.Core.Organisation;
using Kolot.Listen.Answering;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;

namespace Kolot.Listen.Contact;

/// <summary>Takes in a form that somebody sent, and leads on: to their own page, or back with all that was typed.</summary>
public sealed class TakeEnquiry(SendEnquiry send, ContactFiles files, ContactPages pages, TakeEnquiry.Door door)
{
    private const string Cookie = "kolot-contact";

    /// <summary>What looks at whoever comes before what they say is looked at.</summary>
    public sealed record Door(AnswerGuard Guard, FindEnquiry Find, ContactForms Forms);

    /// <summary>What was sent.</summary>
    /// <param name="Touchpoint">About which touchpoint.</param>
    /// <param name="Form">The fields.</param>
    public sealed record Sent(Touchpoint? Touchpoint, IFormCollection Form)
    {
        /// <summary>The value of a field.</summary>
        public string? Field(string name) => Form[name] is [{ } value, ..] ? value : null;
    }

    /// <summary>Does it.</summary>
    public async Task<IResult> Run(HttpContext context, Visit visit, OpenForm open, Sent sent)
    {
        var (organisation, cancel) = (ContactPages.Name(visit), context.RequestAborted);
        IResult Back(AnswerToken token, int status, Func<ContactView, ContactView> with) => pages.Form(context, open, sent.Touchpoint, token, view => with(view with { Typed = sent.Field }), status);
        IResult Trouble(AnswerToken token, int status, string sentence) => Back(token, status, view => view with { Trouble = sentence });

        // Too old, or none of ours: nothing that was typed is lost, it is sent once more with a token of now.
        if (pages.Read(organisation, sent.Field("token")) is not { } token) return Trouble(pages.NewToken(context), StatusCodes.Status422UnprocessableEntity, AnswerTrouble.Say("send_again"));
        if (door.Guard.Wait(context, organisation, ContactPages.Code, token) is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return Trouble(token, StatusCodes.Status429TooManyRequests, AnswerTrouble.Say("too_often"));
        }

        if (!door.Guard.LetsIn(context, organisation, ContactPages.Code, token, sent.Field("proof"))) return Trouble(token, StatusCodes.Status429TooManyRequests, AnswerTrouble.Say("patience"));
        // Some browsers fill in what nobody sees: whoever writes is not thanked for words that are then thrown away.
        if (sent.Field("website") is { Length: > 0 }) return Trouble(token, StatusCodes.Status422UnprocessableEntity, Words.Trapped);
        var reading = EnquiryReading.Of(open.Form, sent.Field);
        var before = pages.Read(organisation, context.Request.Cookies[Cookie])?.Response;
        // Whether it was sent before is told when it is kept; sooner only where something hangs on it until then.
        var looks = before is not null || sent.Form.Files.Count > 0 || reading.Faults.Count > 0 || !open.Form.Open;
        if (looks && await Before() is { } led) return led;
        if (!open.Form.Open) return Trouble(token, StatusCodes.Status410Gone, Words.ContactClosedWhy);

        var (attached, unfit) = await files.Take(organisation, token.Response, sent.Form, cancel);
        if (unfit.Count + reading.Faults.Count > 0) return Back(token, StatusCodes.Status422UnprocessableEntity, view => view with { Faults = new([.. InOrder([.. reading.Faults, .. unfit])], Words.ResourceManager), Files = attached });
        var done = await send.Run(organisation, new(reading, attached, token, Language.Here) { Touchpoint = sent.Touchpoint?.Code, Notice = sent.Field("notice") }, cancel);
        if (done.Refusal is null) door.Find.Remember(organisation, done.Value);
        else if (done.Refusal is Refusal.Conflict && await Before() is { } back) return back;
        return done.Refusal switch
        {
            null => await Lead(context, visit, done.Value.Enquiry.Key, null),
            Refusal.Invalid invalid => Back(token, StatusCodes.Status422UnprocessableEntity, view => view with { Faults = new(invalid.Faults, Words.ResourceManager), Files = attached }),
            // It was erased since: what is sent again is somebody new's, with a token of now.
            Refusal.Conflict => Trouble(pages.NewToken(context), StatusCodes.Status422UnprocessableEntity, AnswerTrouble.Say("send_again")),
            _ => Back(token, StatusCodes.Status503ServiceUnavailable, view => view with { Trouble = AnswerTrouble.Say("busy"), Files = attached }),
        };

        async Task<IResult?> Before() => await door.Find.Sent(organisation, token.Response, before, (sent.Field("text"), reading), cancel) is var (known, same)
            ? await Lead(context, visit, known.Key, same ? null : sent.Field("text"))
            : null;
    }

    // The browser remembers for a day what it sent, so that a second tab with the same words is no second enquiry.
    private async Task<IResult> Lead(HttpContext context, Visit visit, Guid key, string? more)
    {
        var organisation = ContactPages.Name(visit);
        var secret = EnquiryLink.Of(await door.Forms.KeyOf(organisation, context.RequestAborted), key);
        var carried = pages.Seal(organisation, pages.NewToken(context) with { Response = key });
        var through = context.RequestServices.GetRequiredService<Sharing.Doorway>();
        context.Response.Cookies.Append(Cookie, carried, AnswerCookie.Options(context, visit.Path("contact"), TimeSpan.FromDays(1)));
        // What was sent under a token that was used already, with other words, is offered to be added.
        return more is { Length: > 0 } && more.Length <= EnquiryReading.LongestText
            ? await context.RequestServices.GetRequiredService<StatusRoutes>().Page(context, visit, secret, new(more, null, Words.AlreadySent, StatusCodes.Status409Conflict))
            : Redirects.SeeOther(visit.Path($"contact/thanks/{secret}?lang={Language.Here}{through.Along}"));
    }

    private static IEnumerable<Fault> InOrder(IEnumerable<Fault> faults) => faults.OrderBy(fault => Array.IndexOf(["topic", "text", ContactFiles.Field, "name", "mail", "phone", "consent"], fault.Field));
}
