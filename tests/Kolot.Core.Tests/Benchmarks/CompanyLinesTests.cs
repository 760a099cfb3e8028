using Kolot.Core.Benchmarks;

namespace Kolot.Core.Tests.Benchmarks;

public sealed class CompanyLinesTests
{
    [Fact]
    public void Headings_are_known_in_Hebrew_and_English_in_any_order_and_what_nobody_knows_is_left_out()
    {
        var lines = Read(["דוא\"ל", "חברה", "הערות", "Contact Form", "אנחנו"], ["a@b.example", "קפה תמר", "יפה", "cafe.example/contact", "כן"]);

        var company = Assert.Single(lines).Company;
        Assert.Equal(("קפה תמר", true, null), (company.Name, company.Ours, company.Industry));
        Assert.Equal([KeyValuePair.Create(ProbeChannel.ContactForm, "https://cafe.example/contact"), KeyValuePair.Create(ProbeChannel.Mail, "a@b.example")], company.Addresses);
    }

    [Fact]
    public void Each_line_says_what_is_wrong_with_it_and_the_others_stay_sound()
    {
        var lines = Read(["name", "mail", "phone", "contact_form", "ours"], ["א", "", "*2700", "", ""], ["", "a@b.example", "", "", ""], ["ב", "b@", "abc", "לא כתובת", ""], ["א", "", "", "", ""], ["ג", "", "", "", "yes"], ["ד", "", "", "", "yes"]);

        Assert.Equal(
            ["", "name required", "contact_form not_an_address,mail not_a_mail,phone not_a_phone", "name there_already", "", "ours ours_already"],
            lines.Select(line => string.Join(',', line.Faults.Select(fault => $"{fault.Field} {fault.Reason}").Order())));
        Assert.Equal([2, 3, 4, 5, 6, 7], lines.Select(line => line.Number));
    }

    [Fact]
    public void What_the_study_has_is_not_put_in_again()
    {
        var read = CompanyLines.Read([(1, ["name", "ours"]), (2, ["Bezeq", ""]), (3, ["קפה", "1"])], (["bezeq"], true));

        Assert.Equal(["there_already", "ours_already"], read.Value.Select(line => Assert.Single(line.Faults).Reason));
    }

    [Theory]
    [InlineData("industry,mail|a,b", "no_name_column")]
    [InlineData("name,mail", "only_headings")]
    [InlineData("", "required")]
    public void A_text_that_is_no_such_table_says_why(string text, string reason)
    {
        var rows = text.Split('|', StringSplitOptions.RemoveEmptyEntries).Index().Select(row => ((long)row.Index + 1, (IReadOnlyList<string>)row.Item.Split(','))).ToArray();

        Assert.Equal(new Fault("text", reason), Assert.Single(Assert.IsType<Refusal.Invalid>(CompanyLines.Read(rows, ([], false)).Refusal).Faults));
    }

    private static IReadOnlyList<CompanyLine> Read(params string[][] rows) => CompanyLines.Read([.. rows.Index().Select(row => ((long)row.Index + 1, (IReadOnlyList<string>)row.Item))], ([], false)).Value;
}
