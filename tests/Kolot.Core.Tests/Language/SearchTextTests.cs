using System.Diagnostics;

namespace Kolot.Core.Tests.Language;

using Kolot.Core.Language;

public sealed class SearchTextTests
{
    [Theory]
    [InlineData("שירות", "השירות")]
    [InlineData("שירות", "ובשירותים")]
    [InlineData("שירות", "שֵׁרוּת")]
    [InlineData("שירות", "בְּשֵׁרוּת")]
    [InlineData("שירות", "שרות")]
    [InlineData("שרות", "השירות היה טוב")]
    [InlineData("שירות", "בשרותים")]
    [InlineData("שירות", "שירותכם")]
    [InlineData("שירות", "לשירותכם")]
    [InlineData("שירות", "שירותי לקוחות")]
    [InlineData("שירות", "שירותיהם")]
    [InlineData("השירות", "והשירות")]
    [InlineData("בשירות", "קיבלתי יחס רע בשירות")]
    [InlineData("לקוח", "לקוחותינו")]
    [InlineData("לקוחות", "ללקוחותינו")]
    [InlineData("תלונה", "התלונות שלי")]
    [InlineData("תלונה", "תלונת הלקוח")]
    [InlineData("הזמנה", "הזמנתך בדרך")]
    [InlineData("חנות", "בחנויות הרשת")]
    [InlineData("אפשרות", "אפשרויות")]
    [InlineData("הגעתי", "וכשהגעתי")]
    [InlineData("סניף", "שבסניפים")]
    [InlineData("טכנאי", "הטכנאים")]
    [InlineData("שבוע", "תוך שבועיים")]
    [InlineData("נציג", "נציגי השירות")]
    [InlineData("נציג", "נציגינו")]
    [InlineData("מוצר", "מוצריכם")]
    [InlineData("ועד", "הוועד")]
    [InlineData("תל", "בתל אביב")]
    [InlineData("תל אביב", "ב\"תל אביב\"")]
    [InlineData("צוות", "הצות")]
    public void A_Hebrew_word_is_found_in_whatever_it_is_wrapped(string query, string text) =>
        Assert.True(IsFound(query, text), $"{query} in: {SearchText.Of(text)}");

    [Theory]
    [InlineData("מחיר", "מחר")]
    [InlineData("מחר", "מחיר")]
    [InlineData("מחר", "המחירים")]
    [InlineData("מחיר", "מָחָר")]
    [InlineData("שיר", "שירות")]
    [InlineData("השיר", "והשירות")]
    [InlineData("השירה", "השירות")]
    [InlineData("לוח", "משלוח")]
    [InlineData("חיר", "המחיר")]
    [InlineData("ירות", "השירות")]
    [InlineData("בית", "בת")]
    [InlineData("יום", "ים")]
    [InlineData("class", "clas")]
    [InlineData("clas", "class")]
    [InlineData("bu", "bus")]
    [InlineData("שירות מהיר", "שירות אדיב")]
    public void Another_word_is_not_found(string query, string text) =>
        Assert.False(IsFound(query, text), $"{query} in: {SearchText.Of(text)}");

    [Theory]
    [InlineData("דוח", "הגשתי דו\"ח")]
    [InlineData("דו\"ח", "הדוח")]
    [InlineData("דו״ח", "בדו''ח")]
    [InlineData("חו״ל", "טסתי לחו\"ל")]
    [InlineData("חול", "מחו״ל")]
    [InlineData("צ'ק", "צ׳ק")]
    [InlineData("ג'ירפה", "הג׳ירפה")]
    [InlineData("תל אביב", "תל־אביב")]
    [InlineData("אביב", "תל-אביב")]
    [InlineData("שלום", "\"שלום\"!")]
    [InlineData("מלך", "המלכ")]
    [InlineData("דרך", "בדרך")]
    [InlineData("כסף", "הכסף")]
    [InlineData("עץ", "מעץ")]
    [InlineData("ספרים", "הספרים")]
    [InlineData("שלום", "\uFB2Aל\uFB35ם")]
    [InlineData("כִּסֵּא", "כִּסֵּא")]
    [InlineData("כיסא", "כִּסֵּא")]
    [InlineData("תוכנית", "תָּכְנִית תכנית")]
    [InlineData("שולחן", "הַשֻּׁלְחָן")]
    [InlineData("שלום", "שלום\u200F")]
    public void Marks_quotes_and_final_letters_make_no_difference(string query, string text) =>
        Assert.True(IsFound(query, text), $"{string.Join('+', SearchText.Query(query))} in: {SearchText.Of(text)}");

    [Theory]
    [InlineData("service", "Services")]
    [InlineData("delay", "delayed")]
    [InlineData("charge", "charging")]
    [InlineData("charge", "charged")]
    [InlineData("cancel", "cancelled")]
    [InlineData("company", "companies")]
    [InlineData("box", "2 boxes")]
    [InlineData("customer", "the customer’s order")]
    [InlineData("don't", "Don’t")]
    [InlineData("whatsapp", "בWhatsApp")]
    [InlineData("iphone", "קניתי iPhone15 ו-iPhone")]
    [InlineData("5", "ב5 בערב")]
    [InlineData("الخدمة", "والخدمة")]
    [InlineData("خدمة", "بالخدمة")]
    [InlineData("خدمه", "خِدْمَـة")]
    [InlineData("دعم", "للدعم")]
    [InlineData("احمد", "أحمد")]
    [InlineData("ещё", "Еще раз")]
    [InlineData("мой", "мои\u0306")]
    [InlineData("café", "CAFE\u0301")]
    [InlineData("wifi", "ＷｉＦｉ")]
    [InlineData("abc", "𝐀𝐁𝐂")]
    [InlineData("15", "١٥ ريال")]
    [InlineData("東京", "(東京)")]
    public void Other_languages_are_folded_lightly(string query, string text) =>
        Assert.True(IsFound(query, text), $"{string.Join('+', SearchText.Query(query))} in: {SearchText.Of(text)}");

    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData(" ,.!?-–—…", "")]
    [InlineData("😀👍🏽👨‍👩‍👧", "")]
    [InlineData("\u05B4\u05B5", "")]
    [InlineData("\uD83D", "")]
    [InlineData("א\uD83Dב", "א ב")]
    [InlineData("😀טוב👍🏽טוב", "טוב")]
    [InlineData("1️⃣", "1")]
    [InlineData("טוב TOP טוב top", "טוב top")]
    [InlineData("שירות", "שירות")]
    [InlineData("המחיר", "המחיר מחיר")]
    [InlineData("'\"'", "")]
    [InlineData("a_b@c.com", "a b c com")]
    public void A_text_is_kept_as_these_tokens(string? text, string tokens) => Assert.Equal(tokens, SearchText.Of(text));

    [Fact]
    public void Several_texts_are_kept_as_one() =>
        Assert.Equal("טוב יקר", SearchText.Of("טוב", null, "", "יקר, טוב"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("😀 ,")]
    public void Nothing_asked_is_no_token(string? words) => Assert.Empty(SearchText.Query(words));

    [Fact]
    public void A_question_keeps_its_words_whole_and_once() =>
        Assert.Equal(["בשירות", "הלקוחות", "דוח"], SearchText.Query("בשירות הלקוחות, בשירות דו״ח"));

    [Fact]
    public void Every_word_of_a_text_finds_it_as_it_was_written()
    {
        const string text = "וכשהגעתי לסניף בתל־אביב, הנציגה אמרה שהשירות \"לא\" זמין; שֵׁרוּת כזה? לא מחזירים 120.50 ש״ח! See you’s";

        foreach (var word in text.Split(' '))
            Assert.True(IsFound(word, text), word);
    }

    [Fact]
    public void Tokens_are_letters_and_digits_only_and_each_stands_once()
    {
        var tokens = SearchText.Of("אֱלֹהִים מה־זה? 100% “C#” İstanbul ﷺ ½ m² हिन्दी 𐐀 O'Brien’s").Split(' ');

        Assert.Equal(tokens.Distinct(), tokens);
        Assert.All(tokens, token => Assert.All(token.EnumerateRunes(), rune => Assert.True(System.Text.Rune.IsLetterOrDigit(rune), token)));
    }

    [Fact]
    public void Any_jumble_of_characters_is_kept_and_finds_itself()
    {
        const string alphabet = "אבוהמשלםןתירב\u05B4\u05B5\u05B9\u05BB\u05BC\u05C1״׳\"'־ .,aszèE\u0301\u0306ии١لاةإ\u0640\u064B\uD83D\uDE00\uD835\uDC00½ﷺ\uFB2A\u200F\uFE0F東ｗ5";
        var dice = new Random(1948);
        for (var i = 0; i < 5000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, dice.Next(40)).Select(_ => alphabet[dice.Next(alphabet.Length)]));
            Assert.True(SearchText.Query(text).Count is 0 or 32 || IsFound(text, text), text);
            Assert.Equal(SearchText.Query(text).Count > 0, SearchText.Found(text, text).Count > 0);
            Assert.All(SearchText.Found(text, text), span => Assert.True(span.Start >= 0 && span.Start + span.Length <= text.Length));
            SpokenLanguage.Of(text);
        }
    }

    [Fact]
    public void A_very_long_text_has_an_end()
    {
        var words = Enumerable.Range(0, 20_000).Select(i => "ב" + string.Concat($"{i:x}".Select(c => (char)('א' + c % 22))) + i);
        var tokens = SearchText.Of(string.Join(' ', words)).Split(' ');

        Assert.Equal(4000, tokens.Length);
    }

    [Fact]
    public void A_very_long_word_is_cut_alike_when_kept_and_when_asked()
    {
        var word = new string('א', 20_000);

        Assert.True(IsFound(word, word));
        Assert.True(SearchText.Of(word).Length < 100);
    }

    [Theory]
    [InlineData("והשירות היה טוב", "שירות", "והשירות")]
    [InlineData("הַשֵּׁרוּת, היה", "שירות", "הַשֵּׁרוּת")]
    [InlineData("שירות ושירותים אחרים", "שירות", "שירות|ושירותים")]
    [InlineData("הגשתי דו\"ח, בחו״ל.", "דוח חו\"ל", "דו\"ח|בחו״ל")]
    [InlineData("😀שירות😀", "שירות", "שירות")]
    [InlineData("(ＷｉＦｉ) טוב", "wifi", "ＷｉＦｉ")]
    [InlineData("שרות רע", "שרות", "שרות")]
    [InlineData("the services.", "Service", "services")]
    [InlineData("מחר", "מחיר", "")]
    [InlineData("מחר", "", "")]
    [InlineData(null, "מחר", "")]
    public void The_words_that_answer_a_question_are_marked_where_they_stand(string? text, string query, string marked) =>
        Assert.Equal(marked, string.Join('|', SearchText.Found(text, query).Select(span => text?.Substring(span.Start, span.Length))));

    [Fact]
    public void Keeping_a_sentence_takes_microseconds()
    {
        const string text = "השירות בסניף היה מצוין, אבל המשלוח הגיע באיחור של שבועיים";
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < 200; round++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < 500; i++)
                SearchText.Of(text);
            var taken = Stopwatch.GetElapsedTime(start) / 500;
            best = taken < best ? taken : best;
        }

        TestContext.Current.SendDiagnosticMessage($"{best.TotalMicroseconds:0.00} µs");
        // Five is the aim on a quiet machine, built for release; a noisy one, unoptimised, is allowed far more.
        Assert.True(best.TotalMicroseconds < 100, $"{best.TotalMicroseconds} µs");
    }

    private static bool IsFound(string query, string text)
    {
        var tokens = SearchText.Of(text).Split(' ');
        var asked = SearchText.Query(query);
        return asked.All(token => tokens.Contains(token));
    }
}
