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

    private static IEnumerable<string> Codes(DateTime at) => NoticeVersion.InForce(Published, at).Select(version => version.Code);

    private static DateTime On(int day) => new(2026, 11, day, 0, 0, 0, DateTimeKind.Utc);
}
