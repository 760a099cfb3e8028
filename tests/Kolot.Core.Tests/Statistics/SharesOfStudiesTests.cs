using System.Text.Json;
using Kolot.Core.Statistics;
using static Kolot.Core.Tests.Statistics.Reference;

namespace Kolot.Core.Tests.Statistics;

public sealed class SharesOfStudiesTests
{
    [Fact]
    public void None_of_ten_is_as_in_R() => Agrees(Value("prop.zero"), Share.Of(0, 10).Value);

    [Fact]
    public void Times_until_an_answer_are_told_by_medians_and_shares_as_in_R()
    {
        var expected = Value("response.support");
        var rows = Rows("shared/data/support-on-twitter/first_responses.csv");
        double[] minutes = [.. rows.Select(row => row.Number("response_seconds") / 60)];
        var sample = Sample.Of(minutes).Value;

        Assert.Equal((int)Number(expected, "n"), sample.N);
        Near(Number(expected, "median_min"), sample.Median);
        Near(Number(expected, "mean_min"), sample.Mean);
        Near(Number(expected, "geometric_mean_min"), sample.GeometricMean.Value);
        foreach (var quantile in expected.GetProperty("quantiles").EnumerateObject())
            Near(quantile.Value.GetDouble(), sample.Quantile(double.Parse(quantile.Name.TrimEnd('%'), System.Globalization.CultureInfo.InvariantCulture) / 100).Value);
        foreach (var (name, most) in new[] { ("within_15", 15), ("within_60", 60), ("within_24h", 24 * 60) })
            Agrees(expected.GetProperty(name), Share.Of(minutes.Count(time => time <= most), minutes.Length).Value);
        foreach (var company in expected.GetProperty("company_medians").EnumerateObject())
        {
            var own = Sample.Of([.. rows.Where(row => row["company"] == company.Name).Select(row => row.Number("response_seconds") / 60)]).Value;
            Assert.Equal((int)Number(company.Value, "n"), own.N);
            Near(Number(company.Value, "median_min"), own.Median);
        }
    }

    [Fact]
    public void Of_companies_whose_answer_nobody_reported_there_are_bounds_and_not_one_figure()
    {
        var expected = Value("contact.share_replied");
        var outcomes = Rows("shared/data/contact-us-study-2010/companies.csv").CountBy(row => row["outcome"]).ToDictionary();
        var (replied, unknown, all) = (outcomes["replied"], outcomes["not_reported"], outcomes.Values.Sum());

        Agrees(expected.GetProperty("share_among_known_outcome"), Share.Of(replied, all - unknown).Value);
        var (none, every) = Share.Bounds(replied, unknown, all).Value;
        Agrees(expected.GetProperty("lower_bound_none_of_unreported_replied"), none);
        Agrees(expected.GetProperty("upper_bound_all_of_unreported_replied"), every);
        var never = Share.Bounds(all - replied - unknown, unknown, all).Value;
        Near(expected.GetProperty("share_never_replied_bounds")[0].GetDouble(), never.None.Value);
        Near(expected.GetProperty("share_never_replied_bounds")[1].GetDouble(), never.All.Value);
    }

    [Fact]
    public void Who_delights_is_told_of_all_of_those_known_and_of_those_who_replied()
    {
        var expected = Value("contact.classes");
        var classes = Rows("shared/data/contact-us-study-2010/companies.csv").CountBy(row => row["reply_class"]).ToDictionary();
        foreach (var (at, name) in expected.GetProperty("class").EnumerateArray().Index())
        {
            var count = classes[name.GetString()!];
            Assert.Equal(expected.GetProperty("count")[at].GetInt32(), count);
            Near(expected.GetProperty("share_of_41")[at].GetDouble(), Share.Of(count, 41).Value.Value);
            Near(expected.GetProperty("share_of_known")[at].GetDouble(), Share.Of(count, 31).Value.Value);
        }

        Agrees(expected.GetProperty("delight_among_repliers"), Share.Of(classes["fast_delight"], 21).Value);
        Agrees(expected.GetProperty("delight_among_known"), Share.Of(classes["fast_delight"], 31).Value);
        Agrees(expected.GetProperty("delight_of_41"), Share.Of(classes["fast_delight"], 41).Value);
    }

    [Fact]
    public void Of_many_companies_looked_at_together_one_stands_out_as_in_R()
    {
        var expected = Value("padjust.cfpb");
        Row[] rows = [.. Rows("shared/data/cfpb-complaints/complaints.csv").Where(row => row.Has("consumer_disputed"))];
        double[] p =
        [
            .. expected.GetProperty("companies").EnumerateArray().Select(company =>
            {
                var (own, others) = (rows.Where(row => row["company"] == company.GetString()).ToArray(), rows.Where(row => row["company"] != company.GetString()).ToArray());
                return ShareDifference.Between(Disputed(own), Disputed(others)).Test.Value.P;
            }),
        ];

        foreach (var (name, found) in new[] { ("p", p), ("BH", ManyTests.BenjaminiHochberg(p).Value), ("holm", ManyTests.Holm(p).Value), ("bonferroni", ManyTests.Bonferroni(p).Value) })
            foreach (var (value, actual) in Numbers(expected.GetProperty(name)).Zip(found)) Near(value, actual);
    }

    private static Share Disputed(Row[] rows) => Share.Of(rows.Count(row => row["consumer_disputed"].Equals("yes", StringComparison.OrdinalIgnoreCase)), rows.Length).Value;

    private static void Agrees(JsonElement expected, Share share)
    {
        Near(Number(expected, "share"), share.Value);
        Bounds(expected.GetProperty("wilson95"), share.Interval);
        Bounds(expected.GetProperty("clopper_pearson95"), share.ClopperPearson);
    }
}
