using Kolot.Core.Listen;
using Kolot.Core.Listen.Contact;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Shell;

namespace Kolot.Listen;

/// <summary>How voices and their places are called in the reader's language.</summary>
public static class VoiceWords
{
    /// <summary>A kind, of one voice.</summary>
    public static string Kind(VoiceKind kind) => Words.ResourceManager.GetString($"Kind{kind}", System.Globalization.CultureInfo.CurrentUICulture) ?? "";

    /// <summary>A kind, of many.</summary>
    public static string Kinds(VoiceKind kind) => Words.ResourceManager.GetString($"Kinds{kind}", System.Globalization.CultureInfo.CurrentUICulture) ?? "";

    /// <summary>A band of scores.</summary>
    public static string Band(ScoreBand band) => band switch
    {
        ScoreBand.Low => Words.BandLow,
        ScoreBand.Middle => Words.BandMiddle,
        _ => Words.BandHigh,
    };

    /// <summary>A language by its code.</summary>
    public static string LanguageName(string? code) => code switch
    {
        null => Words.LanguageUnread,
        "he" => Words.LanguageHe,
        "en" => Words.LanguageEn,
        "ar" => Words.LanguageAr,
        "ru" => Words.LanguageRu,
        _ => code,
    };

    /// <summary>An answer as it is read: what surveys say of their own accord is said in words.</summary>
    public static (string Question, string Answer) Answer(string source, (string Question, string Answer) said)
    {
        if (source == EnquiryVoice.Source) return Contact.ContactWords.Answer(said);
        if (!source.StartsWith(SurveyVoice.SourceOf(""), StringComparison.Ordinal)) return said;
        return (said.Question switch
        {
            SurveyVoice.Finished => Words.AnswerFinished,
            "wish" => Words.AnswerWish,
            "wish.when" => Words.AnswerWishWhen,
            "wish.public" => Words.AnswerWishPublic,
            "wish.name" => Words.AnswerWishName,
            "wish.friend" => Words.AnswerWishFriend,
            var question => question,
        }, (said.Question, said.Answer) switch
        {
            ("wish", "call") => Words.WishCall,
            ("wish", "kind-word") => Words.WishKindWord,
            ("wish", "referral") => Words.WishReferral,
            ("wish.when", CallTime.Any) => Words.WishAnyTime,
            var (_, answer) => answer,
        });
    }

    /// <summary>Where a voice comes from: our own forms and surveys in words, other systems as they call themselves.</summary>
    public static string Source(string source) => source switch
    {
        EnquiryVoice.Source => Words.SourceContact,
        _ when source.StartsWith(SurveyVoice.SourceOf(""), StringComparison.Ordinal) => Words.SourceSurvey.Replace("{0}", source[SurveyVoice.SourceOf("").Length..], StringComparison.Ordinal),
        _ => source,
    };

    /// <summary>What the organisation calls something, in the reader's language where it has a name in it.</summary>
    public static string Name(INamed? named) => named is null ? "" : Language.Here == "he" ? named.Name : named.NameEn ?? named.Name;
}
