using System.Globalization;
using Kolot.Store;

namespace Kolot.Listen.Sending;

/// <summary>What invitations say where an organisation has no words of its own: enough to begin, and to begin one's own from.</summary>
public static class UsualTexts
{
    /// <summary>The languages that customers are written to in.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["he", "en", "ar", "ru"];

    /// <summary>The usual words of a way in a language. WhatsApp sends what it approved: of that nothing is usual but what fills it.</summary>
    public static MessageText Of(string way, string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        return new()
        {
            Way = way, Language = language, Subject = way switch { "mail" => Say("MailSubject", culture), "whatsapp" => "feedback_request", _ => "" },
            Text = way switch { "mail" => Say("MailText", culture), "whatsapp" => "{name}\n{organisation}\n{link}", _ => Say("SmsText", culture) },
        };
    }

    /// <summary>Words in a language of readers.</summary>
    public static string Say(string key, CultureInfo culture) => Words.ResourceManager.GetString(key, culture) ?? "";
}
