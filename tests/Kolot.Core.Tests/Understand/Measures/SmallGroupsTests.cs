using Kolot.Core.Understand.Measures;

namespace Kolot.Core.Tests.Understand.Measures;

public sealed class SmallGroupsTests
{
    [Theory]
    [InlineData("10 20 30", "")]
    [InlineData("10 3 30", "0 1")]
    [InlineData("10 3 2 30", "1 2")]
    [InlineData("10 1 1 30", "0 1 2")]
    [InlineData("10 0 30", "")]
    [InlineData("3 40", "0 1")]
    [InlineData("2", "0")]
    public void A_small_group_is_hidden_with_so_many_others_that_it_cannot_be_had_by_subtraction(string sizes, string hidden) => Assert.Equal(hidden, Hidden(sizes));

    [Fact]
    public void Whatever_the_sizes_what_is_hidden_is_nothing_or_several_and_not_few()
    {
        var chance = new Random(11);
        for (var times = 0; times < 2_000; times++)
        {
            var sizes = Enumerable.Range(0, chance.Next(2, 9)).Select(_ => (long)chance.Next(chance.Next(2) == 0 ? 8 : 60)).ToArray();
            var hidden = SmallGroups.Hidden(sizes, 5);
            var gone = sizes.Where((_, at) => hidden[at]).ToArray();
            Assert.DoesNotContain(sizes.Where((_, at) => !hidden[at]), size => size is > 0 and < 5);
            Assert.True(gone.Length == 0 || hidden.Zip(sizes).All(one => one.First || one.Second == 0) || (gone.Length > 1 && gone.Sum() >= 5), string.Join(' ', sizes));
        }
    }

    [Fact]
    public void Who_is_in_two_hidden_groups_is_hidden_in_neither()
    {
        // Three and three may be the same three: a third group is hidden with them, unless everybody is known to be in one alone.
        Assert.Equal([true, true, true, false], SmallGroups.Hidden([3, 3, 10, 30], 5, null, 43));
        Assert.Equal([true, true, false, false], SmallGroups.Hidden([3, 3, 10, 30], 5, null, 46));
    }

    private static string Hidden(string sizes) =>
        string.Join(' ', SmallGroups.Hidden([.. sizes.Split(' ').Select(long.Parse)], 5).Index().Where(part => part.Item).Select(part => part.Index));
}
