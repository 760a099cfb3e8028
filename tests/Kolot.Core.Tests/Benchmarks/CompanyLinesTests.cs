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
            ["", "name required", "contact_form not_an_address,mail not_a_mail,phone not_a_phone", "name twice_in_list", "", "ours ours_already"],
            lines.Select(line => string.Join(',', line.Faults.Select(fault => $"{fault.Field} {fault.Reason}").Order())));
        Assert.Equal([2, 3, 4, 5, 6, 7], lines.Select(line => line.Number));
    }

    [Fact]
    public void What_the_study_has_is_not_put_in_again()
    {
        var read = CompanyLines.Read([(1, ["name", "ours"]), (2, ["Bezeq", ""]), (3, ["קפה", "1"])], (["bezeq"], true), []);

        Assert.Equal(["there_already", "ours_already"], read.Value.Select(line => Assert.Single(line.Faults).Reason));
    }

    [Theory]
    [InlineData("industry,mail|a,b", "no_name_column")]
    [InlineData("name,mail", "only_headings")]
    [InlineData("", "required")]
    public void A_text_that_is_no_such_table_says_why(string text, string reason)
    {
        var rows = text.Split('|', StringSplitOptions.RemoveEmptyEntries).Index().Select(row => ((long)row.Index + 1, (IReadOnlyList<string>)row.Item.Split(','))).ToArray();

        Assert.Equal(new Fault("text", reason), Assert.Single(Assert.IsType<Refusal.Invalid>(CompanyLines.Read(rows, ([], false), []).Refusal).Faults));
    }

    [Fact]
    public void A_line_with_faults_takes_its_name_from_nobody_and_one_that_comes_twice_says_so()
    {
        var lines = Read(["name", "mail"], ["הפניקס", "b@"], ["הפניקס", "a@b.example"], ["הפניקס", ""], ["עוד", ""]);

        Assert.Equal(["mail not_a_mail", "", "name twice_in_list", ""], lines.Select(line => string.Join(',', line.Faults.Select(fault => $"{fault.Field} {fault.Reason}"))));
    }

    [Theory]
    [InlineData("name,name_en|קפה תמר,|אחר,", "1")]
    [InlineData("name,name_en|תמר,cafe TAMAR|אחר,", "1")]
    [InlineData("name,ours|קפה תמר,|אחר,yes", "2")]
    [InlineData("name,mail|קפה תמר,b@|קפה תמר,a@b.example", "2")]
    [InlineData("name,ours|תמר,|אחר,", "")]
    public void Who_is_called_like_the_organisation_is_the_organisation_unless_another_line_says_that_it_is(string text, string ours)
    {
        var lines = Read([.. text.Split('|').Select(line => line.Split(','))]);

        Assert.Equal(ours, string.Join(',', lines.Index().Where(line => line.Item.Company.Ours && line.Item.Faults.Count == 0).Select(line => line.Index + 1)));
    }

    private static IReadOnlyList<CompanyLine> Read(params string[][] rows) => CompanyLines.Read([.. rows.Index().Select(row => ((long)row.Index + 1, (IReadOnlyList<string>)row.Item))], ([], false), ["קפה תמר", "Cafe Tamar"]).Value;
}
