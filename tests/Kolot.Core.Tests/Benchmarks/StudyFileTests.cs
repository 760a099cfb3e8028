using Kolot.Core.Benchmarks;
using Kolot.Core.Listen.Importing;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Statistics;
using Kolot.Core.Tests.Statistics;
using static Kolot.Core.Tests.Statistics.Reference;

namespace Kolot.Core.Tests.Benchmarks;

public sealed class StudyFileTests
{
    private static readonly StudyColumns Columns = new("company", "asked", "answered") { Until = "until", Industry = "industry" };
    private static readonly DateTime Now = new(2026, 11, 30, 12, 0, 0, DateTimeKind.Utc);
    private static readonly StudyDesign Design = new(Wording.None, OutcomeRule.Usual, [ProbeChannel.Social]);

    [Fact]
    public void Rows_tell_who_was_asked_when_and_answered_when()
    {
        var file = Read("Shaked,2026-11-01 10:00,2026-11-01 10:45,,telecom", "Oren,2026-11-01 10:00,,2026-11-08 10:00,", "Shaked,2026-11-02 10:00,,,").Value;

        Assert.Equal([("Shaked", "telecom"), ("Oren", null)], file.Companies);
        Assert.Equal([Within.At(45), new(7 * 1440, double.PositiveInfinity), Within.Never], file.Rows.Select(row => row.Minutes));
        Assert.Equal([ProbeState.Answered, ProbeState.Silent, ProbeState.Silent], file.Rows.Select(row => row.State));
        Assert.False(file.AllAnswered);
    }

    [Fact]
    public void A_day_until_which_was_watched_lasts_to_its_end_and_an_hour_is_that_hour()
    {
        var jerusalem = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem");
        string[] days = ["2026-11-08", "2026-11-08 00:00", "2026-11-08T10:00"];
        var file = StudyFile.Read(["company", "asked", "answered", "until"], [.. days.Select((day, at) => ((long)at, (IReadOnlyList<string>)["Oren", "2026-11-01 09:00", "", day]))], new("company", "asked", "answered") { Until = "until" }, (jerusalem, Now)).Value;

        Assert.Equal([(8.0 * 1440) - 540, (7 * 1440) - 540, (7 * 1440) + 60], file.Rows.Select(row => row.Minutes.Low));
        Assert.Equal(new(2026, 11, 8, 22, 0, 0, DateTimeKind.Utc), StudyFile.EndOf(new(2026, 11, 8), jerusalem));
        // The day on which clocks are set back has twenty-five hours.
        Assert.Equal(Now, StudyFile.WatchedOf(new(2026, 11, 30), (jerusalem, Now)));
        Assert.Equal(TimeSpan.FromHours(25), StudyFile.EndOf(new(2026, 10, 25), jerusalem) - StudyFile.EndOf(new(2026, 10, 24), jerusalem));
    }

    [Fact]
    public void What_is_wrong_is_named_by_line()
    {
        Assert.Equal(
            [new("lines[2].company", "required"), new("lines[3].asked", "no_date"), new("lines[4].answered", "before_asked"), new("lines[5].until", "before_asked"), new("lines[6].asked", "required")],
            FaultsOf(Read(",2026-11-01,,,", "Oren,yesterday,,,", "Oren,2026-11-02,2026-11-01,,", "Oren,2026-11-02 10:00,,2026-11-01,", "Oren,,,,", "Oren,2026-11-02,,,", "Oren,2026-11-02,,,", "Oren,2026-11-02,,,")));
        Assert.Equal([new("answered", "no_such_column")], FaultsOf(StudyFile.Read(["company", "asked"], [(2, ["Oren", "2026-11-01"])], new("company", "asked", "answered"), (TimeZoneInfo.Utc, Now))));
        Assert.Equal([new("file", "empty")], FaultsOf(Read()));
        Assert.Equal(StudyFile.MostFaults, FaultsOf(Read([.. Enumerable.Repeat(",2026-11-01,,,", 50)])).Length);
    }

    [Fact]
    public void A_file_of_days_without_hours_knows_whole_days_of_the_calendar_and_nothing_below()
    {
        // Of an hour in one column alone nothing follows, and a night in which clocks are changed makes no day shorter.
        var file = Read(Columns, TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem"), "Oren,2026-03-26,2026-03-26,,", "Oren,2026-03-26,2026-03-28 09:00,,", "Oren,2026-03-26,,2026-03-28,", "Oren,2026-03-26,,2026-03-26 18:00,").Value;

        Assert.True(file.InDays);
        Assert.Equal([Within.At(0), Within.At(2 * 1440), new(2 * 1440, double.PositiveInfinity), new(0, double.PositiveInfinity)], file.Rows.Select(row => row.Minutes));
        Assert.Equal(new DateTime(2026, 3, 25, 22, 0, 0), file.Rows[0].Asked);
        Assert.True(Read("Oren,2026-11-01 17:00,2026-11-01,,").Value.InDays);
        Assert.False(Read("Oren,2026-11-01 17:00,,,").Value.InDays);
        Assert.True(Complaints().InDays);
        Assert.False(Support().InDays);
    }

    [Fact]
    public void Among_hours_a_day_without_one_is_known_as_somewhere_within_it()
    {
        var file = Read("Oren,2026-11-01 10:00,2026-11-01 11:00,,", "Oren,2026-11-01 10:00,2026-11-01,,", "Oren,2026-11-01,2026-11-03 10:00,,", "Oren,2026-11-01,,2026-11-03 10:00,").Value;

        Assert.False(file.InDays);
        Assert.Equal([Within.At(60), new(0, 14 * 60), new(34 * 60, 58 * 60), new(34 * 60, double.PositiveInfinity)], file.Rows.Select(row => row.Minutes));
    }

    [Fact]
    public void Dates_that_can_be_read_in_two_orders_are_asked_about()
    {
        string[] lines = ["Oren,02/01/2026,02/03/2026,,", "Oren,04/05/2026,04/06/2026,,"];

        Assert.Equal([new("dates", "two_orders")], FaultsOf(Read(lines)));
        Assert.Equal([59, 31], Days(Read(Columns with { Dates = DateStyle.DayFirst }, lines)));
        Assert.Equal([2, 1], Days(Read(Columns with { Dates = DateStyle.MonthFirst }, lines)));
        Assert.Equal([0], Days(Read("Oren,03/03/2026,03/03/2026,,")));
        Assert.Equal([59], Days(Read(Columns with { Dates = DateStyle.MonthFirst }, "Oren,2026-01-02,2026-03-02,,")));
    }

    [Fact]
    public void Where_one_order_alone_is_possible_it_is_taken()
    {
        // A month above twelve in another column, or far below; answers before their questions; days that are still to come.
        Assert.Equal([30], Days(Read("Oren,12/01/2025,12/31/2025,,")));
        Assert.Equal([.. Enumerable.Repeat(1.0, 600), 18], Days(Read([.. Enumerable.Repeat("Oren,01/02/2026,01/03/2026,,", 600), "Oren,01/02/2026,01/20/2026,,"])));
        Assert.Equal([1, 5], Days(Read("Oren,01/02/2026,01/03/2026,,", "Oren,01/10/2026,,01/15/2026,")));
        Assert.Equal([28, 1], Days(Read("Oren,05/01/2026,02/02/2026,,", "Oren,03/04/2026,04/04/2026,,")));
        Assert.Equal([1], Days(Read("Oren,11/11/2026,11/12/2026,,")));
    }

    [Fact]
    public void Of_tomorrow_nothing_is_known_yet()
    {
        Assert.Equal(
            [new("lines[2].asked", "in_future"), new("lines[3].answered", "in_future"), new("lines[4].until", "in_future")],
            FaultsOf(Read("Oren,2026-12-01,,,", "Oren,2026-11-29,2026-12-01,,", "Oren,2026-11-29,,2030-01-01,", "Oren,2026-11-29,2026-11-30,,")));
        Assert.Equal([new("watched", "in_future")], FaultsOf(StudyFile.Read(["company", "asked", "answered"], [(2, ["Oren", "2026-11-01", ""])], new("company", "asked", "answered"), (TimeZoneInfo.Utc, Now), Now.AddDays(1))));
    }

    [Fact]
    public void A_company_has_one_industry()
    {
        Assert.Equal(
            [new("lines[4].industry", "another_industry"), new("lines[6].industry", "another_industry")],
            FaultsOf(Read("Oren,2026-11-01,,,", "Oren,2026-11-01,,,energy", "Oren,2026-11-01,,,water", "Shaked,2026-11-01,,,water", "Oren,2026-11-01,,,water", "Oren,2026-11-01,,,energy")));
    }

    [Fact]
    public void Complaints_of_a_city_wait_as_R_says_of_all_and_of_one_borough()
    {
        var file = Complaints();
        var found = StudyResult.Of(file.Seen(Design));
        var manhattan = found.League.Rows.Single(row => row.Company.Id == IdOf(file, "Manhattan")).Result.Times;

        Agrees("km.nyc.Manhattan", manhattan);
        Agrees("km.nyc.all", ReplyTimes.Of(AllComplaints().Seen(Design).Probes));
    }

    [Fact]
    public void Boroughs_that_wait_differently_are_told_apart_as_in_R_and_ranked_by_how_soon_they_answer()
    {
        var (file, expected) = (Complaints(), Value("logrank.nyc.borough"));
        var seen = file.Seen(Design);
        var test = LogRank.Of([.. seen.Probes.Select(probe => probe.Minutes.Low)], [.. seen.Probes.Select(probe => probe.State == ProbeState.Answered)], [.. file.Rows.Select(row => row.Company)]).Value;
        Near(Number(expected, "chisq"), test.ChiSquared);

        var league = StudyResult.Of(seen).League;
        var ranks = LeagueRanks.Of(league);

        Assert.Equal(StandingBy.Speed, league.By);
        string[] order = [.. league.Rows.Select(row => file.Companies[row.Company.Id.ToByteArray()[0] - 1].Name)];
        Assert.Equal(("Manhattan", "Queens"), (order[0], order[^1]));
        var first = ranks.ByCompany[league.Rows[0].Company.Id].Value;
        Assert.Equal((1, 1, 1, true), (first.Rank, first.Low, first.High, first.ApartFromNext));
        Assert.InRange(first.BeforeNext!.Value, 0.98, 1);
        Assert.Equal(5, ranks.ByCompany[league.Rows[4].Company.Id].Value.Rank);
    }

    [Fact]
    public void Of_data_that_hold_answers_alone_no_share_is_told_and_only_companies_with_enough_are_ranked()
    {
        var (file, expected) = (Support(), Value("response.support"));
        Assert.True(file.AllAnswered);

        var found = StudyResult.Of(file.Seen(Design with { AnsweredOnly = true }));

        Assert.Equal(804, found.All.Times.N);
        Near(Number(expected, "median_min"), found.All.Times.Median.Value);
        foreach (var (name, minutes) in new[] { ("within_15", 15.0), ("within_60", 60), ("within_24h", 1440) })
        {
            Near(Number(expected, name, "share"), found.All.Times.By(minutes).Value.Sure.Value);
            Bounds(expected.GetProperty(name).GetProperty("wilson95"), found.All.Times.By(minutes).Value.Sure.Interval);
        }

        foreach (var company in expected.GetProperty("company_medians").EnumerateObject())
        {
            var own = found.League.Rows.Single(row => row.Company.Id == IdOf(file, company.Name)).Result.Times;
            Assert.Equal(company.Value.GetProperty("n").GetInt32(), own.N);
            Near(company.Value.GetProperty("median_min").GetDouble(), own.Median.Value);
        }

        Assert.Equal((CannotSay.OutOfRange, CannotSay.OutOfRange, CannotSay.OutOfRange), (found.All.Answered.ShareOfKnown.Why, found.All.Answered.Bounds.Why, found.All.Answered.NeverBounds.Why));
        var ranks = LeagueRanks.Of(found.League);
        Assert.Equal((66, 37), (found.League.Rows.Count, ranks.Ranked));
        Assert.Equal(29, ranks.ByCompany.Values.Count(range => range.Why == CannotSay.TooFew));
        Assert.All(found.League.Rows.Take(37), row => Assert.True(row.Counting >= 5));
    }

    private static Result<StudyFile> Read(params string[] lines) => Read(Columns, lines);

    private static Result<StudyFile> Read(StudyColumns columns, params string[] lines) => Read(columns, TimeZoneInfo.Utc, lines);

    private static Result<StudyFile> Read(StudyColumns columns, TimeZoneInfo zone, params string[] lines) =>
        StudyFile.Read(["Company", "Asked", "Answered", "Until", "Industry"], [.. lines.Select((line, at) => ((long)at + 2, (IReadOnlyList<string>)line.Split(',')))], columns, (zone, Now));

    private static IEnumerable<double> Days(Result<StudyFile> read) => read.Value.Rows.Select(row => row.Minutes.Low / 1440);

    private static StudyFile Support() => Of([.. Rows("shared/data/support-on-twitter/first_responses.csv")], "company", "asked_at", "answered_at");

    private static StudyFile Complaints() => Of([.. Rows("shared/data/nyc-council-complaints/complaints.csv").Where(row => row.Has("borough"))], "borough", "open_date", "close_date");

    private static StudyFile AllComplaints() => Of([.. Rows("shared/data/nyc-council-complaints/complaints.csv")], "council_account", "open_date", "close_date");

    private static StudyFile Of(Row[] rows, string company, string asked, string answered) => StudyFile.Read(
        [company, asked, answered], [.. rows.Select((row, at) => ((long)at + 2, (IReadOnlyList<string>)[row[company], row[asked], row[answered]]))], new(company, asked, answered), (TimeZoneInfo.Utc, Now),
        StudyFile.EndOf(new(2025, 1, 9), TimeZoneInfo.Utc)).Value;

    private static Guid IdOf(StudyFile file, string company) => new(file.Companies.Index().Single(one => one.Item.Name == company).Index + 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static void Agrees(string id, ReplyTimes times)
    {
        var (expected, curve) = (Value(id), times.Curve.Value);
        Assert.Equal(((int)Number(expected, "n"), (int)Number(expected, "events")), (times.N, times.Exact));
        Near(Number(expected, "median") * 1440, times.Median.Value);
        foreach (var (at, day) in expected.GetProperty("at").GetProperty("time").EnumerateArray().Index())
            Near(expected.GetProperty("at").GetProperty("survival")[at].GetDouble(), curve.At(day.GetDouble() * 1440).Survival);
    }

    private static Fault[] FaultsOf(Result<StudyFile> read) => [.. Assert.IsType<Refusal.Invalid>(read.Refusal).Faults];
}
