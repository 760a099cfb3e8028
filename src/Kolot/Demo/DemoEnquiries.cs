using System.Globalization;
using Kolot.Core.Demo;
using Kolot.Core.Listen;
using Kolot.Core.Listen.Contact;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Demo;

/// <summary>Plants what was written through the contact form of late, each with its case: some wait, some are answered, some are solved as their customers say, one was closed without their word.</summary>
/// <remarks>Steps are kept as all steps are, so that clocks run, owners are told, and what is closed is counted.</remarks>
public sealed class DemoEnquiries(Stores stores, CaseSteps steps)
{
    private const int LookedThrough = 400;
    private static readonly TimeSpan OfLate = TimeSpan.FromDays(20);
    private static readonly VoiceKind[] Turning = [VoiceKind.Complaint, VoiceKind.Request, VoiceKind.Question];

    // How each went on, the newest first: what came last is open still, and what came weeks ago is not.
    private static readonly string[][] Courses =
    [
        [], ["seen"], [], ["seen", "asked"], ["answered"], ["seen", "answered"], ["seen", "answered", "notYet", "again"], ["asked"], ["answered", "solved"],
        ["seen", "answered", "solved"], ["answered", "closed"], ["seen", "answered", "notYet", "again", "solved"], ["answered", "solved"], ["answered", "closed"], ["seen", "answered", "solved"], ["answered", "solved"],
    ];

    private static readonly Dictionary<string, double> HoursAfter = new() { ["seen"] = 0.4, ["asked"] = 1.5, ["answered"] = 2.2, ["notYet"] = 5, ["again"] = 6.5, ["solved"] = 9, ["closed"] = 70 };

    private sealed record Written(Voice Voice, Enquiry Enquiry, Case Case);

    /// <summary>Plants them.</summary>
    public async Task Plant(IReadOnlyList<MemberRow> members, DateTime now, CancellationToken cancel)
    {
        await using var store = await stores.Open(DemoOrganisation.Code, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var form = await store.Channels.Where(channel => channel.Code == "form").Select(channel => channel.Id).SingleAsync(cancel);
        var voices = await store.Voices.AsNoTracking().Where(voice => voice.ChannelId == form && voice.CustomerId != null && voice.Text != null && Turning.Contains(voice.Kind) && !store.CaseVoices.Any(one => one.VoiceId == voice.Id))
            .OrderByDescending(voice => voice.Place).Take(LookedThrough).ToListAsync(cancel);
        var agents = members.Where(member => member.Role == Role.Agent).Select(member => member.Id).ToArray();
        var (apart, told) = (Math.Max(1, voices.Count(voice => voice.HeardAt > now - OfLate) / Courses.Length), new List<(Case, CaseStep)>());
        foreach (var (at, course) in Courses.Take(voices.Count).Index())
        {
            // What nobody saw to yet is nobody's, now and then.
            var written = await Write(store, voices[at * apart], course.Length == 0 && at > 0 ? null : agents[at % agents.Length], cancel);
            told.AddRange(Steps(store, written, course, now));
        }

        await store.SaveChangesAsync(cancel);
        await steps.Add(store, told, cancel);
        await writing.Commit(cancel);
    }

    private static async Task<Written> Write(OrganisationStore store, Voice voice, Guid? owner, CancellationToken cancel)
    {
        var (key, opened) = (Guid.CreateVersion7(voice.HeardAt), voice.HeardAt.AddMinutes(1));
        var name = await store.Customers.Where(one => one.Id == voice.CustomerId).Select(one => one.Name).SingleAsync(cancel);
        var mail = await store.Identities.Where(one => one.CustomerId == voice.CustomerId && one.Kind == "mail").Select(one => one.Value).FirstOrDefaultAsync(cancel);
        var written = new Written(voice, new()
        {
            Key = key, VoiceId = voice.Id, Topic = voice.Kind.ToString().ToLowerInvariant(), Kind = Enum.Parse<TopicKind>(voice.Kind.ToString()), Language = ContactForm.Languages.FirstOrDefault(one => one == voice.Language) ?? "he", Way = "link",
            Name = name, Mail = mail, At = voice.HeardAt, Until = voice.HeardAt.AddDays(ContactForm.UsualDays),
        }, new()
        {
            Id = Guid.CreateVersion7(opened), CustomerId = voice.CustomerId, UnitId = voice.UnitId, OwnerId = owner, Kind = Enum.Parse<CaseKind>(voice.Kind.ToString()), Severity = voice.Kind == VoiceKind.Complaint ? 2 : 1, Impact = 1,
            TouchpointId = voice.TouchpointId, Title = CaseOpening.TitleOf(voice), OpenedAt = opened, HeardAt = voice.HeardAt,
        });
        var id = key.ToString();
        await store.Voices.Where(one => one.Id == voice.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.Source, EnquiryVoice.Source).SetProperty(one => one.SourceId, id), cancel);
        await store.VoiceKeys.Where(one => one.VoiceId == voice.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.Source, EnquiryVoice.Source).SetProperty(one => one.SourceId, id), cancel);
        store.AddRange(written.Enquiry, written.Case, new CaseVoice { CaseId = written.Case.Id, VoiceId = voice.Id });
        store.EnquirySteps.Add(new() { Id = Guid.CreateVersion7(voice.HeardAt), EnquiryKey = key, Kind = StepKind.Received, At = voice.HeardAt, VoiceId = voice.Id });
        return written;
    }

    private static IEnumerable<(Case, CaseStep)> Steps(OrganisationStore store, Written written, string[] course, DateTime now)
    {
        var (voice, enquiry, row) = written;
        yield return (row, new() { Kind = CaseStepKinds.Opened, At = row.OpenedAt, Details = CaseDetails.Of(("owner", row.OwnerId), ("voice", voice.Id)), SeenByCustomer = true });
        foreach (var (what, at) in course.Select(what => (what, voice.HeardAt.AddHours(HoursAfter[what]))).TakeWhile(one => one.Item2 < now))
        {
            var (id, text, by) = (Guid.CreateVersion7(at), Said(what, enquiry), what is "notYet" or "solved" ? (Guid?)null : row.OwnerId);
            var minutes = what == "solved" ? 15 : (int?)null;
            if (OnItsPage(what) is { } kind) store.EnquirySteps.Add(new() { Id = id, EnquiryKey = enquiry.Key, Kind = kind, At = at, MemberId = by, Text = text, Minutes = minutes });
            yield return (row, new() { Id = id, Kind = InItsCase(what), At = at, ByMember = by, ByCustomer = by is null, Text = text, SeenByCustomer = what != "closed", Details = CaseDetails.Of(("minutes", minutes), ("solved", what == "notYet" ? "no" : null)) });
        }
    }

    private static StepKind? OnItsPage(string what) => what switch { "seen" => StepKind.Seen, "asked" or "answered" or "again" => StepKind.Answered, "notYet" => StepKind.NotYet, "solved" => StepKind.Solved, _ => null };

    private static string InItsCase(string what) => what switch
    {
        "seen" => CaseStepKinds.Acknowledged,
        "asked" => CaseStepKinds.Asked,
        "notYet" => CaseStepKinds.Heard,
        "solved" => CaseStepKinds.ClosedConfirmed,
        "closed" => CaseStepKinds.ClosedUnconfirmed,
        _ => CaseStepKinds.Answered,
    };

    // In the customer's language where it is one of the two that the house itself speaks.
    private static string? Said(string what, Enquiry enquiry) => what is "asked" or "answered" or "again" or "closed"
        ? Words.ResourceManager.GetString(what == "answered" ? $"Said_{what}{enquiry.Kind}" : $"Said_{what}", CultureInfo.GetCultureInfo(enquiry.Language == "en" && what != "closed" ? "en" : "he")) : null;
}
