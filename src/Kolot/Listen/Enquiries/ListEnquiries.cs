using System.Globalization;
using Kolot.Core.Organisation;
using Kolot.Listen.Contact;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Enquiries;

/// <summary>Tells what was written through the contact form and waits for an answer: what is late first, then what is due next, then what nobody promised a time for.</summary>
public sealed class ListEnquiries(Stores stores)
{
    /// <summary>The voice of the enquiry that is to be answered next; null where nobody waits.</summary>
    public async Task<Guid?> Next(Member reader, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        return await Within(store, reader).OrderBy(enquiry => enquiry.DueAt == null).ThenBy(enquiry => enquiry.DueAt).ThenBy(enquiry => enquiry.Since).ThenByDescending(enquiry => enquiry.Id).Select(enquiry => (Guid?)enquiry.VoiceId).FirstOrDefaultAsync(cancel);
    }

    /// <summary>How many within reach wait for an answer.</summary>
    public async Task<int> Waiting(Member reader, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        return await Within(store, reader).CountAsync(cancel);
    }

    /// <summary>How many wait, in a sentence.</summary>
    public static string Sentence(int count) => count switch
    {
        0 => Words.WaitingNone,
        1 => Words.WaitingOne,
        _ => ContactWords.Put(Words.WaitingMany, count.ToString("N0", CultureInfo.InvariantCulture)),
    };

    /// <summary>Its routes. They are listed among cases: what led to a list of their own leads on, as it was narrowed.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/enquiries", (HttpContext context, Visit visit) => Redirects.SeeOther(Onward(context.Request.Query, visit.Path("cases")))).Needs(Right.ReadVoices);
        organisation.MapGet("/enquiries/next", async (Visit visit, ListEnquiries list, CancellationToken cancel) =>
            Redirects.SeeOther(visit.Path(await list.Next(visit.Here, cancel) is { } next ? $"voices/{next}#enquiry" : "enquiries"))).Needs(Right.ReadVoices);
    }

    private static string Onward(IQueryCollection asked, string cases)
    {
        var view = asked["list"].ToString().ToLowerInvariant() switch { "late" => "due", "answered" or "all" => "open", "solved" => "closed", _ => "unanswered" };
        var kept = new[] { "topic", "unit", "touchpoint", "language" }.Where(asked.ContainsKey).Select(name => KeyValuePair.Create(name, asked[name].ToString()));
        return new Address(cases, [KeyValuePair.Create("view", view), KeyValuePair.Create("from", "form"), .. kept]).ToString();
    }

    private static IQueryable<Enquiry> Within(OrganisationStore store, Member reader)
    {
        var seen = store.VoicesSeenBy(reader);
        return store.Enquiries.AsNoTracking().Where(enquiry => enquiry.Since != null && seen.Any(voice => voice.Id == enquiry.VoiceId));
    }
}
