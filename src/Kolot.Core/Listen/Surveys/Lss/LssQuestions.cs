using System.Globalization;
using System.Text.RegularExpressions;

namespace Kolot.Core.Listen.Surveys.Lss;

/// <summary>Makes questions of those of a LimeSurvey file, and remembers by what name an expression speaks of each.</summary>
internal sealed partial class LssQuestions(LssTables tables)
{
    private readonly HashSet<string> keys = [SurveyVoice.Finished, WishReading.Answer];
    private readonly Dictionary<string, LssVariable> variables = new(StringComparer.Ordinal);
    private bool headline;
    private bool comment;

    private string[] Languages => [.. tables.Languages.Select(language => language.Here)];

    /// <summary>What an expression speaks of by a name; null where nothing that was read.</summary>
    public LssVariable? Known(string name) => variables.GetValueOrDefault(name);

    /// <summary>The question of a row, as one or several of ours.</summary>
    public LssNote Read(LssRow row)
    {
        var lost = new List<string>();
        var text = Piped(tables.Said("questions", "question_l10ns", ("qid", row["qid"]), "question"), lost);
        Condition? showIf = null;
        if (!LssRelevance.Read(row["relevance"], Known, out showIf)) lost.Add("relevance");
        if (row["preg"].Length > 0) lost.Add("validation");
        var made = Made(row, lost).Select(question => Finished(question, row, showIf)).ToArray();
        if (made.Length == 0) lost.Add("type");
        return new(row["title"], text.For("", Languages), made, lost);
    }

    /// <summary>Words that stand before the questions of a group.</summary>
    public Question Words(Wording text) => new() { Key = Key("text"), Kind = QuestionKind.Words, Text = Piped(text, []) };

    private IEnumerable<Question> Made(LssRow row, List<string> lost) => row["type"] switch
    {
        "L" or "!" => [Scored(row) ?? Chosen(row, lost)],
        "O" => Commented(row, lost),
        "M" => [Ticked(row, lost)],
        "P" => [Ticked(row, Losing(lost, "comments"))],
        "R" => [Plain(row, QuestionKind.Ranking, lost) with { Choices = Answers(row) }],
        "F" or "H" => Arrayed(row, lost),
        "A" => [Stated(row, lost, [.. Enumerable.Range(1, 5).Select(value => ($"{value}", $"{value}"))])],
        "B" => Apart(row, lost, [.. Enumerable.Range(1, 10).Select(value => ($"{value}", $"{value}", (Wording?)null))]),
        "C" => Apart(row, lost, LssWords.Yes, LssWords.Uncertain, LssWords.No),
        "E" => Apart(row, lost, LssWords.More, LssWords.Same, LssWords.Less),
        "Y" => [Fixed(row, lost, LssWords.Yes, LssWords.No)],
        "G" => [Fixed(row, lost, LssWords.Woman, LssWords.Man)],
        "5" => [Plain(row, QuestionKind.Csat, lost)],
        "N" => [Plain(row, QuestionKind.Number, lost) with { Least = Number(row, "min_num_value_n"), Most = Number(row, "max_num_value_n") }],
        "K" => Subs(row).Select(sub => Of(row, sub, QuestionKind.Number, lost)),
        "Q" => Subs(row).Select(sub => Of(row, sub, QuestionKind.Line, lost)),
        "S" => [Plain(row, QuestionKind.Line, lost)],
        "T" or "U" => [Plain(row, QuestionKind.Text, lost) with { Most = Number(row, "maximum_chars") }],
        "D" => [Plain(row, QuestionKind.Date, lost)],
        "X" => [Plain(row, QuestionKind.Words, lost)],
        "|" => [Plain(row, QuestionKind.File, lost)],
        _ => [],
    };

    private Question Finished(Question question, LssRow row, Condition? showIf)
    {
        question = question with
        {
            ShowIf = showIf,
            Needed = row["mandatory"] switch { "Y" => Needed.Yes, "S" => Needed.Softly, _ => Needed.No },
            Headline = question.IsScore && !headline,
            IsComment = question.Kind == QuestionKind.Text && !comment,
            Shuffled = tables.Attribute(row["qid"], "random_order") == "1" || tables.Attribute(row["qid"], "answer_order") == "random",
        };
        if (question.Kind == QuestionKind.Words) question = question with { Needed = Needed.No };
        (headline, comment) = (headline || question.Headline, comment || question.IsComment);
        return question;
    }

    // Named by its code, by which expressions know it, and by survey, group and question, as older files do.
    private Question Plain(LssRow row, QuestionKind kind, List<string> lost, LssRow? sub = null)
    {
        var key = Key(sub is null ? row["title"] : $"{row["title"]}-{sub["title"]}");
        var question = new Question
        {
            Key = key, Kind = kind, Text = Piped(tables.Said("questions", "question_l10ns", ("qid", row["qid"]), "question"), lost),
            Hint = Piped(tables.Said("questions", "question_l10ns", ("qid", row["qid"]), "help"), lost),
        };
        if (sub is null) Name(row, null, new(key, IsWhole: question.Scale is not null));
        return question;
    }

    private Question Of(LssRow row, LssRow sub, QuestionKind kind, List<string> lost)
    {
        var question = Plain(row, kind, lost, sub);
        var said = SubText(sub);
        Name(row, sub, new(question.Key, IsWhole: question.Scale is not null));
        return question with
        {
            Text = Languages.Aggregate(question.Text, (text, language) => said.Exactly(language) is { } part ? text.With(language, text.Exactly(language) is { } whole ? $"{whole}: {part}" : part) : text),
        };
    }

    private Question Fixed(LssRow row, List<string> lost, params (string There, string Here, Wording? Text)[] answers)
    {
        var question = Plain(row, QuestionKind.One, lost);
        Name(row, null, new(question.Key, answers.ToDictionary(answer => answer.There, answer => answer.Here)));
        return question with { Choices = [.. answers.Select(Choice)] };
    }

    // Eleven answers from 0 to 10 are the question whether one would recommend.
    private Question? Scored(LssRow row)
    {
        var answers = Rows(row).Select(answer => (Code: answer["code"], Text: AnswerText(answer).For("", Languages))).ToArray();
        if (answers.Length != 11 || row["other"] == "Y" || !answers.Index().All(answer => answer.Item.Text.StartsWith($"{answer.Index}", StringComparison.Ordinal))) return null;
        var question = Plain(row, QuestionKind.Nps, []);
        Name(row, null, new(question.Key, answers.Index().ToDictionary(answer => answer.Item.Code, answer => $"{answer.Index}"), IsWhole: true));
        return question;
    }

    private Question Chosen(LssRow row, List<string> lost)
    {
        var question = Plain(row, QuestionKind.One, lost);
        var values = Rows(row).ToDictionary(answer => answer["code"], answer => Small(answer["code"]));
        values.TryAdd("-oth-", "other");
        Name(row, null, new(question.Key, values));
        return question with { Choices = Answers(row), Other = row["other"] == "Y" };
    }

    private Question[] Commented(LssRow row, List<string> lost)
    {
        var chosen = Chosen(row, lost);
        return [chosen, new() { Key = Key($"{row["title"]}-comment"), Kind = QuestionKind.Line, Text = chosen.Text }];
    }

    private Question Ticked(LssRow row, List<string> lost)
    {
        var question = Plain(row, QuestionKind.Several, lost);
        var alone = tables.Attribute(row["qid"], "exclude_all_others").Split([';', ','], StringSplitOptions.TrimEntries);
        foreach (var sub in Subs(row)) Name(row, sub, new(question.Key, Tick: Small(sub["title"])));
        return question with
        {
            Choices = [.. Subs(row).Select(sub => new Choice(Small(sub["title"]), SubText(sub)) { Alone = alone.Contains(sub["title"]) })],
            Other = row["other"] == "Y",
            Least = Number(row, "min_answers"),
            Most = Number(row, "max_answers"),
        };
    }

    // Five answers are a scale of agreement, whatever they are called: its ends are said in their words. Others are asked apart.
    private List<Question> Arrayed(LssRow row, List<string> lost)
    {
        var answers = Rows(row).ToArray();
        if (answers.Length != 5) return Apart(row, lost, [.. answers.Select(answer => (answer["code"], Small(answer["code"]), (Wording?)AnswerText(answer)))]);
        var stated = Stated(row, lost, [.. answers.Index().Select(answer => (answer.Item["code"], $"{answer.Index + 1}"))]);
        return [stated with { LowEnd = AnswerText(answers[0]), HighEnd = AnswerText(answers[^1]) }];
    }

    private Question Stated(LssRow row, List<string> lost, (string There, string Here)[] values)
    {
        var question = Plain(row, QuestionKind.Statements, lost);
        var choices = new List<Choice>();
        // There codes are free within a question, here each statement is an answer of its own.
        foreach (var sub in Subs(row))
        {
            choices.Add(new(Key(sub["title"]), SubText(sub)));
            Name(row, sub, new($"{question.Key}.{choices[^1].Key}", values.All(value => value.There == value.Here) ? null : values.ToDictionary(value => value.There, value => value.Here), IsWhole: true));
        }

        return question with { Choices = choices };
    }

    private List<Question> Apart(LssRow row, List<string> lost, params (string There, string Here, Wording? Text)[] answers)
    {
        var made = new List<Question>();
        foreach (var sub in Subs(row))
        {
            var question = Of(row, sub, QuestionKind.One, lost);
            Name(row, sub, new(question.Key, answers.ToDictionary(answer => answer.There, answer => answer.Here)));
            made.Add(question with { Choices = [.. answers.Select(Choice)] });
        }

        if (made.Count > 0) lost.Add("apart");
        return made;
    }

    private Choice Choice((string There, string Here, Wording? Text) answer) => new(answer.Here, LssWords.Only(answer.Text ?? new(Languages.ToDictionary(language => language, _ => answer.Here)), Languages));

    private void Name(LssRow row, LssRow? sub, LssVariable variable)
    {
        variables[sub is null ? row["title"] : $"{row["title"]}_{sub["title"]}"] = variable;
        variables[$"{row["sid"]}X{row["gid"]}X{row["qid"]}{sub?["title"]}"] = variable;
    }

    // In version 3 there is a row for each language: one of them is enough.
    private IEnumerable<LssRow> Rows(LssRow row) =>
        tables.Rows("answers").Where(answer => answer["qid"] == row["qid"] && answer["scale_id"] is "" or "0").DistinctBy(answer => answer["code"]).OrderBy(answer => answer.Order("sortorder"));

    private IEnumerable<LssRow> Subs(LssRow row) =>
        tables.Rows("subquestions").Where(sub => sub["parent_qid"] == row["qid"] && sub["scale_id"] is "" or "0").DistinctBy(sub => sub["qid"]).OrderBy(sub => sub.Order("question_order"));

    private Choice[] Answers(LssRow row) => [.. Rows(row).Select(answer => new Choice(Small(answer["code"]), AnswerText(answer)))];

    private Wording SubText(LssRow sub) => tables.Said("subquestions", "question_l10ns", ("qid", sub["qid"]), "question");

    private Wording AnswerText(LssRow answer) => answer["aid"].Length > 0
        ? tables.Said("answers", "answer_l10ns", ("aid", answer["aid"]), "answer")
        : tables.AnswerInRows(answer);

    private double? Number(LssRow row, string attribute) => double.TryParse(tables.Attribute(row["qid"], attribute), CultureInfo.InvariantCulture, out var number) ? number : null;

    private Wording Piped(Wording wording, List<string> lost) => wording.In.Aggregate(wording, (said, text) => said.With(text.Key, Expression().Replace(text.Value, match =>
    {
        var name = match.Groups[1].Value;
        if (name is "TOKEN:FIRSTNAME") return "{is.name}";
        if (Known(Dotted().Replace(name, "")) is { } variable) return $"{{{variable.Field}}}";
        if (!lost.Contains("expression")) lost.Add("expression");
        return match.Value;
    })));

    private static List<string> Losing(List<string> lost, string what)
    {
        lost.Add(what);
        return lost;
    }

    private string Key(string title)
    {
        var name = Small(title);
        var stem = name.Length > 34 ? name[..34] : name;
        for (var number = 2; !keys.Add(name); number++) name = $"{stem}-{number}";
        return name;
    }

    private static string Small(string code)
    {
        var small = Odd().Replace(code.ToLowerInvariant(), "-").Trim('-', '_');
        return small.Length == 0 ? "x" : small.Length > 38 ? small[..38] : small;
    }

    [GeneratedRegex("[^a-z0-9_-]+")]
    private static partial Regex Odd();

    [GeneratedRegex(@"\{([^{}\s][^{}]*)\}")]
    private static partial Regex Expression();

    [GeneratedRegex(@"\.(?:NAOK|shown|value|code)$")]
    private static partial Regex Dotted();
}
