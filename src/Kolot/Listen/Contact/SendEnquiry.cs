using Kolot.Core;
using Kolot.Core.Listen;
using Kolot.Core.Listen.Contact;
using Kolot.Core.Organisation;
using Kolot.Listen.Answering;
using Kolot.Listen.Keeping;
using Kolot.Organisation.Privacy;
using Kolot.Store;

namespace Kolot.Listen.Contact;

/// <summary>Takes in what somebody wrote: an enquiry and its voice, once, however often it is sent.</summary>
public sealed class SendEnquiry(Hear hear, ContactForms forms, SendEnquiry.Known known, ReplyTimes replies)
{
    /// <summary>What is known of the organisation: how it calls things, and which notices it published.</summary>
    public sealed record Known(KnownNames Names, KnownNotices Notices);

    /// <summary>What was sent.</summary>
    /// <param name="Reading">What was written.</param>
    /// <param name="Files">What came with it.</param>
    /// <param name="Token">What the form carried.</param>
    /// <param name="Language">In which language it was read.</param>
    public sealed record Request(EnquiryReading Reading, IReadOnlyList<SurveyFile> Files, AnswerToken Token, string Language)
    {
        /// <summary>About which touchpoint, by its code.</summary>
        public string? Touchpoint { get; init; }

        /// <summary>The notice that stood beside the form when it was opened, by its code.</summary>
        public string? Notice { get; init; }
    }

    /// <summary>Takes it in.</summary>
    public async Task<Result<EnquiryTold>> Run(string organisation, Request request, CancellationToken cancel)
    {
        var (reading, token) = (request.Reading, request.Token);
        if (reading.Faults.Count > 0) return new Refusal.Invalid(reading.Faults);
        var open = await forms.Of(organisation, cancel);
        var called = await known.Names.Of(organisation, cancel);
        var promise = open.Form.PromiseOf(reading.Topic, request.Touchpoint is { } code ? open.Touchpoints.GetValueOrDefault(code)?.Id : null, open.Channel);
        var channel = Places.Channel(called, open.Form.Channel);
        var expected = await replies.Of(organisation, new(reading.Topic?.Unit, channel is null ? null : called.Channels[channel]), promise, cancel);
        var enquiry = new Enquiry
        {
            Key = token.Response, Topic = reading.Topic?.Code ?? "", Kind = reading.Topic?.Kind ?? TopicKind.Question, Language = request.Language, Way = token.Way, Name = reading.Name, Mail = reading.Mail,
            Phone = reading.Phone, Consent = open.Form.Consent.Says ? open.Form.Consent.For(request.Language, ContactForm.Languages) : null, PromisedMinutes = (int?)promise?.TotalMinutes, At = expected.Now,
            Until = expected.Now.AddDays(open.Form.Days),
        };
        var step = new EnquiryStep { Id = enquiry.Key, EnquiryKey = enquiry.Key, Kind = StepKind.Received, At = enquiry.At, DueAt = expected.By };
        if (reading.Mail is not null && open.Mails) (step.Mail, step.MailAt) = (MailState.Waiting, enquiry.At);
        var voice = EnquiryVoice.Of(reading, request.Files.Select(file => (file.Question, file.Name)), new()
        {
            Id = enquiry.Key.ToString(), Channel = channel, Unit = Places.Code(called.Units, reading.Topic?.Unit), Touchpoint = request.Touchpoint,
            Notice = await known.Notices.Named(organisation, request.Notice, cancel),
        });
        var kept = await hear.Run(Member.Anybody(organisation), new KeptEnquiry(enquiry, step), voice, cancel);
        if (kept.Refusal is { } refusal) return refusal;
        return new EnquiryTold(enquiry, [step], kept.Value.Voice is { } said ? new Dictionary<Guid, Voice> { [enquiry.VoiceId] = said } : []);
    }

    /// <summary>Finds the codes of what the form names by id.</summary>
    internal static class Places
    {
        /// <summary>The channel: the one that was chosen, or forms, or whichever there is.</summary>
        public static string? Channel(Names names, Guid? chosen) => Code(names.Channels, chosen) ?? (names.Channels.ContainsKey("form") ? "form" : names.Channels.Keys.Order(StringComparer.Ordinal).FirstOrDefault());

        /// <summary>The code of something; null where there is no such thing any more.</summary>
        public static string? Code(IReadOnlyDictionary<string, Guid> names, Guid? id) => id is null ? null : names.Where(one => one.Value == id).Select(one => one.Key).FirstOrDefault();
    }
}
