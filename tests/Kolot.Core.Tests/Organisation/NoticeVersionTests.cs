using Kolot.Core.Organisation;

namespace Kolot.Core.Tests.Organisation;

public sealed class NoticeVersionTests
{
    private static readonly NoticeVersion[] Published =
    [
        new("en", 1, On(3)), new("he", 1, On(1)), new("he", 2, On(5)), new("he", 3, On(9)),
    ];

    [Fact]
    public void Before_the_first_was_published_none_is_in_force() => Assert.Empty(NoticeVersion.InForce(Published, On(1).AddTicks(-1)));

    [Fact]
    public void Of_each_language_the_last_that_was_published_by_then_is_in_force_Hebrew_first()
    {
        Assert.Equal(["he-1"], Codes(On(1)));
        Assert.Equal(["he-1", "en-1"], Codes(On(4)));
        Assert.Equal(["he-3", "en-1"], Codes(On(20)));
    }

    [Fact]
    public void Beside_a_form_stands_the_one_that_it_was_opened_with_as_long_as_it_is_read_in_that_language()
    {
        Assert.Equal("he-3", Shown("he", null));
        Assert.Equal("he-2", Shown("he", "he-2"));
        Assert.Equal("en-1", Shown("en", "he-2"));
        // Nobody published one in Arabic: the first that there is stands there too.
        Assert.Equal(("he-3", "he-1"), (Shown("ar", null), Shown("ar", "he-1")));
        Assert.Equal("he-3", Shown("he", "he-9"));
        Assert.Null(NoticeVersion.Shown([], "he", On(20), "he-1"));
    }

    private static string? Shown(string language, string? before) => NoticeVersion.Shown(Published, language, On(20), before)?.Code;

    private static IEnumerable<string> Codes(DateTime at) => NoticeVersion.InForce(Published, at).Select(version => version.Code);

    private static DateTime On(int day) => new(2026, 11, day, 0, 0, 0, DateTimeKind.Utc);
}
