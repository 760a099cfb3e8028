namespace Kolot.Core.Language;

/// <summary>The shapes under which one written word may be looked for.</summary>
internal static class Forms
{
    /// <summary>Adds the word itself and its barer shapes, each by the habits of its own script.</summary>
    public static void Add(ref TokenBag bag, scoped ReadOnlySpan<char> word)
    {
        if (word.IsEmpty)
            return;
        if (Letters.IsHebrew(word[0]))
            Particles.Add(ref bag, word);
        else if (Letters.IsArabic(word[0]))
            AddArabic(ref bag, word);
        else if (Letters.IsEnglish(word[0]))
            AddEnglish(ref bag, word);
        else
            bag.Add(word);
    }

    /// <summary>والخدمة is found by الخدمة and by خدمة; للدعم by دعم.</summary>
    private static void AddArabic(ref TokenBag bag, scoped ReadOnlySpan<char> word)
    {
        bag.Add(word);
        if (word.Length >= 6 && word[0] is 'و' or 'ف' or 'ب' or 'ك' && word[1..].StartsWith("ال", StringComparison.Ordinal))
        {
            word = word[1..];
            bag.Add(word);
        }
        if (word.Length >= 5 && (word.StartsWith("ال", StringComparison.Ordinal) || word.StartsWith("لل", StringComparison.Ordinal)))
            bag.Add(word[2..]);
    }

    private static void AddEnglish(ref TokenBag bag, scoped ReadOnlySpan<char> word)
    {
        bag.Add(word);
        if (word.Length >= 5 && word is [.., not 'e', 'e', 'd'])
            AddVerb(ref bag, word[..^2]);
        else if (word.Length >= 6 && word is [.., 'i', 'n', 'g'])
            AddVerb(ref bag, word[..^3]);
        else
            AddSingle(ref bag, word);
    }

    /// <summary>delayed by delay, charging by charge, cancelled by cancel. What is no word is looked for by nobody.</summary>
    private static void AddVerb(ref TokenBag bag, scoped ReadOnlySpan<char> stem)
    {
        bag.Add(stem);
        Span<char> mute = stackalloc char[stem.Length + 1];
        stem.CopyTo(mute);
        mute[^1] = 'e';
        bag.Add(mute);
        if (stem.Length >= 4 && stem[^1] == stem[^2])
            bag.Add(stem[..^1]);
    }

    /// <summary>services by service, companies by company, boxes by box; never class by clas.</summary>
    private static void AddSingle(ref TokenBag bag, scoped ReadOnlySpan<char> word)
    {
        if (word.Length < 4 || word[^1] != 's' || word[^2] is 's' or 'u' or 'i')
            return;
        if (word is [_, _, .., 'i', 'e', 's'])
        {
            Span<char> single = stackalloc char[word.Length - 2];
            word[..^2].CopyTo(single);
            single[^1] = 'y';
            bag.Add(single);
        }
        else if (word is [.., 'x' or 'z', 'e', 's'] or [.., 's' or 'c', 'h', 'e', 's'] or [.., 's', 's', 'e', 's'])
            bag.Add(word[..^2]);
        else
            bag.Add(word[..^1]);
    }
}
