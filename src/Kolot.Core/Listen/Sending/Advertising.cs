using System.Text.RegularExpressions;

namespace Kolot.Core.Listen.Sending;

/// <summary>What makes a text read as advertising.</summary>
public enum AdvertisingSign
{
    /// <summary>It says of itself that it is.</summary>
    SaysSo,

    /// <summary>A price, or money off.</summary>
    Price,

    /// <summary>An offer: a sale, a coupon, a gift.</summary>
    Offer,

    /// <summary>It urges: today only, last chance.</summary>
    Urging,

    /// <summary>It asks to buy, order or join.</summary>
    Buying,

    /// <summary>A link that leads elsewhere than to the survey.</summary>
    Link,

    /// <summary>A reward for answering.</summary>
    Reward,
}

/// <summary>Words in a text that read as advertising.</summary>
/// <param name="Sign">What they are a sign of.</param>
/// <param name="Words">The words as they stand there.</param>
/// <param name="At">Where they begin.</param>
public sealed record AdvertisingFinding(AdvertisingSign Sign, string Words, int At);

/// <summary>Looks whether an invitation's text reads as advertising, in Hebrew and English.</summary>
/// <remarks>
/// A request for feedback is none (Krabecky v. Strauss Water, 2020, small claims), one that sells beside asking is judged strictly, and advertising needs consent,
/// the word פרסומת and a way to refuse (Communications Law, section 30A). What is found is a warning for whoever writes, and no verdict: they know what they mean.
/// </remarks>
public static partial class Advertising
{
    // A Hebrew word may carry ו, ה, ב, ל, מ, ש, כ before it.
    private const string Before = @"(?<![\p{L}\p{N}])(?:[והבלמשכ]{1,3})?";
    private const string After = @"(?![\p{L}\p{N}])";

    private static readonly (AdvertisingSign Sign, Regex Look)[] Signs =
    [
        (AdvertisingSign.Link, Link()), (AdvertisingSign.SaysSo, SaysSo()), (AdvertisingSign.Price, Price()), (AdvertisingSign.Reward, Reward()), (AdvertisingSign.Offer, Offer()),
        (AdvertisingSign.Urging, Urging()), (AdvertisingSign.Buying, Buying()),
    ];

    /// <summary>What is found, in order; what two signs share is told once.</summary>
    public static IReadOnlyList<AdvertisingFinding> In(string text)
    {
        var found = new List<AdvertisingFinding>();
        foreach (var (sign, look) in Signs)
            foreach (Match match in look.Matches(text))
                if (!found.Exists(other => match.Index < other.At + other.Words.Length && other.At < match.Index + match.Length)) found.Add(new(sign, match.Value.Trim(), match.Index));
        return [.. found.OrderBy(finding => finding.At)];
    }

    [GeneratedRegex(Before + @"(?:פרסומת|פרסום|advertisement|advertising|sponsored)" + After, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SaysSo();

    [GeneratedRegex(@"(?:[₪$€]\s?\d[\d,.]*|\d[\d,.]*\s?(?:₪|ש[""״']ח|שקל(?:ים)?|nis\b|ils\b|[$€])|\d{1,3}\s?%\s?(?:off|הנחה)|(?:הנחה|הנחות)\s(?:של\s)?\d{1,3}\s?%?|\d\s?\+\s?\d" + After + ")", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Price();

    [GeneratedRegex(Before + @"(?:הגרלה|הגרלת|שובר מתנה|תו קני(?:י)?ה|prize draw|gift card|raffle|win an?|זוכים|לזכות ב\p{L}+)" + After, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reward();

    [GeneratedRegex(Before + @"(?:מבצע(?:ים|י)?|הנחה|הנחות|הנחת|קופון|קופונים|קוד קופון|מתנה|חינם|הטבה|הטבות|הצעה מיוחדת|מחיר(?:ים)? (?:מיוחד|מיוחדים)|sale|discounts?|coupons?|promo(?:tion)?s?|promo code|voucher|special offers?|free (?:gift|shipping|trial)|(?:great|best|hot) deals?)" + After, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Offer();

    [GeneratedRegex(Before + @"(?:רק היום|היום בלבד|עד גמר המלאי|הזדמנות אחרונה|לזמן מוגבל|מהרו|אל תפספסו|today only|last chance|limited time|while stocks last|hurry|don[’']t miss)" + After, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Urging();

    [GeneratedRegex(Before + @"(?:קנו|רכשו|הזמינו|לרכישה|לקנייה|הצטרפו|שדרגו|buy now|order now|shop now|upgrade now|join now|subscribe)" + After, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Buying();

    // The survey's own link is a place in the text, and no address.
    [GeneratedRegex(@"(?:https?://|www\.)[^\s<>""]+|(?<![\w@.])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org|shop|store|co\.il|org\.il|net\.il)(?:/[^\s<>""]*)?(?![\w@])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}
