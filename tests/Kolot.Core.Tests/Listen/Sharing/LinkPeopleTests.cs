using Kolot.Core.Listen.Sharing;

namespace Kolot.Core.Tests.Listen.Sharing;

public sealed class LinkPeopleTests
{
    [Fact]
    public void Columns_are_known_by_their_names_and_what_the_survey_wants_to_be_told_comes_along()
    {
        var people = LinkPeople.Read(
            [["מספר לקוח", "שם", "טלפון", "מייל", "Branch", "צבע"], ["7733", "רותי אברהם", "054-123-4567", "Ruti@Example.com", "haifa", "כחול"], ["", "", "", "", "yafo", ""]], "crm", ["branch"]).Value;

        Assert.Equal(new() { Source = "crm", Id = "7733", Name = "רותי אברהם", Mail = "ruti@example.com", Phone = "+972541234567" }, people[0].Customer);
        Assert.Equal(["branch=haifa"], people[0].Known.Select(one => $"{one.Key}={one.Value}"));
        Assert.Equal((true, false), (people[0].IsSomebody, people[1].IsSomebody));
    }

    [Theory]
    [InlineData("empty", "מייל")]
    [InlineData("nobody_in_it", "צבע", "כחול")]
    public void A_file_of_nobody_is_refused(string reason, params string[] rows) =>
        Assert.Equal(new Refusal.Invalid("file", reason).Faults, ((Refusal.Invalid?)LinkPeople.Read([.. rows.Select(row => new[] { row })], "crm", []).Refusal)?.Faults);

    [Theory]
    [InlineData("Ruti@Example.com", "ruti@example.com", null, null)]
    [InlineData("054-123-4567", null, "+972541234567", null)]
    [InlineData("7733", null, null, "7733")]
    public void One_person_is_typed_by_whatever_is_known_of_them(string typed, string? mail, string? phone, string? id)
    {
        var customer = LinkPerson.Of(typed, "crm", " רותי ")?.Customer;

        Assert.Equal((mail, phone, id, "רותי"), (customer?.Mail, customer?.Phone, customer?.Id, customer?.Name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\0b")]
    public void Nobody_is_nobody(string typed) => Assert.Null(LinkPerson.Of(typed, "crm", null));
}
