namespace Kolot.Core.Listen.Sending;

/// <summary>The words of a message, as typed.</summary>
/// <param name="Way">By which way it goes.</param>
/// <param name="Subject">A mail's subject, or the name of the template that WhatsApp approved.</param>
/// <param name="Text">The words.</param>
/// <param name="Number">The version that was begun from; 0 where there was none.</param>
public sealed record MessageDraft(string Way, string Subject, string Text, int Number);

/// <summary>Decides whether a message can be sent as it is worded.</summary>
public static class MessageChange
{
    /// <summary>The ways by which messages go.</summary>
    public static IReadOnlyList<string> Ways { get; } = ["mail", "sms", "whatsapp"];

    private const int LongestSubject = 150;
    private const int LongestMail = 5_000;
    private const int LongestMessage = 600;
    private const int MostParameters = 10;

    /// <summary>The words to keep, or what is wrong with them.</summary>
    /// <param name="draft">What was typed.</param>
    /// <param name="organisation">The organisation's names: whoever is written to must know by whom.</param>
    /// <param name="known">What comes along with an invitation, by name.</param>
    public static Result<MessageDraft> Decide(MessageDraft draft, IReadOnlyList<string> organisation, IReadOnlyList<string> known)
    {
        var faults = new List<Fault>();
        if (!Ways.Contains(draft.Way)) return new Refusal.NotFound();
        var subject = PlainText.Of(draft.Subject, LongestSubject, "subject", faults);
        var text = PlainText.Of(draft.Text.ReplaceLineEndings("\n"), draft.Way == "mail" ? LongestMail : LongestMessage, "text", faults);
        if (subject is null && draft.Way != "sms") faults.Add(new("subject", "required"));
        if (subject?.Any(letter => char.IsControl(letter) || letter is '\u2028' or '\u2029') == true) faults.Add(new("subject", "one_line"));
        if (draft.Way == "whatsapp" && subject?.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_') == false) faults.Add(new("subject", "not_a_template"));
        if (text is null) faults.Add(new("text", "required"));
        else faults.AddRange(TextFaults(draft.Way, text, organisation, known));
        return faults.Count > 0 ? new Refusal.Invalid(faults) : draft with { Subject = draft.Way == "sms" ? "" : subject ?? "", Text = text ?? "" };
    }

    private static IEnumerable<Fault> TextFaults(string way, string text, IReadOnlyList<string> organisation, IReadOnlyList<string> known)
    {
        var places = MessageWords.In(text);
        if (!places.Contains("link")) yield return new("text", "no_link");
        if (places.FirstOrDefault(place => !MessageWords.Places.Contains(place) && !known.Contains(place)) is not null) yield return new("text", "unknown_place");
        // A mail names its sender in its head and foot; what an approved template says, WhatsApp holds.
        if (way == "sms" && !places.Contains("organisation") && !organisation.Any(name => text.Contains(name, StringComparison.OrdinalIgnoreCase))) yield return new("text", "no_sender");
        if (way == "whatsapp" && text.Split('\n').Length > MostParameters) yield return new("text", "too_many_parameters");
    }
}
