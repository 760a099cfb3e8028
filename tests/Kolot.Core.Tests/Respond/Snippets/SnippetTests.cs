using Kolot.Core.Respond.Snippets;

namespace Kolot.Core.Tests.Respond.Snippets;

public sealed class SnippetTests
{
    [Fact]
    public void What_the_case_knows_stands_in_its_place_and_what_nobody_knows_stays_to_be_seen()
    {
        var filled = SnippetText.Fill("שלום {לקוח}, פנייה { number } תיענה עד {מועד}. {Team}", place => place switch { SnippetPlace.Customer => "רות", SnippetPlace.Number => "1041", SnippetPlace.Team => "", _ => null });

        Assert.Equal("שלום רות, פנייה 1041 תיענה עד {מועד}. {Team}", filled);
        Assert.Equal(["{מועד}", "{Team}"], SnippetText.Open(filled));
    }

    [Fact]
    public void Braces_around_anything_else_are_the_writers_own() => Assert.Empty(SnippetText.Open("{} {12} {שם פרטי} {שלום}"));

    [Fact]
    public void Ready_words_have_a_name_and_words_in_one_language_at_least_and_no_place_that_nothing_fills()
    {
        Assert.Equal(new SnippetDraft("תודה", null, "Thank you, {customer}"), SnippetDraft.Read(" תודה ", " ", "Thank you, {customer}").Value);
        Assert.Equal([new("name", "required"), new("text", "one_language")], Faults(null, "", null));
        Assert.Equal([new("textEn", "unknown_place")], Faults("a", null, "Hello {nmae}"));
        Assert.Equal([new("text", "too_long")], Faults("a", new string('א', SnippetDraft.LongestText + 1), null));
    }

    private static IReadOnlyList<Fault> Faults(string? name, string? text, string? english) => Assert.IsType<Refusal.Invalid>(SnippetDraft.Read(name, text, english).Refusal).Faults;
}
