namespace Kolot.Core.Language;

/// <summary>How many letters of each script a text holds, and what the scripts other than Latin say of its language.</summary>
internal struct ScriptCount
{
    private int hebrew, arabic, persian, urdu, cyrillic, ukrainian, unRussian;
    private int greek, georgian, armenian, thai, ethiopic, hangul, kana, han, unknown;

    public int Latin { get; private set; }

    public readonly int Others => hebrew + arabic + cyrillic + greek + georgian + armenian + thai + ethiopic + hangul + kana + han;

    public void Add(int letter)
    {
        switch (letter)
        {
            case >= 0x5D0 and <= 0x5F2 or >= 0xFB1D and <= 0xFB4F: hebrew++; break;
            case >= 0x620 and <= 0x6FF or >= 0x750 and <= 0x77F or >= 0xFB50 and <= 0xFEFC: AddArabic(letter); break;
            case >= 0x400 and <= 0x52F: AddCyrillic(letter); break;
            case >= 0x370 and <= 0x3FF: greek++; break;
            case >= 0x10A0 and <= 0x10FF: georgian++; break;
            case >= 0x530 and <= 0x58F: armenian++; break;
            case >= 0xE00 and <= 0xE7F: thai++; break;
            case >= 0x1200 and <= 0x137F: ethiopic++; break;
            case >= 0xAC00 and <= 0xD7A3: hangul++; break;
            case >= 0x3040 and <= 0x30FF: kana++; break;
            case >= 0x4E00 and <= 0x9FFF: han++; break;
            default: AddRest(letter); break;
        }
    }

    /// <summary>The language of the leading script that is not Latin, and how many letters make it sure.</summary>
    public readonly (string? Language, int Enough) OfOthers()
    {
        var east = hangul + kana + han;
        ReadOnlySpan<int> counts = [hebrew, arabic, cyrillic, greek, georgian, armenian, thai, ethiopic, east, unknown];
        var most = 0;
        foreach (var count in counts)
            most = Math.Max(most, count);
        if (most == 0)
            return (null, 1);
        return most switch
        {
            _ when most == hebrew => ("he", 2),
            _ when most == arabic => (OfArabic(), 2),
            _ when most == cyrillic => (OfCyrillic(), 2),
            _ when most == unknown => (null, 1),
            _ when most == greek => ("el", 3),
            _ when most == georgian => ("ka", 3),
            _ when most == armenian => ("hy", 3),
            _ when most == thai => ("th", 3),
            _ when most == ethiopic => ("am", 4),
            _ => (OfEast(), 2),
        };
    }

    private readonly string? OfArabic() => urdu > 0 ? "ur" : persian > 0 ? "fa" : "ar";

    private readonly string? OfCyrillic() => unRussian > 0 ? null : ukrainian > 0 ? "uk" : "ru";

    private readonly string OfEast() => kana > 0 ? "ja" : hangul >= han ? "ko" : "zh";

    private void AddArabic(int letter)
    {
        arabic++;
        switch (letter)
        {
            case 'ٹ' or 'ڈ' or 'ڑ' or 'ں' or 'ے': urdu++; break;
            case 'پ' or 'ژ' or 'گ' or 'ک' or 'ی': persian++; break;
        }
    }

    private void AddCyrillic(int letter)
    {
        cyrillic++;
        switch (letter)
        {
            case 'і' or 'ї' or 'є' or 'ґ' or 'І' or 'Ї' or 'Є' or 'Ґ': ukrainian++; break;
            case not (>= 'А' and <= 'я' or 'ё' or 'Ё'): unRussian++; break;
        }
    }

    private void AddRest(int letter)
    {
        if (LatinLanguage.IsLatin(letter))
            Latin++;
        else
            unknown++;
    }
}
