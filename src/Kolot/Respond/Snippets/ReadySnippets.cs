using System.Globalization;
using Kolot.Core.Listen.Contact;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Snippets;
using Kolot.Listen.Contact;
using Kolot.Respond.Cases;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Snippets;

/// <summary>Ready words in one language, filled in for a case.</summary>
/// <param name="Code">By what they are chosen.</param>
/// <param name="Name">By what they are found.</param>
/// <param name="Language">he or en.</param>
/// <param name="Text">What is put into the answer.</param>
/// <param name="Unit">To which team the case goes then; null where it stays.</param>
/// <param name="Own">Whether they are the reader's own.</param>
public sealed record ReadySnippet(string Code, string Name, string Language, string Text, Guid? Unit, bool Own);

/// <summary>Reads the words that are ready for a case: in the customer's language first.</summary>
public sealed class ReadySnippets(Stores stores)
{
    /// <summary>All that a member may use.</summary>
    public async Task<IReadOnlyList<Snippet>> Of(Member member, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        return [.. (await store.SnippetsSeenBy(member).AsNoTracking().ToListAsync(cancel)).OrderBy(one => one.Name, StringComparer.CurrentCulture).ThenBy(one => one.Id)];
    }

    /// <summary>Those of them for a case, filled in.</summary>
    public async Task<IReadOnlyList<ReadySnippet>> For(Member member, ShowCase.View view, TimeZoneInfo zone, CancellationToken cancel)
    {
        var first = (view.Enquiry?.Language ?? (view.Voices is [.., var last] ? last.Language : null)) is { } spoken && spoken != "he" ? "en" : "he";
        var all = (await Of(member, cancel)).SelectMany(one => new[] { Ready(one, "he", one.Text), Ready(one, "en", one.TextEn) }).OfType<ReadySnippet>();
        return [.. all.OrderByDescending(one => one.Language == first)];

        ReadySnippet? Ready(Snippet one, string language, string? text) =>
            text is null ? null : new($"{one.Id}.{language}", one.Name, language, SnippetText.Fill(text, place => Known(view, place, language, zone)), one.UnitId, one.MemberId is not null);
    }

    private static string? Known(ShowCase.View view, SnippetPlace place, string language, TimeZoneInfo zone) => place switch
    {
        SnippetPlace.Customer => view.Customer?.Customer.Name,
        SnippetPlace.Number => view.Enquiry is { } enquiry ? EnquiryNumber.Spoken(enquiry.Id) : view.Row.Number.ToString(CultureInfo.InvariantCulture),
        SnippetPlace.Due => view.Row.DueAt is { } due && due > view.Now ? Spoken(language, () => ContactWords.Moment(due, view.Now, zone)) : null,
        _ => view.Names.Unit(view.Row.UnitId) is { } unit ? language == "he" ? unit.Name : unit.NameEn ?? unit.Name : null,
    };

    // A time is said as the text is written, whatever the page speaks.
    private static string Spoken(string language, Func<string> say)
    {
        var (culture, words) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        Language.Speak(language);
        var said = say();
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, words);
        return said;
    }
}
