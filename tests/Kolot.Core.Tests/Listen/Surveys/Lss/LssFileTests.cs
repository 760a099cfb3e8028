using System.Xml.Linq;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Listen.Surveys.Lss;

namespace Kolot.Core.Tests.Listen.Surveys.Lss;

public sealed class LssFileTests
{
    private static readonly LssSurvey Read = LssFile.Read(Document()) ?? throw new InvalidOperationException("It is a survey.");

    [Fact]
    public void Groups_become_screens_and_texts_lose_their_markup_in_every_language()
    {
        Assert.Equal(["he", "en"], Read.Survey.Languages);
        Assert.Equal("ביקור בבית הקפה", Read.Survey.Title.Exactly("he"));
        Assert.Equal("Hello & welcome\nto us", Read.Survey.Welcome.Exactly("en"));
        Assert.Equal(2, Read.Survey.Screens.Count);
        Assert.Equal(QuestionKind.Words, Read.Survey.Screens[1].Questions[0].Kind);
        Assert.Equal("תודה!", Assert.Single(Read.Survey.Endings).Title.Exactly("he"));
    }

    [Theory]
    [InlineData("CAME", "came:One")]
    [InlineData("NPS", "nps:Nps")]
    [InlineData("WHAT", "what:Several")]
    [InlineData("AGREE", "agree:Statements")]
    [InlineData("HOW", "how-a:One how-b:One")]
    [InlineData("WHY", "why:Text")]
    [InlineData("AGE", "age:Number")]
    [InlineData("OK", "ok:One")]
    [InlineData("SUM", "")]
    public void Each_question_becomes_what_it_is_answered_with(string code, string became) =>
        Assert.Equal(became, string.Join(' ', Note(code).Became.Select(question => $"{question.Key}:{question.Kind}")));

    [Fact]
    public void What_is_known_of_a_question_comes_along()
    {
        var (came, what, agree, age) = (Of("CAME"), Of("WHAT"), Of("AGREE"), Of("AGE"));

        Assert.Equal((Needed.Yes, true), (came.Needed, came.Other));
        Assert.Equal(["a1:כן", "a2:לא"], came.Choices.Select(choice => $"{choice.Key}:{choice.Text.Exactly("he")}"));
        Assert.Equal((Needed.Softly, 3d, true), (what.Needed, what.Most, what.Choices[^1].Alone));
        Assert.Equal(("בכלל לא", "Very much"), (agree.LowEnd.Exactly("he"), agree.HighEnd.Exactly("en")));
        Assert.Equal((18d, 120d), (age.Least, age.Most));
        Assert.True(Of("NPS").Headline);
        Assert.True(Of("WHY").IsComment);
        Assert.Equal("{came}, למה?", Of("WHY").Text.Exactly("he"));
    }

    [Fact]
    public void What_did_not_come_over_is_told()
    {
        Assert.Equal(["type"], Note("SUM").Lost);
        Assert.Equal(["apart"], Note("HOW").Lost);
        Assert.Equal(["relevance"], Note("OK").Lost);
        Assert.Empty(Note("CAME").Lost);
        Assert.Equal(["quotas", "dates"], Read.Lost);
    }

    [Fact]
    public void The_draft_can_be_published_as_it_comes() => Assert.Empty(SurveyCheck.FaultsOf(Read.Survey));

    [Fact]
    public void Statements_of_two_questions_that_have_the_same_codes_there_are_told_apart_here()
    {
        var document = Document();
        document.Descendants("row").Single(row => (string?)row.Element("title") == "HOW").Element("type")!.Value = "A";
        document.Element("subquestions")!.Descendants("row").Single(row => (string?)row.Element("qid") == "321").Element("title")!.Value = "S1";

        var survey = LssFile.Read(document)!.Survey;

        Assert.Equal(["agree: s1", "how: s1-2 b"], survey.Questions.Where(question => question.Kind == QuestionKind.Statements).Select(question => $"{question.Key}: {string.Join(' ', question.Choices.Select(choice => choice.Key))}"));
        Assert.Empty(SurveyCheck.FaultsOf(survey));
    }

    [Theory]
    [InlineData("1", true, "")]
    [InlineData("((CAME.NAOK == \"A1\"))", true, "all came Is a1")]
    [InlineData("CAME != 'A1' and NPS.NAOK <= 6", true, "all came IsNot a1, nps AtMost 6")]
    [InlineData("(NPS > 8) || (WHAT_SQ1 == \"Y\")", true, "any nps AtLeast 9, what Is sq1")]
    [InlineData("!is_empty(CAME.NAOK)", true, "all came Answered ")]
    [InlineData("is_empty(WHAT_SQ1)", true, "all what IsNot sq1")]
    [InlineData("AGREE_S1.NAOK == \"L5\"", true, "all agree.s1 Is 5")]
    [InlineData("7X1X10.NAOK == \"A2\"", true, "all came Is a2")]
    [InlineData("CAME == \"A1\" and (NPS > 8 or NPS < 2)", false, "")]
    [InlineData("count(WHAT_SQ1) > 1", false, "")]
    [InlineData("CAME == \"A9\"", false, "")]
    [InlineData("GONE == \"A1\"", false, "")]
    [InlineData("AGE > 18", false, "")]
    [InlineData("CAME == \"A1\" &&", false, "")]
    [InlineData("((((CAME == \"A1\")))", false, "")]
    public void An_expression_that_compares_is_a_condition_and_any_other_is_told(string expression, bool taken, string said)
    {
        var document = Document();
        document.Descendants("row").Single(row => (string?)row.Element("title") == "OK").Element("relevance")!.Value = expression;
        var read = LssFile.Read(document)!.Notes.Single(note => note.Code == "OK");

        Assert.Equal(taken, !read.Lost.Contains("relevance"));
        Assert.Equal(said, read.Became[0].ShowIf is { } condition ? $"{(condition.Any ? "any" : "all")} {string.Join(", ", condition.Tests.Select(test => $"{test.Of} {test.Look} {test.Value}"))}" : "");
    }

    [Fact]
    public void A_file_of_version_3_has_a_row_for_each_language()
    {
        var old = LssFile.Read(XElement.Parse("""
            <document><LimeSurveyDocType>Survey</LimeSurveyDocType><languages><language>en</language><language>he</language></languages>
              <answers><rows>
                <row><qid>1</qid><code>A1</code><answer>Yes</answer><sortorder>1</sortorder><language>en</language><scale_id>0</scale_id></row>
                <row><qid>1</qid><code>A2</code><answer>No</answer><sortorder>2</sortorder><language>en</language><scale_id>0</scale_id></row>
                <row><qid>1</qid><code>A1</code><answer>כן</answer><sortorder>1</sortorder><language>he</language><scale_id>0</scale_id></row>
              </rows></answers>
              <groups><rows><row><gid>1</gid><group_order>0</group_order><language>en</language></row><row><gid>1</gid><group_order>0</group_order><language>he</language></row></rows></groups>
              <questions><rows>
                <row><qid>1</qid><parent_qid>0</parent_qid><sid>3</sid><gid>1</gid><type>L</type><title>Q1</title><question>Came?</question><language>en</language></row>
                <row><qid>1</qid><parent_qid>0</parent_qid><sid>3</sid><gid>1</gid><type>L</type><title>Q1</title><question>ביקרתם?</question><language>he</language></row>
              </rows></questions>
              <surveys_languagesettings><rows><row><surveyls_language>en</surveyls_language><surveyls_title>Visit</surveyls_title></row></rows></surveys_languagesettings>
            </document>
            """))!;

        var question = Assert.Single(old.Survey.Questions);
        Assert.Equal(("Came?", "ביקרתם?"), (question.Text.Exactly("en"), question.Text.Exactly("he")));
        Assert.Equal(["a1 Yes כן", "a2 No "], question.Choices.Select(choice => $"{choice.Key} {choice.Text.Exactly("en")} {choice.Text.Exactly("he")}"));
    }

    [Theory]
    [InlineData("<document><LimeSurveyDocType>Question</LimeSurveyDocType></document>")]
    [InlineData("<html/>")]
    public void What_is_no_survey_is_none(string text) => Assert.Null(LssFile.Read(XElement.Parse(text)));

    [Fact]
    public void A_file_without_anything_is_an_empty_draft() =>
        Assert.Empty(LssFile.Read(XElement.Parse("<document><LimeSurveyDocType>Survey</LimeSurveyDocType></document>"))!.Survey.Questions);

    private static LssNote Note(string code) => Read.Notes.Single(note => note.Code == code);

    private static Question Of(string code) => Assert.Single(Note(code).Became);

    internal static XElement Document()
    {
        var said = new List<string>();
        static string Row(int qid, string type, string title, string relevance, params string[] more) =>
            $"<row><qid>{qid}</qid><parent_qid>0</parent_qid><sid>7</sid><gid>{(qid < 40 ? 1 : 2)}</gid><type>{type}</type><title>{title}</title><question_order>{qid}</question_order><relevance><![CDATA[{relevance}]]></relevance>{string.Concat(more)}</row>";
        static string Sub(int parent, int qid, string title) => $"<row><qid>{qid}</qid><parent_qid>{parent}</parent_qid><sid>7</sid><gid>1</gid><title>{title}</title><question_order>{qid}</question_order><scale_id>0</scale_id></row>";
        string Answers(int qid, params (string Code, string Hebrew, string English)[] all) => string.Concat(all.Select((answer, at) =>
        {
            said.Add(Said("aid", (qid * 100) + at, "answer", answer.Hebrew, answer.English));
            return $"<row><aid>{(qid * 100) + at}</aid><qid>{qid}</qid><code>{answer.Code}</code><sortorder>{at}</sortorder><scale_id>0</scale_id></row>";
        }));
        var answers = Answers(10, ("A1", "כן", "Yes"), ("A2", "לא", "No")) + Answers(20, [.. Enumerable.Range(0, 11).Select(at => ($"{at}", $"{at}", $"{at}"))])
            + Answers(31, ("L1", "בכלל לא", "Not at all"), ("L2", "2", "2"), ("L3", "3", "3"), ("L4", "4", "4"), ("L5", "מאוד", "Very much")) + Answers(32, ("B1", "טוב", "Good"), ("B2", "רע", "Bad"));
        return XElement.Parse($"""
            <document><LimeSurveyDocType>Survey</LimeSurveyDocType><languages><language>he</language><language>en</language></languages>
              <groups><rows><row><gid>2</gid><group_order>2</group_order><grelevance>1</grelevance></row><row><gid>1</gid><group_order>1</group_order></row></rows></groups>
              <group_l10ns><rows>{Said("gid", 2, "description", "ועוד כמה", "And some more")}</rows></group_l10ns>
              <questions><rows>
                {Row(10, "L", "CAME", "1", "<mandatory>Y</mandatory>", "<other>Y</other>")}{Row(20, "!", "NPS", "")}{Row(30, "M", "WHAT", "1", "<mandatory>S</mandatory>")}{Row(31, "F", "AGREE", "")}{Row(32, "H", "HOW", "")}
                {Row(40, "T", "WHY", "(NPS.NAOK < 7)")}{Row(41, "N", "AGE", "")}{Row(42, "Y", "OK", "rand(1,2)==1")}{Row(43, "*", "SUM", "")}
              </rows></questions>
              <subquestions><rows>{Sub(30, 301, "SQ1")}{Sub(30, 302, "SQ2")}{Sub(31, 311, "S1")}{Sub(32, 321, "A")}{Sub(32, 322, "B")}</rows></subquestions>
              <question_l10ns><rows>{Texts()}</rows></question_l10ns>
              <answers><rows>{answers}</rows></answers><answer_l10ns><rows>{string.Concat(said)}</rows></answer_l10ns>
              <question_attributes><rows>
                <row><qid>30</qid><attribute>max_answers</attribute><value>3</value></row><row><qid>30</qid><attribute>exclude_all_others</attribute><value>SQ2</value></row>
                <row><qid>41</qid><attribute>min_num_value_n</attribute><value>18</value></row><row><qid>41</qid><attribute>max_num_value_n</attribute><value>120</value></row>
              </rows></question_attributes>
              <quota><rows><row><id>1</id></row></rows></quota>
              <surveys><rows><row><sid>7</sid><language>he</language><expires>2027-01-01 00:00:00</expires></row></rows></surveys>
              <surveys_languagesettings><rows>
                <row><surveyls_language>he</surveyls_language><surveyls_title>ביקור בבית הקפה</surveyls_title><surveyls_welcometext>שלום</surveyls_welcometext><surveyls_endtext><![CDATA[<b>תודה!</b>]]></surveyls_endtext></row>
                <row><surveyls_language>en</surveyls_language><surveyls_title>Visit</surveyls_title><surveyls_welcometext><![CDATA[Hello &amp; welcome<br />to&#160;us<script>alert(1)</script>]]></surveyls_welcometext><surveyls_endtext>Thanks!</surveyls_endtext></row>
              </rows></surveys_languagesettings>
            </document>
            """);
    }

    private static string Texts() => string.Concat((string[])
    [
        Said("qid", 10, "question", "<p>ביקרתם?</p>", "Did you come?"), Said("qid", 20, "question", "תמליצו?", "Recommend?"), Said("qid", 30, "question", "מה?", "What?"),
        Said("qid", 31, "question", "נכון?", "True?"), Said("qid", 32, "question", "איך היה", "How was"), Said("qid", 40, "question", "{CAME.shown}, למה?", "{CAME.shown}, why?"),
        Said("qid", 41, "question", "בני כמה אתם?", "How old?"), Said("qid", 42, "question", "בסדר?", "Fine?"), Said("qid", 43, "question", "סכום", "Sum"),
        Said("qid", 301, "question", "קפה", "Coffee"), Said("qid", 302, "question", "כלום", "Nothing"), Said("qid", 311, "question", "מהיר", "Fast"), Said("qid", 321, "question", "האוכל", "the food"),
        Said("qid", 322, "question", "המקום", "the place")
    ]);

    private static string Said(string of, int id, string column, string hebrew, string english) =>
        $"<row><{of}>{id}</{of}><{column}><![CDATA[{hebrew}]]></{column}><language>he</language></row><row><{of}>{id}</{of}><{column}><![CDATA[{english}]]></{column}><language>en</language></row>";
}
