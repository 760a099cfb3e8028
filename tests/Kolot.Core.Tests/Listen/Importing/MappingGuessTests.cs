using Kolot.Core.Listen.Importing;
using Kolot.Core.Organisation;

namespace Kolot.Core.Tests.Listen.Importing;

public sealed class MappingGuessTests
{
    private static readonly string[][] Qualtrics =
    [
        ["StartDate", "EndDate", "Status", "ResponseId", "RecordedDate", "RecipientEmail", "Q1_NPS_GROUP", "Q1", "Q2"],
        ["Start Date", "End Date", "Response Type", "Response ID", "Recorded Date", "Recipient Email", "NPS group", "How likely are you to recommend us?", "Why?"],
        ["{\"ImportId\":\"startDate\"}", "{\"ImportId\":\"endDate\"}", "{\"ImportId\":\"status\"}", "{\"ImportId\":\"_recordId\"}", "{}", "{}", "{}", "{}", "{}"],
        ["2026-01-01 10:00:00", "2026-01-01 10:05:00", "IP Address", "R_1", "2026-01-01 10:05:01", "a@b.example", "Promoter", "9", "quick and very kind service"],
        ["2026-01-02 10:00:00", "2026-01-02 10:05:00", "Survey Preview", "R_2", "2026-01-02 10:05:01", "", "Detractor", "3", "nobody ever called me back"],
    ];

    [Fact]
    public void Qualtrics_is_known_by_its_three_rows_and_asks_in_the_second()
    {
        var guess = MappingGuess.Of(Qualtrics, new());

        Assert.Equal((ExportStyle.Qualtrics, 3, "qualtrics"), (guess.Style, guess.Mapping.HeaderRows, guess.Mapping.Source));
        Assert.Equal(ColumnMeaning.Id, Meaning(guess, "ResponseId"));
        Assert.Equal(ColumnMeaning.CustomerMail, Meaning(guess, "RecipientEmail"));
        Assert.Equal(ColumnMeaning.Text, Meaning(guess, "Q2"));
        var score = guess.Mapping.Columns.Single(column => column.Meaning == ColumnMeaning.Score);
        Assert.Equal(("Q1", 0.0, 10.0), (score.Header, score.Low, score.High));
        Assert.Contains("Survey Preview", guess.Mapping.Columns.Single(column => column.Header == "Status").PassOver ?? []);
    }

    [Fact]
    public void SurveyMonkey_is_known_by_its_ids_and_its_row_of_options()
    {
        string[][] rows =
        [
            ["Respondent ID", "Collector ID", "Start Date", "End Date", "Email Address", "What did you use?", "", "Anything else?"],
            ["", "", "", "", "", "Branch", "Phone", "Open-Ended Response"],
            ["1", "7", "01/15/2026 10:00:00 AM", "01/15/2026 10:02:00 AM", "a@b.example", "Branch", "", "the queue was far too long"],
        ];

        var guess = MappingGuess.Of(rows, new());

        Assert.Equal((ExportStyle.SurveyMonkey, 2), (guess.Style, guess.Mapping.HeaderRows));
        Assert.Equal(["What did you use?: Branch", "What did you use?: Phone", "Anything else?"], guess.Mapping.Columns.Skip(5).Select(column => column.Header));
        Assert.Equal(ColumnMeaning.Id, Meaning(guess, "Respondent ID"));
        Assert.Equal(DateStyle.MonthFirst, guess.Mapping.Columns.Single(column => column.Meaning == ColumnMeaning.HeardAt).Dates);
    }

    [Theory]
    [InlineData("id,submitdate,lastpage,startlanguage,token,Q00", ExportStyle.LimeSurvey)]
    [InlineData("request_id,request_sent_at,star_rating,comments", ExportStyle.Medallia)]
    [InlineData("submission_id,collected_at,field_id,field_type,value_text", ExportStyle.Formbricks)]
    [InlineData("score,comment,permalink,created_at", ExportStyle.Delighted)]
    [InlineData("id,text", ExportStyle.Plain)]
    [InlineData("17,2026-01-01,a@b.example", ExportStyle.None)]
    public void Exports_are_known_by_their_columns(string header, ExportStyle style) =>
        Assert.Equal(style, HeaderStyle.Guess([header.Split(',')]).Style);

    [Fact]
    public void A_Hebrew_office_file_is_understood_without_a_hand()
    {
        string[][] rows =
        [
            ["מספר פנייה", "תאריך פנייה", "סוג פנייה", "ערוץ", "סניף", "שם לקוח", "טלפון נייד", "דוא\"ל", "תוכן הפנייה", "ציון (1-5)"],
            ["1001", "03/02/2026", "תלונה", "טלפון", "חיפה", "דנה לוי", "054-1234567", "dana@example.com", "חויבתי פעמיים ואיש לא חזר אליי", "1"],
            ["1002", "25/02/2026", "תודה", "סניף", "נתניה", "משה כהן", "052-7654321", "moshe@example.com", "שירות מהיר ואדיב, תודה רבה", "5"],
        ];

        var guess = MappingGuess.Of(rows, new());

        Assert.Equal(
            [
                ColumnMeaning.Id, ColumnMeaning.HeardAt, ColumnMeaning.Kind, ColumnMeaning.Channel, ColumnMeaning.Unit, ColumnMeaning.CustomerName,
                ColumnMeaning.CustomerPhone, ColumnMeaning.CustomerMail, ColumnMeaning.Text, ColumnMeaning.Score,
            ],
            guess.Mapping.Columns.Select(column => column.Meaning));
        Assert.Equal(DateStyle.DayFirst, guess.Mapping.Columns[1].Dates);
        Assert.Equal((1.0, 5.0), (guess.Mapping.Columns[9].Low, guess.Mapping.Columns[9].High));
    }

    [Fact]
    public void Where_no_column_is_called_so_the_one_that_reads_like_speech_holds_the_words()
    {
        string[][] rows =
        [
            ["תאריך", "אזור", "Q7"],
            ["03/02/2026", "צפון מערב", "חיכיתי שעה בתור"], ["04/02/2026", "צפון מערב", "היה נחמד"], ["05/02/2026", "צפון מערב", "אין תלונות מיוחדות"],
        ];

        var guess = MappingGuess.Of(rows, new());

        Assert.Equal(ColumnMeaning.Text, Meaning(guess, "Q7"));
        Assert.Equal(ColumnMeaning.Answer, Meaning(guess, "אזור"));
    }

    [Fact]
    public void A_slip_of_the_pen_stretches_no_scale()
    {
        string[] cells = [.. Enumerable.Range(0, 59).Select(number => $"{number % 11}"), "15"];

        Assert.Equal((0, 10), ColumnGuess.ScaleOf("ציון המלצה", cells));
        Assert.Equal((0, 100), ColumnGuess.ScaleOf("ציון", ["15", "90", "70"]));
    }

    [Theory]
    [InlineData("טלפון", "סניף", ColumnMeaning.Channel)]
    [InlineData("Web", "Referral", ColumnMeaning.Answer)]
    public void A_column_names_channels_only_if_the_organisation_knows_most_of_them(string one, string other, ColumnMeaning meaning)
    {
        string[][] rows = [["submitted_via", "text"], [one, "a long story of a card"], [one, "another story of a loan"], [other, "a third one"]];
        var ground = new ImportGround(TimeZoneInfo.Utc, new([new Channel { Code = "call", Name = "שיחות טלפון", NameEn = "Phone calls", Icon = "phone" }]), new([]), new([]));

        Assert.Equal(meaning, Meaning(MappingGuess.Of(rows, new(), ground: ground), "submitted_via"));
        Assert.Equal(("call", "call", "Web"), (ground.Channels.CodeOf("טלפון"), ground.Channels.CodeOf("phone"), ground.Channels.CodeOf("Web")));
    }

    [Theory]
    [InlineData("9", 9.0)]
    [InlineData("9,5", 9.5)]
    [InlineData("9/10", 9.0)]
    [InlineData("10 - Extremely likely", 10.0)]
    [InlineData("★★★★☆", 4.0)]
    [InlineData("nine", null)]
    [InlineData("2026 was good", null)]
    [InlineData("", null)]
    public void A_score_is_read_as_people_write_it(string cell, double? score) => Assert.Equal(score, Scores.Read(cell));

    private static ColumnMeaning Meaning(MappingGuess guess, string header) =>
        guess.Mapping.Columns.Single(column => column.Header == header).Meaning;
}
