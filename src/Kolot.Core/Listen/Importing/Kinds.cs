namespace Kolot.Core.Listen.Importing;

/// <summary>What files call the kinds of voices.</summary>
internal static class Kinds
{
    private static readonly Dictionary<string, VoiceKind> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["משוב"] = VoiceKind.Feedback, ["סקר"] = VoiceKind.Feedback, ["survey"] = VoiceKind.Feedback, ["review"] = VoiceKind.Feedback,
        ["תלונה"] = VoiceKind.Complaint, ["תלונות"] = VoiceKind.Complaint, ["תקלה"] = VoiceKind.Complaint, ["complaints"] = VoiceKind.Complaint,
        ["בקשה"] = VoiceKind.Request, ["בקשות"] = VoiceKind.Request, ["requests"] = VoiceKind.Request,
        ["שאלה"] = VoiceKind.Question, ["בירור"] = VoiceKind.Question, ["שאלות"] = VoiceKind.Question, ["inquiry"] = VoiceKind.Question,
        ["רעיון"] = VoiceKind.Idea, ["הצעה"] = VoiceKind.Idea, ["הצעה לשיפור"] = VoiceKind.Idea, ["suggestion"] = VoiceKind.Idea,
        ["שבח"] = VoiceKind.Praise, ["תודה"] = VoiceKind.Praise, ["מחמאה"] = VoiceKind.Praise, ["compliment"] = VoiceKind.Praise,
    };

    /// <summary>The kind's code; the label itself where it is none that is known, for the one who hears to refuse.</summary>
    public static string? CodeOf(string? label) =>
        label is not null && Names.TryGetValue(label, out var kind) ? kind.ToString().ToLowerInvariant() : label;
}
