using System.Diagnostics;
using System.Text.Json;
using Kolot.Benchmarks;

namespace Kolot.Tests.Benchmarks;

/// <summary>The program as an analyst starts it with times of several companies: no house, no database.</summary>
public sealed class LeagueCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kolot-league-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Companies_are_told_in_the_order_of_how_soon_they_answer_with_places_and_curves()
    {
        var told = await Json(Write(string.Concat(Enumerable.Range(0, 8).Select(at => $"שקד,2026-11-01 10:00,2026-11-01 10:{20 + at}\nאורן,2026-11-01 10:00,{(at == 0 ? "" : $"2026-11-01 1{at}:00")}\n"))), "--until", "2026-11-08");

        var companies = told.GetProperty("groups");
        Assert.Equal(["שקד 1 1 1 8", "אורן 2 2 2 7"], companies.EnumerateArray().Select(one => $"{one.GetProperty("company").GetString()} {one.GetProperty("rank")} {one.GetProperty("rank_low")} {one.GetProperty("rank_high")} {one.GetProperty("answered")}"));
        Assert.Equal((24.0 - 0.5, 1, 0.875), (companies[0].GetProperty("median_min").GetDouble(), companies[0].GetProperty("share_answered").GetDouble(), companies[1].GetProperty("share_answered").GetDouble()));
        Assert.Equal(0, companies[0].GetProperty("at").GetProperty("survival")[1].GetDouble());
        Assert.Equal((1, 1, 16), (told.GetProperty("pairs_apart").GetInt32(), told.GetProperty("df").GetInt32(), told.GetProperty("n").GetInt32()));
        Assert.True(told.GetProperty("p").GetDouble() < 0.01);
        Assert.Contains("Benjamini-Hochberg over all neighbours, 5 %", told.GetProperty("apart_by").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_answers_alone_no_share_is_told_and_of_few_no_rank()
    {
        var told = await Json(Write(string.Concat(Enumerable.Range(0, 5).Select(at => $"a,2026-11-01 10:00,2026-11-01 10:2{at}\n")) + "b,2026-11-01 10:00,2026-11-01 10:05\n,2026-11-01 10:00,2026-11-01 10:05\n"));

        Assert.Equal("AnsweredOnly", told.GetProperty("share_answered_cannot_be_said").GetString());
        Assert.Equal("TooFew", told.GetProperty("groups")[1].GetProperty("rank_cannot_be_said").GetString());
        Assert.Equal(1, told.GetProperty("rows_without_company").GetInt32());
        Assert.Equal((1, 5), (told.GetProperty("ranked").GetInt32(), told.GetProperty("ranked_from").GetInt32()));
    }

    [Fact]
    public async Task A_file_of_days_is_told_in_whole_days()
    {
        var file = Write("a,2026-11-01,2026-11-01\na,2026-11-01,2026-11-03\na,2026-11-01,\n");

        var told = await Json(file, "--until", "2026-11-08");

        Assert.True(told.GetProperty("whole_days").GetBoolean());
        Assert.Equal([0, 1440, 2880, 10_080, 43_200], told.GetProperty("at").GetProperty("time").EnumerateArray().Select(time => time.GetDouble()));
        Assert.Equal(2880, told.GetProperty("median_min").GetDouble());
        Assert.StartsWith("The file tells days without hours", (await Of(file, "--at", "60")).Wrong, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_dates_that_can_be_read_in_two_orders_somebody_says_which()
    {
        var file = Write("a,02/01/2026,02/03/2026\n");

        var (_, wrong, code) = await Of(file);

        Assert.Equal((2, "Days and months of the dates can change places: say which comes first, --dates day or --dates month."), (code, wrong.Trim()));
        Assert.Equal((2880, 59 * 1440), ((await Json(file, "--dates", "month")).GetProperty("median_min").GetDouble(), (await Json(file, "--dates", "day")).GetProperty("median_min").GetDouble()));
        Assert.Contains("--dates wants day or month", (await Of(file, "--dates", "year")).Wrong, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Days_to_come_and_two_industries_of_one_company_are_told_by_line()
    {
        var file = Path.Combine(folder, "kinds.csv");
        await File.WriteAllTextAsync(file, "company,asked,answered,kind\na,2026-11-01,2026-11-02,x\na,2026-11-01,2026-11-02,y\nb,2999-01-01,,x\n", Cancel);

        Assert.Equal("lines[3].industry: another_industry; lines[4].asked: in_future", (await Of(file, "--industry", "kind")).Wrong.Trim());
    }

    [Fact]
    public async Task What_is_wrong_with_a_line_is_said_with_its_number()
    {
        var (_, wrong, code) = await Run("survival", Write("a,2026-11-01,2026-10-01\n"), "--company", "company", "--asked", "asked", "--answered", "answered");

        Assert.Equal((2, "lines[2].answered: before_asked"), (code, wrong.Trim()));
        Assert.Contains("--company COLUMN --asked COLUMN", (await Run("survival", "no.csv", "--company", "company")).Wrong, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_it_does_not_know_is_told_and_not_passed_over()
    {
        var (_, wrong, code) = await Run("survival", Write("a,2026-11-01,2026-11-02\n"), "--company", "company", "--asked", "asked", "--answered", "answered", "--watched", "2026-11-08");

        Assert.Equal((2, "There is no --watched here."), (code, wrong.Split('\n')[0]));
        Assert.Contains("[--until COLUMN or", wrong, StringComparison.Ordinal);
    }

    private static Task<(string Said, string Wrong, int Code)> Of(string file, params string[] more) => Run(["survival", file, "--company", "company", "--asked", "asked", "--answered", "answered", .. more]);

    private static async Task<JsonElement> Json(string file, params string[] more)
    {
        var (said, wrong, code) = await Of(file, [.. more, "--json"]);
        Assert.True(code == 0, wrong);
        return JsonDocument.Parse(said).RootElement;
    }

    private static async Task<(string Said, string Wrong, int Code)> Run(params string[] words)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [typeof(LeagueCommand).Assembly.Location, .. words])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        using var program = Process.Start(start) ?? throw new InvalidOperationException("It did not start.");
        var both = await Task.WhenAll(program.StandardOutput.ReadToEndAsync(Cancel), program.StandardError.ReadToEndAsync(Cancel));
        await program.WaitForExitAsync(Cancel);
        return (both[0], both[1], program.ExitCode);
    }

    private string Write(string rows)
    {
        var path = Path.Combine(folder, "times.csv");
        File.WriteAllText(path, "company,asked,answered\n" + rows);
        return path;
    }
}
