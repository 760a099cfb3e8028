using System.Xml.Linq;

namespace Kolot.Core.Listen.Surveys.Lss;

/// <summary>Brings in a survey that was made with LimeSurvey (<c>.lss</c>), and says of each question what became of it.</summary>
public static class LssFile
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int Largest = 8_000_000;

    private const int LongestTitle = 80;

    /// <summary>The survey of a document; null where it holds none.</summary>
    public static LssSurvey? Read(XElement document)
    {
        if (document.Element("LimeSurveyDocType")?.Value.Trim() != "Survey") return null;
        var tables = new LssTables(document);
        tables.Speak();
        string[] languages = [.. tables.Languages.Select(language => language.Here)];
        var questions = new LssQuestions(tables);
        var (screens, notes, lost) = (new List<Screen>(), new List<LssNote>(), new List<string>());
        foreach (var group in tables.Rows("groups").DistinctBy(group => group["gid"]).OrderBy(group => group.Order("group_order")))
        {
            var words = tables.Said("groups", "group_l10ns", ("gid", group["gid"]), "description");
            // Read before its questions: it speaks of what was asked earlier.
            if (!LssRelevance.Read(group["grelevance"], questions.Known, out var showIf)) lost.Add("group_relevance");
            if (group["randomization_group"].Length > 0) lost.Add("random_groups");
            List<Question> asked = words.Says ? [questions.Words(words)] : [];
            foreach (var row in Questions(tables, group["gid"]))
            {
                notes.Add(questions.Read(row));
                asked.AddRange(notes[^1].Became);
            }

            if (asked.Count > 0) screens.Add(new() { Questions = asked, ShowIf = showIf });
        }

        Whole(tables, lost);
        var survey = new Survey
        {
            Languages = languages, Title = tables.OfSurvey("surveyls_title"), Welcome = Welcome(tables, languages), Screens = screens.Count > 0 ? screens : [new()], Endings = Endings(tables, languages),
            OnOneScreen = tables.Rows("surveys") is [var one, ..] && one["format"] == "A",
        };
        return new(survey, notes, [.. lost.Distinct()]);
    }

    private static IEnumerable<LssRow> Questions(LssTables tables, string group) => tables.Rows("questions")
        .Where(row => row["gid"] == group && row["parent_qid"] is "" or "0").DistinctBy(row => row["qid"]).OrderBy(row => row.Order("question_order"));

    private static void Whole(LssTables tables, List<string> lost)
    {
        if (tables.LanguageIsForeign) lost.Add("language");
        if (tables.Rows("quota").Length > 0) lost.Add("quotas");
        if (tables.Rows("assessments").Length > 0) lost.Add("assessments");
        if (tables.Rows("surveys") is [var survey, ..] && (survey["startdate"].Length > 0 || survey["expires"].Length > 0)) lost.Add("dates");
        // The oldest files say of whom something is asked in a table of their own.
        if (tables.Rows("conditions").Length > 0 && tables.Rows("questions").All(row => row["relevance"] is "" or "1")) lost.Add("conditions");
    }

    private static Wording Welcome(LssTables tables, string[] languages)
    {
        var (about, welcome) = (tables.OfSurvey("surveyls_description"), tables.OfSurvey("surveyls_welcometext"));
        return languages.Aggregate(Wording.None, (wording, language) =>
            wording.With(language, string.Join("\n\n", new[] { about.Exactly(language), welcome.Exactly(language) }.OfType<string>())));
    }

    private static IReadOnlyList<Ending> Endings(LssTables tables, string[] languages)
    {
        var said = tables.OfSurvey("surveyls_endtext");
        if (!said.Says) return [];
        var isShort = said.In.Values.All(text => text.Length <= LongestTitle && !text.Contains('\n', StringComparison.Ordinal));
        return isShort ? [new() { Title = said }] : [new() { Title = LssWords.Only(LssWords.Thanks, languages), Text = said }];
    }
}
