using System.Diagnostics;
using System.Text.Json;
using Kolot.Understand.Analysts;

namespace Kolot.Tests.Understand.Analysts;

/// <summary>The program as an analyst starts it: no house, no database.</summary>
public sealed class AnalystCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kolot-analyst-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_measure_of_a_column_is_told_with_n_and_interval()
    {
        var file = Write("score,branch\n10,חיפה\n9,חיפה\n3,יפו\n,יפו\n8,חיפה\n");

        var told = await Json("measure", file, "--score", "score", "--as", "nps");

        Assert.Equal((4, 2, 1, 1, 25.0), (Int(told, "n"), Int(told, "promoters"), Int(told, "passives"), Int(told, "detractors"), told.GetProperty("nps").GetDouble()));
        Assert.True(told.GetProperty("ci95_tango_score")[0].GetDouble() < 25);
        var narrowed = await Json("measure", file, "--score", "score", "--as", "csat", "--top", "9", "--where", "branch=חיפה");
        Assert.Equal((3, 2), (Int(narrowed, "n"), Int(narrowed, "top_box_count")));
    }

    [Fact]
    public async Task Groups_are_told_one_by_one_and_two_of_them_compared()
    {
        var file = Write("score,branch\n" + string.Concat(Enumerable.Range(0, 40).Select(at => $"{(at % 4 == 0 ? 5 : 10)},a\n{(at % 2 == 0 ? 2 : 9)},b\n")));

        var groups = await Json("measure", file, "--score", "score", "--as", "mean", "--by", "branch");
        var compared = await Json("measure", file, "--score", "score", "--as", "nps", "--compare", "branch=a,b");

        Assert.Equal(["a 40 8.75", "b 40 5.5"], groups.GetProperty("groups").EnumerateArray().Select(group => $"{group.GetProperty("group").GetString()} {Int(group, "n")} {group.GetProperty("mean")}"));
        Assert.Equal(50, compared.GetProperty("difference").GetDouble());
        Assert.InRange(compared.GetProperty("ci95_unpooled")[0].GetDouble(), 1, 49);
        Assert.InRange(compared.GetProperty("p").GetDouble(), 0, 0.05);
    }

    [Fact]
    public async Task A_table_is_there_to_be_read()
    {
        var (said, _, code) = await Run("measure", Write("score,branch\n5,a\n4,a\n1,b\n2,b\n"), "--score", "score", "--as", "csat", "--by", "branch");

        Assert.Equal(0, code);
        Assert.Equal(["group", "n", "top_box_share"], said.Split('\n')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[..3]);
        Assert.Equal(["a", "2", "1"], said.Split('\n')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[..3]);
    }

    [Fact]
    public async Task What_cannot_be_said_is_null_with_its_reason()
    {
        var told = await Json("measure", Write("score\n4\n"), "--score", "score", "--as", "mean");

        Assert.Equal((JsonValueKind.Null, "OneAnswer"), (told.GetProperty("t_ci95").ValueKind, told.GetProperty("t_ci95_cannot_be_said").GetString()));
    }

    [Fact]
    public async Task Raters_of_units_agree_by_alpha_and_kappa()
    {
        var file = Write("text,who,what\n" + string.Concat(Enumerable.Range(0, 30).Select(at => $"t{at},ann,{at % 3}\nt{at},ben,{(at % 5 == 0 ? 0 : at % 3)}\n")));

        var told = await Json("agreement", file, "--unit", "text", "--rater", "who", "--value", "what");

        Assert.Equal((60, 30, 2), (Int(told, "n"), Int(told, "units"), Int(told, "raters")));
        Assert.InRange(told.GetProperty("kappa").GetDouble(), 0.6, 0.95);
        foreach (var scale in new[] { "nominal", "ordinal", "interval" })
            Assert.InRange(told.GetProperty(scale).GetDouble(), told.GetProperty(scale + "_ci95")[0].GetDouble(), told.GetProperty(scale + "_ci95")[1].GetDouble());
    }

    [Fact]
    public async Task Who_waits_how_long_is_told_with_those_who_were_not_watched_to_the_end()
    {
        var file = Write("weeks,over,where\n6,1,a\n6,1,a\n6,1,b\n7,1,a\n10,1,b\n13,1,a\n16,1,b\n22,1,a\n23,1,b\n6,0,a\n9,0,b\n10,0,a\n11,0,b\n17,0,a\n");

        var all = await Json("survival", file, "--time", "weeks", "--event", "over", "--at", "7,11");
        var groups = await Json("survival", file, "--time", "weeks", "--event", "over", "--by", "where");

        Assert.Equal((14, 9, 13.0), (Int(all, "n"), Int(all, "events"), all.GetProperty("median").GetDouble()));
        Assert.Equal(0.61875, all.GetProperty("survival")[1].GetDouble(), 1e-9);
        Assert.Equal(0.3075336152, all.GetProperty("lower95")[1].GetDouble(), 1e-9);
        Assert.Equal(["a", "b"], groups.GetProperty("groups").EnumerateArray().Select(group => group.GetProperty("group").GetString()));
        Assert.Equal(1, Int(groups, "df"));
        Assert.InRange(groups.GetProperty("p").GetDouble(), 0.05, 1);
    }

    [Fact]
    public async Task What_an_outcome_goes_with_is_told_in_percent_with_intervals_and_as_a_table_to_read()
    {
        var file = Write("overall,food,seat,crew\n" + string.Concat(Enumerable.Range(0, 60).Select(at => $"{(at * 7 % 5) + (at * 3 % 4)},{at * 7 % 5},{at * 3 % 4},{(at == 9 ? "" : at % 2)}\n")));

        var told = await Json("drivers", file, "--outcome", "overall", "--of", "food,seat,crew");
        var (table, _, _) = await Run("drivers", file, "--outcome", "overall", "--of", "food,seat,crew");

        Assert.Equal(59, Int(told, "n"));
        Assert.Equal(1, told.GetProperty("r_squared").GetDouble(), 1e-9);
        Assert.Equal(100, told.GetProperty("johnson_percent").EnumerateArray().Sum(share => share.GetDouble()), 1e-9);
        Assert.Equal(100, told.GetProperty("lmg_percent").EnumerateArray().Sum(share => share.GetDouble()), 1e-9);
        for (var at = 0; at < 2; at++)
            Assert.InRange(told.GetProperty("johnson_percent")[at].GetDouble(), told.GetProperty("johnson_percent_lower95")[at].GetDouble(), told.GetProperty("johnson_percent_upper95")[at].GetDouble());
        Assert.Matches("(?m)^drivers +johnson_percent +johnson_percent_lower95", table);
        Assert.Matches("(?m)^food +[0-9.]+ ", table);
    }

    [Fact]
    public async Task How_long_until_they_left_is_regressed_on_numbers_and_on_names()
    {
        var file = Write("weeks,over,where,age\n6,1,a,30\n6,1,b,41\n6,1,a,25\n7,1,a,38\n10,1,b,52\n13,1,a,29\n16,1,b,33\n22,1,b,47\n23,1,a,31\n6,0,b,36\n9,0,b,44\n10,0,a,28\n11,0,b,39\n17,0,b,\n18,0,b,50\n");

        var told = await Json("regress", file, "--cox", "--time", "weeks", "--event", "over", "--on", "where,age");
        var (table, _, _) = await Run("regress", file, "--cox", "--time", "weeks", "--event", "over", "--on", "where,age");

        Assert.Equal((14, 9, 1, 2), (Int(told, "n"), Int(told, "events"), Int(told, "left_out"), Int(told, "df")));
        Assert.Equal(["whereb", "age"], told.GetProperty("terms").EnumerateArray().Select(term => term.GetString()));
        Assert.Equal("a", told.GetProperty("reference").GetProperty("where").GetString());
        for (var at = 0; at < 2; at++)
        {
            Assert.Equal(Math.Exp(told.GetProperty("coef")[at].GetDouble()), told.GetProperty("hazard_ratio")[at].GetDouble(), 1e-12);
            Assert.InRange(told.GetProperty("hazard_ratio")[at].GetDouble(), told.GetProperty("hr_lower95")[at].GetDouble(), told.GetProperty("hr_upper95")[at].GetDouble());
        }

        Assert.Equal(2 * (told.GetProperty("loglik")[1].GetDouble() - told.GetProperty("loglik")[0].GetDouble()), told.GetProperty("lr_test").GetDouble(), 1e-12);
        Assert.Matches("(?m)^terms +hazard_ratio +hr_lower95 +hr_upper95", table);
        Assert.Matches("(?m)^whereb +[0-9.]+ ", table);
        Assert.Matches("(?m)^n +14", table);
    }

    [Fact]
    public async Task Whether_they_left_at_all_is_regressed_on_names_by_their_odds()
    {
        // 30 of 40 beside 20 of 50, and as many of a third that have no score.
        var file = Write("left,plan\n" + string.Concat(Enumerable.Range(0, 90).Select(at => $"{(at is < 30 or (>= 40 and < 60) ? "yes" : "no")},{(at < 40 ? "Short" : "Long")}\n")) + ",Short\n,Long\n");

        var told = await Json("regress", file, "--logistic", "--outcome", "left", "--on", "plan");

        Assert.Equal((90, 50, 2, "left=yes"), (Int(told, "n"), Int(told, "events"), Int(told, "left_out"), told.GetProperty("outcome").GetString()));
        Assert.Equal(["(Intercept)", "planShort"], told.GetProperty("terms").EnumerateArray().Select(term => term.GetString()));
        Assert.Equal(4.5, told.GetProperty("odds_ratio")[1].GetDouble(), 1e-9);
        Assert.InRange(1.0, 0, told.GetProperty("or_lower95")[1].GetDouble());
    }

    [Fact]
    public async Task Times_known_only_as_intervals_are_told_as_bounds_and_never_as_a_curve()
    {
        var file = Write("from,to,came\n3,3,1\n1,5,1\n2,,1\n,,0\n,,\n");

        var told = await Json("survival", file, "--lower", "from", "--upper", "to", "--event", "came", "--at", "4,5");

        Assert.Equal(5, Int(told, "n"));
        Assert.Equal([1, 2, 4, 4], Counts("lower_count").Concat(Counts("upper_count")));
        Assert.Equal((0.6, 0.8), (told.GetProperty("ever_bounds")[0].GetDouble(), told.GetProperty("ever_bounds")[1].GetDouble()));
        Assert.False(told.TryGetProperty("survival", out _));
        var named = await Json("survival", Write("from,to,what\n3,3,replied\n,,silent\n,,\n"), "--lower", "from", "--upper", "to", "--event", "what=replied,silent", "--at", "4");
        Assert.Equal((1, 2), (named.GetProperty("lower_count")[0].GetInt32(), named.GetProperty("upper_count")[0].GetInt32()));

        IEnumerable<int> Counts(string name) => told.GetProperty(name).EnumerateArray().Select(count => count.GetInt32());
    }

    [Theory]
    [InlineData("There is no file", "measure", "nowhere.csv", "--score", "score", "--as", "nps")]
    [InlineData("has no column 'stars'", "measure", "FILE", "--score", "stars", "--as", "nps")]
    [InlineData("'good' in word is no number", "measure", "FILE", "--score", "word", "--as", "mean")]
    [InlineData("11 is no answer from 0 to 10", "measure", "FILE", "--score", "score", "--as", "nps")]
    [InlineData("No row of", "measure", "FILE", "--score", "score", "--as", "mean", "--where", "word=bad")]
    [InlineData("--where wants COLUMN=VALUE", "measure", "FILE", "--score", "score", "--as", "mean", "--where", "word")]
    [InlineData("kolot measure FILE", "measure", "FILE", "--score", "score")]
    [InlineData("11 in score is neither 0 nor 1", "survival", "FILE", "--time", "score", "--event", "score")]
    [InlineData("rated 'good' more than once", "agreement", "FILE", "--unit", "word", "--rater", "who", "--value", "score")]
    [InlineData("score is the same in every row", "drivers", "SAME", "--outcome", "score", "--of", "a")]
    [InlineData("b follows from the columns before it", "drivers", "SAME", "--outcome", "c", "--of", "a,b")]
    [InlineData("score is the outcome itself", "drivers", "SAME", "--outcome", "score", "--of", "a,Score")]
    [InlineData("None of these columns has anything to do with c", "drivers", "SAME", "--outcome", "c", "--of", "d")]
    [InlineData("'a' stands twice", "drivers", "SAME", "--outcome", "score", "--of", "a,a")]
    [InlineData("too few for 3 columns", "drivers", "SAME", "--outcome", "score", "--of", "a,b,c")]
    [InlineData("kolot drivers FILE", "drivers", "FILE", "--outcome", "score")]
    [InlineData("kolot regress FILE --cox", "regress", "FILE", "--cox", "--time", "score", "--event", "score")]
    [InlineData("kolot regress FILE --cox", "regress", "FILE", "--outcome", "score", "--on", "who")]
    [InlineData("2 in a is neither 0 nor 1", "regress", "APART", "--cox", "--time", "c", "--event", "a", "--on", "b")]
    [InlineData("score is the outcome itself", "regress", "FILE", "--logistic", "--outcome", "score", "--on", "score")]
    [InlineData("word is 'good' in every row", "regress", "FILE", "--logistic", "--outcome", "word", "--on", "score")]
    [InlineData("d has more than two outcomes", "regress", "APART", "--logistic", "--outcome", "d", "--on", "a")]
    [InlineData("a tells left apart without a fault (complete separation)", "regress", "APART", "--logistic", "--outcome", "left", "--on", "c,a")]
    [InlineData("b tells left apart without a fault but for rows on the border (quasi-complete separation)", "regress", "APART", "--logistic", "--outcome", "left", "--on", "b")]
    [InlineData("b tells left apart without a fault but for rows on the border (quasi-complete separation)", "regress", "APART", "--cox", "--time", "g", "--event", "left", "--on", "b")]
    [InlineData("e follows from the columns before it", "regress", "APART", "--logistic", "--outcome", "left", "--on", "c,e")]
    [InlineData("'x' in f is no number", "regress", "APART", "--logistic", "--outcome", "left", "--on", "c,f")]
    public async Task What_cannot_be_done_is_one_clear_line_and_no_success(string line, params string[] words)
    {
        var file = Write("score,word,who\n11,good,ann\n9,good,ann\n");

        if (words.Contains("SAME")) file = Write("score,a,b,c,d\n4,1,2,5,1\n4,2,4,1,1\n4,3,6,5,2\n4,5,10,1,2\n");

        if (words.Contains("APART")) file = Write("left,a,b,c,d,e,f,g\n0,1,1,2,p,4,1,9\n0,2,2,5,q,10,2,9\n0,3,3,1,r,2,3,9\n1,4,3,4,p,8,4,3\n1,5,5,3,q,6,x,2\n1,6,6,6,r,12,5,1\n");
        var (said, wrong, code) = await Run([.. words.Select(word => word is "FILE" or "SAME" or "APART" ? file : word)]);

        Assert.Equal(("", 2), (said, code));
        Assert.Contains(line, wrong, StringComparison.Ordinal);
    }

    private static int Int(JsonElement told, string name) => told.GetProperty(name).GetInt32();

    private static async Task<JsonElement> Json(params string[] words)
    {
        var (said, wrong, code) = await Run([.. words, "--json"]);
        Assert.True(code == 0, wrong);
        return JsonDocument.Parse(said).RootElement;
    }

    private static async Task<(string Said, string Wrong, int Code)> Run(params string[] words)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [typeof(AnalystCommand).Assembly.Location, .. words])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        using var program = Process.Start(start) ?? throw new InvalidOperationException("It did not start.");
        var both = await Task.WhenAll(program.StandardOutput.ReadToEndAsync(Cancel), program.StandardError.ReadToEndAsync(Cancel));
        await program.WaitForExitAsync(Cancel);
        return (both[0], both[1], program.ExitCode);
    }

    private string Write(string text)
    {
        var path = Path.Combine(folder, "table.csv");
        File.WriteAllText(path, text);
        return path;
    }
}
