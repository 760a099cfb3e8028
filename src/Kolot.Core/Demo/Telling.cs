using Kolot.Core.Demo.Phrases;
using Kolot.Core.Listen;

namespace Kolot.Core.Demo;

/// <summary>How a voice is meant.</summary>
internal enum Tone
{
    Bad,
    Mixed,
    Good,
    Plain,
}

/// <summary>Puts what happened into words as people write them, each channel in its own manner.</summary>
internal sealed class Telling
{
    private readonly Chance chance;
    private readonly Person person;
    private readonly Happening happening;
    private readonly Phrase phrase;
    private readonly Tone tone;
    private readonly bool servingIsWoman;

    public Telling(Chance chance, Person person, Happening happening, int? score)
    {
        (this.chance, this.person, this.happening) = (chance, person, happening);
        servingIsWoman = chance.Happens(0.5);
        var servedBy = chance.Of(servingIsWoman && happening.Good != "tech-good" ? DemoNames.ServingWomen : DemoNames.ServingMen).Name;
        var late = happening.Known.FirstOrDefault(known => known.Question == "late-hours").Answer as int? ?? 0;
        phrase = new(chance, person.Woman, servingIsWoman, new(chance, person, happening.Unit ?? "", late) { ServedBy = servedBy });
        tone = ToneOf(score);
    }

    /// <summary>What is spoken of.</summary>
    private Topic About => Topics.Of(tone == Tone.Good && happening.Good is { } good ? good : happening.Bad);

    /// <summary>The words; null where only a score was given.</summary>
    public string? Words()
    {
        if (happening.Channel == "survey" && chance.Happens(0.36)) return null;
        if (person.Language != "he" && chance.Happens(person.Language == "en" ? 0.9 : 0.55) && happening.Channel is not ("call" or "letter")) return Foreign();
        var text = happening.Channel switch
        {
            "survey" => Answer(),
            "call" => Call(),
            "mail" or "form" => Mail(),
            "letter" => Letter(),
            "review" => Join(Facts(2), Feeling(), Closing()),
            "social" => Social(),
            _ => Message(),
        };
        return chance.Happens(0.09) && happening.Channel is not ("letter" or "call") ? Slip.In(text, chance) : text;
    }

    /// <summary>The subject, where the channel has one.</summary>
    public string? Title() => happening.Channel switch
    {
        "mail" or "letter" => chance.Happens(0.8) ? About.Title + chance.Of(["", "", " - דחוף", ", פנייה חוזרת", ", מנוי " + person.SourceId]) : null,
        "review" => chance.Happens(0.7) ? Feeling() : null,
        _ => null,
    };

    private Tone ToneOf(int? score) => (score, happening.Kind) switch
    {
        ( >= 8, _) => Tone.Good,
        ( >= 6, _) => Tone.Mixed,
        (not null, _) => Tone.Bad,
        (_, VoiceKind.Praise) => Tone.Good,
        (_, VoiceKind.Question or VoiceKind.Request or VoiceKind.Idea) => Tone.Plain,
        _ => Tone.Bad,
    };

    private string Answer()
    {
        if (tone == Tone.Mixed) return Mixed();
        return chance.Below(6) switch
        {
            0 => Join(Feeling(), chance.Happens(0.7) ? Closing() : Detail()),
            1 => Join(Fact(), chance.Happens(0.5) ? Closing() : ""),
            2 => Facts(chance.From(1, 2)),
            3 => Join(Opener(), Fact()),
            4 => Join(Fact(), Feeling()),
            _ => Join(Opener(), Facts(1), Feeling(), Closing()),
        };
    }

    private string Mixed()
    {
        var good = phrase.Of(chance.Of(Topics.Of(happening.Good ?? "content").Facts));
        var bad = phrase.Of(chance.Of(chance.Happens(0.4) ? About.Details : About.Facts));
        return chance.Below(5) switch
        {
            0 or 1 => Join(phrase.Of(chance.Of(Manners.PlainMixed)), bad),
            _ => good + chance.Of(Manners.MixedJoins) + bad,
        };
    }

    private string Message()
    {
        var greeting = chance.Happens(0.45) ? chance.Of(Manners.Greetings) : "";
        var text = tone == Tone.Plain
            ? Join(greeting, Fact(), chance.Happens(0.5) ? Detail() : "", chance.Happens(0.3) ? "תודה" : "")
            : Join(greeting, Facts(chance.Below(2)), chance.Happens(0.4) ? Feeling() : "", chance.Happens(0.5) ? Closing() : "");
        return Emoji(text.Replace(". ", chance.Of([". ", "\n", ".. ", " ", ", "]), StringComparison.Ordinal), 0.22);
    }

    private string Mail() => Join(
        chance.Of(Manners.Greetings) + ",\n" + (tone == Tone.Plain ? "" : Opener()), Facts(chance.From(1, 2)), tone == Tone.Plain ? "" : Feeling(),
        tone == Tone.Plain ? chance.Of(["תודה", "תודה מראש", "אשמח לתשובה"]) : Closing())
        + (chance.Happens(0.6) ? $"\n{chance.Of(["תודה", "בברכה", "בכבוד רב", "יום טוב"])},\n{(chance.Happens(0.6) ? person.Name : person.First)}" : "");

    private string Letter() =>
        $"{chance.Of(Manners.LetterOpeners)}\nהנדון: {About.Title}, מספר לקוח {person.SourceId}\n\n{Join(Facts(2), Feeling())}. {chance.Of(Manners.LetterClosings)}.\nבכבוד רב,\n{person.Name}, {person.City}";

    private string Call()
    {
        if (chance.Happens(0.35)) return Join(chance.Of(["שלום", "כן שלום", "היי", "אהלן, מדבר" + (person.Woman ? "ת " : " ") + person.First]), Facts(1), tone == Tone.Plain ? "" : Feeling(), tone == Tone.Bad ? Closing() : "תודה");
        var caller = person.Woman ? "הלקוחה" : "הלקוח";
        var rang = person.Woman ? chance.Of(["התקשרה", "פנתה", "מתקשרת"]) : chance.Of(["התקשר", "פנה", "מתקשר"]);
        var end = chance.Of(["הועבר לטיפול.", "נפתחה קריאה.", "סוכם לחזור עד מחר.", "ניתן הסבר.", "הועבר למנהל משמרת.", person.Woman ? "הלקוחה ממתינה לתשובה." : "הלקוח ממתין לתשובה.", "נרשם זיכוי.", "הוסבר ונסגר."]);
        return $"{caller} {rang} בנושא {About.Title}. {(person.Woman ? "לדבריה" : "לדבריו")}: ״{Facts(chance.Below(2))}״. {end}";
    }

    private string Social() => Emoji(
        Join(chance.Of(["@שקד אינטרנט", "שקד אינטרנט", "חברים, מישהו עוד אצל שקד?", "לידיעתכם", ""]), Opener(), Fact(), Feeling()) + chance.Of(["", "", " #שקד_אינטרנט", " #בושה", "!!", "!!!"]), 0.4);

    private string Foreign()
    {
        var (language, good) = (person.Language, tone is Tone.Good or Tone.Mixed);
        var plain = tone == Tone.Plain;
        var opener = plain ? "" : chance.Of(Elsewhere.Openers(language, good));
        var fact = phrase.Of(chance.Of(Elsewhere.Facts(language, About.Code)));
        fact = fact.Replace("מגה", "Mb", StringComparison.Ordinal).Replace("גיגה", "1 Gb", StringComparison.Ordinal);
        return string.Join(' ', new[]
        {
            opener, (opener.EndsWith(',') && !fact.StartsWith("I ", StringComparison.Ordinal) ? char.ToLowerInvariant(fact[0]) + fact[1..] : fact) + (fact[^1] is '?' or '؟' ? "" : "."),
            plain ? "" : chance.Of(Elsewhere.Closings(language, good)),
        }.Where(part => part.Length > 0));
    }

    private string Opener() => phrase.Of(chance.Of(tone == Tone.Good ? Manners.GoodOpeners : Manners.BadOpeners));

    private string Fact() => phrase.Of(chance.Of(About.Facts));

    private string Detail() => phrase.Of(chance.Of(About.Details));

    private string Facts(int details) => details switch
    {
        0 => Fact(),
        1 => Join(Fact(), Detail()),
        _ => Join(Fact(), Detail(), Detail()),
    };

    private string Feeling() => phrase.Of(chance.Of(tone == Tone.Good ? Manners.GoodFeelings : tone == Tone.Bad ? Manners.BadFeelings : Manners.PlainMixed));

    private string Closing() => phrase.Of(chance.Of(tone == Tone.Good ? Manners.GoodClosings : Manners.BadClosings));

    private string Emoji(string text, double share) =>
        tone is Tone.Good or Tone.Bad && chance.Happens(share) ? $"{text} {chance.Of(tone == Tone.Good ? Manners.GoodEmoji : Manners.BadEmoji)}" : text;

    /// <summary>Sentences after one another, none said twice.</summary>
    private static string Join(params IEnumerable<string> sentences)
    {
        var text = "";
        foreach (var sentence in sentences.Select(sentence => sentence.Trim(' ')).Where(sentence => sentence.Length > 0).Distinct())
            text += text.Length == 0 ? sentence : text[^1] is '?' or '!' or '\n' or ':' or ',' ? $" {sentence}" : $". {sentence}";
        return text.Replace("\n ", "\n", StringComparison.Ordinal);
    }
}

/// <summary>Slips of the finger.</summary>
internal static class Slip
{
    /// <summary>The text with one slip, in a word long enough for it to go unnoticed by its writer.</summary>
    public static string In(string text, Chance chance)
    {
        if (text.Length < 12) return text;
        var at = chance.From(4, text.Length - 5);
        for (var tries = 0; tries < 40 && !Inside(text, at); tries++) at = chance.From(4, text.Length - 5);
        if (!Inside(text, at)) return text;
        return chance.Below(4) switch
        {
            0 => text.Remove(at, 1),
            1 => text[..at] + text[at + 1] + text[at] + text[(at + 2)..],
            2 => text.Insert(at, text[at].ToString()),
            _ => text[..at] + Neighbour(text[at]) + text[(at + 1)..],
        };
    }

    private static bool Inside(string text, int at) => text.AsSpan(at - 1, 4).IndexOfAnyExceptInRange('א', 'ת') < 0;

    private static char Neighbour(char letter) => letter switch
    {
        'א' => 'ע',
        'ע' => 'א',
        'ט' => 'ת',
        'ת' => 'ט',
        'כ' => 'ק',
        'ק' => 'כ',
        'ה' => 'א',
        'ש' => 'ד',
        'ו' => 'ן',
        'ב' => 'נ',
        'ל' => 'ך',
        _ => letter,
    };
}
