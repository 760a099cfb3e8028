using Kolot.Core.Listen.Contact;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;

namespace Kolot.Listen.Contact;

/// <summary>The contact form, as somebody sees it.</summary>
/// <param name="Open">The form.</param>
/// <param name="Token">What it carries, sealed.</param>
/// <param name="Action">Where it is sent.</param>
public sealed record ContactView(OpenForm Open, string Token, string Action)
{
    /// <summary>What was typed.</summary>
    public Func<string, string?> Typed { get; init; } = _ => null;

    /// <summary>What is wrong with it.</summary>
    public Faults Faults { get; init; } = Faults.None;

    /// <summary>Why nothing could be taken now, if nothing could: a sentence.</summary>
    public string? Trouble { get; init; }

    /// <summary>What it is about, where it stands at a touchpoint.</summary>
    public Touchpoint? Touchpoint { get; init; }

    /// <summary>What is attached already.</summary>
    public IReadOnlyList<SurveyFile> Files { get; init; } = [];

    /// <summary>What must be proven to be worth some work; null in ordinary times.</summary>
    public Guid? Proves { get; init; }

    /// <summary>Whether somebody is there now, and when they are again; null where no hours are known.</summary>
    public string? Reachable { get; init; }

    /// <summary>By when whoever sends it now is answered.</summary>
    public PromisedReplies Promised => field ??= PromisedReplies.Of(Open, Touchpoint);

    /// <summary>Where the organisation is.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>By when whoever writes on a topic now is answered, as it is said beside it; null where it is said of all topics at once, or nothing is promised.</summary>
    public string? PromisedOn(ContactTopic topic) => Promised.All is null && Promised.ByTopic.TryGetValue(topic.Code, out var by) ? ContactWords.Put(Words.AnsweredBy, ContactWords.Moment(by, Open.Soon, Zone)) : null;

    /// <summary>The form itself.</summary>
    public ContactForm Form => Open.Form;

    /// <summary>The notice that stands beside it: the one that it was opened with, where it comes back.</summary>
    public NoticeVersion? Notice => Open.Notices.FirstOrDefault(notice => notice.Code == Typed("notice")) ?? Open.Notice(Language.Here);

    /// <summary>The language in which consent is asked for: the reader's, or the first in which it was written.</summary>
    public string ConsentIn => new[] { Language.Here }.Concat(ContactForm.Languages).FirstOrDefault(language => Form.Consent.Exactly(language) is not null) ?? Language.Here;

    /// <summary>A wording in the reader's language.</summary>
    public static string Say(Core.Listen.Surveys.Wording wording) => wording.For(Language.Here, ContactForm.Languages);
}
