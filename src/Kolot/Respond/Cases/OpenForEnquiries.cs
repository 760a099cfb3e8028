using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>Opens cases of what was written through the contact form, waits for an answer, and was meant by no rule: whoever wrote was told that somebody answers.</summary>
public sealed class OpenForEnquiries(Stores stores, OpenCase open)
{
    private const int Most = 200;

    /// <summary>Those within a member's reach.</summary>
    internal static IQueryable<Enquiry> Waiting(OrganisationStore store, Member member)
    {
        var seen = store.VoicesSeenBy(member);
        return store.Enquiries.Where(enquiry => enquiry.Since != null && !store.CaseVoices.Any(voice => voice.VoiceId == enquiry.VoiceId) && seen.Any(voice => voice.Id == enquiry.VoiceId));
    }

    /// <summary>Does it.</summary>
    /// <returns>How many were opened.</returns>
    public async Task<int> Run(Member member, CancellationToken cancel)
    {
        Guid[] voices;
        await using (var store = await stores.Open(member.Organisation, cancel)) voices = await Waiting(store, member).OrderBy(enquiry => enquiry.Since).Take(Most).Select(enquiry => enquiry.VoiceId).ToArrayAsync(cancel);
        var opened = 0;
        foreach (var voice in voices)
            if (!(await open.Run(member, new() { Voice = voice }, cancel)).Refused) opened++;
        return opened;
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/cases/enquiries", async (Visit visit, OpenForEnquiries act, Notices notices, CancellationToken cancel) =>
    {
        notices.Leave(CaseWords.Count(await act.Run(visit.Here, cancel), Words.OpenedOne, Words.OpenedMany));
        return Redirects.SeeOther(visit.Path("cases?view=unanswered&from=form"));
    }).Needs(Right.EnterVoices);
}
