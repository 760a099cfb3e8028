namespace Kolot.Core.Language;

/// <summary>What Hebrew writes onto the end of a noun: plural, construct and possessive.</summary>
/// <remarks>Taken off sparingly, and only where enough of the word is left to mean something. Words here are folded: ים is ימ.</remarks>
internal static class Endings
{
    /// <summary>Adds the word and the singular, unowned shapes it may stand for: לקוחותינו gives לקוחות and לקוח.</summary>
    public static void Add(ref TokenBag bag, scoped ReadOnlySpan<char> word)
    {
        Put(ref bag, word);
        if (word.Length < 4)
            return;
        switch (word[^1])
        {
            case 'מ' when word[^2] == 'י':
                AddOneOfMany(ref bag, word[..^2]);
                break;
            case 'ת' when word[^2] == 'ו':
                AddSingular(ref bag, word);
                break;
            case 'ת' when word[^2] != 'י':
                PutWith(ref bag, word[..^1], 'ה');
                break;
            case 'י' or 'ו' or 'ה' or 'כ' or 'מ' or 'נ':
                AddUnowned(ref bag, word);
                break;
        }
    }

    /// <summary>סניפים by סניף, טכנאים by טכנאי, שבועיים by שבוע.</summary>
    private static void AddOneOfMany(ref TokenBag bag, scoped ReadOnlySpan<char> stem)
    {
        PutLonger(ref bag, stem, 3);
        if (stem is [.., 'א'])
            PutWith(ref bag, stem, 'י');
        else if (stem is [.., 'י'])
            PutLonger(ref bag, stem[..^1], 3);
    }

    /// <summary>תלונות by תלונה, לקוחות by לקוח, חנויות by חנות.</summary>
    private static void AddSingular(ref TokenBag bag, scoped ReadOnlySpan<char> word)
    {
        // What stands before the noun may be still on it: והשירות.
        for (var taken = 0; taken <= 3 && word.Length - taken >= 4; taken++)
        {
            if (IsSingular(word[taken..]))
                return;
        }
        if (word is [_, _, .., 'ו', 'י', 'ו', 'ת'])
        {
            PutWith(ref bag, word[..^3], 'ת');
            return;
        }
        PutWith(ref bag, word[..^2], 'ה');
        PutLonger(ref bag, word[..^2], 4);
    }

    /// <summary>מוצריכם by מוצר, שירותנו by שירות, הזמנתך by הזמנה.</summary>
    private static void AddUnowned(ref TokenBag bag, scoped ReadOnlySpan<char> word)
    {
        var owner = PluralOwner(word);
        var stem = word[..^owner];
        if (owner > 0 && stem.Length >= 4 && stem is [.., 'ו', 'ת'])
        {
            Put(ref bag, stem);
            AddSingular(ref bag, stem);
        }
        else if (owner is 1 or 3)
            PutLonger(ref bag, stem, owner == 1 ? 4 : 3);
        else if (owner == 0)
            AddUnownedSingle(ref bag, word);
    }

    private static void AddUnownedSingle(ref TokenBag bag, scoped ReadOnlySpan<char> word)
    {
        var owner = word switch
        {
            [.., 'נ', 'ו'] or [.., 'כ', 'מ' or 'נ'] => 2,
            [.., 'כ'] => 1,
            _ => 0,
        };
        if (owner == 0)
            return;
        var stem = word[..^owner];
        if (stem is [.., not 'ו', 'ת'])
            PutWith(ref bag, stem[..^1], 'ה');
        else
            PutLonger(ref bag, stem, owner == 2 ? 4 : 5);
    }

    /// <summary>The length of an ending that owns several: דירותיהם, נציגינו, שירותי.</summary>
    private static int PluralOwner(ReadOnlySpan<char> word) => word switch
    {
        [.., 'י', 'נ', 'ו'] or [.., 'י', 'כ' or 'ה', 'מ' or 'נ'] => 3,
        [.., 'י', 'ו' or 'ה' or 'כ' or 'י'] => 2,
        [.., 'י'] => 1,
        _ => 0,
    };

    /// <summary>Nouns in ות that are one thing already: שירות is no plural of a song.</summary>
    private static bool IsSingular(ReadOnlySpan<char> word) => word is
        "שירות" or "שרות" or "איכות" or "חנות" or "טעות" or "זכות" or "עלות" or "תרבות" or "נוחות" or "אחריות" or "אפשרות"
        or "סבלנות" or "אדיבות" or "מהירות" or "זמינות" or "מקצועיות" or "התנהגות" or "התנהלות" or "התחייבות" or "הזדמנות"
        or "נאמנות" or "יעילות" or "אמינות" or "רשות" or "רשלנות" or "חוצפנות" or "מדיניות" or "משמעות" or "חשיבות" or "היות"
        or "להיות" or "לעשות" or "לקנות" or "לראות" or "לחכות" or "לשנות" or "לנסות" or "פחות" or "לפחות" or "אודות";

    private static void Put(ref TokenBag bag, scoped ReadOnlySpan<char> form)
    {
        bag.Add(form);
        bag.Add(Spelling.FullOf(form));
    }

    private static void PutLonger(ref TokenBag bag, scoped ReadOnlySpan<char> stem, int shortest)
    {
        if (stem.Length >= shortest)
            Put(ref bag, stem);
    }

    private static void PutWith(ref TokenBag bag, scoped ReadOnlySpan<char> stem, char last)
    {
        if (stem.Length < 3)
            return;
        Span<char> form = stackalloc char[stem.Length + 1];
        stem.CopyTo(form);
        form[^1] = last;
        Put(ref bag, form);
    }
}
