using Kolot.Core.Respond.Cases;

namespace Kolot.Core.Tests.Respond.Cases;

public sealed class MentionedTests
{
    private static readonly (Guid Id, string Name)[] Members = [.. new[] { "יואב כץ", "דנה לוי", "דנה לוינסון", "דניאל חדד" }.Select((name, at) => (Id(at + 1), name))];

    [Theory]
    [InlineData("@יואב כץ אפשר עזרה?", new[] { 1 })]
    [InlineData("@יואב, אפשר עזרה?", new[] { 1 })]
    [InlineData("לידיעת @דנה לוינסון", new[] { 3 })]
    [InlineData("לידיעת @דנה לוי ושל @יואב ושוב @יואב כץ", new[] { 2, 1 })]
    [InlineData("לכתוב אל dana@example.com", new int[0])]
    [InlineData("נפגשים @ שמונה", new int[0])]
    public void A_whole_name_or_a_first_name_that_one_person_has_names_them_once(string note, int[] named)
    {
        var read = Mentioned.In(note, Members, _ => true);

        Assert.Equal(named.Select(Id), read.People);
        Assert.Equal((null, null, null), (read.Beyond, read.Several, read.Unknown));
    }

    [Fact]
    public void Whoever_cannot_see_the_case_is_said_to_be_beyond_it_and_is_not_named()
    {
        var read = Mentioned.In("@דניאל חדד מה דעתך? @יואב", Members, id => id != Id(4));

        Assert.Equal([Id(1)], read.People);
        Assert.Equal("דניאל חדד", read.Beyond);
    }

    [Fact]
    public void A_first_name_of_two_names_neither_unless_one_of_them_alone_sees_the_case()
    {
        Assert.Equal("דנה", Mentioned.In("@דנה?", Members, _ => true).Several);
        Assert.Equal([Id(2)], Mentioned.In("@דנה?", Members, id => id != Id(3)).People);
    }

    [Fact]
    public void What_is_nobodys_name_is_told_as_it_was_written() => Assert.Equal("רות", Mentioned.In("@רות, אפשר?", Members, _ => true).Unknown);

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
