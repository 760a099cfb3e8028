using System.Globalization;
using System.Text.RegularExpressions;
using Kolot.Core.Organisation;

namespace Kolot.Core.Listen.Surveys;

/// <summary>Reads what a form brought for a question, and says what of it is no answer.</summary>
/// <remarks>What is wrong is told, never mended in silence; what is right beside it is kept.</remarks>
public sealed partial class AnswerReading
{
    /// <summary>The longest line that is taken in, in characters.</summary>
    public const int LongestLine = 500;

    private const int LongestText = 5_000;
    private const int LongestOther = 200;

    private readonly Dictionary<string, IReadOnlyList<string>> read = [];
    private readonly List<Fault> faults = [];
    private readonly Func<string, IReadOnlyList<string>> posted;

    private AnswerReading(Func<string, IReadOnlyList<string>> posted) => this.posted = posted;

    /// <summary>The fields of the questions that were asked: a field that was left empty has no values.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Read => read;

    /// <summary>What is wrong, by field.</summary>
    public IReadOnlyList<Fault> Faults => faults;

    /// <summary>Reads the answers to some questions.</summary>
    /// <param name="asked">The questions that stood on the screen.</param>
    /// <param name="posted">The values of a field of the form.</param>
    public static AnswerReading Of(IEnumerable<Question> asked, Func<string, IReadOnlyList<string>> posted)
    {
        var reading = new AnswerReading(posted);
        foreach (var question in asked) reading.Take(question);
        return reading;
    }

    private void Take(Question question)
    {
        foreach (var field in question.Fields) read[field] = [];
        switch (question.Kind)
        {
            case QuestionKind.Statements:
                foreach (var field in question.Fields) Score(question, field);
                break;
            case QuestionKind.One or QuestionKind.Several: Chosen(question); break;
            case QuestionKind.Ranking: Ranked(question); break;
            case QuestionKind.Number: Number(question); break;
            case QuestionKind.Date: Date(question); break;
            case QuestionKind.Line or QuestionKind.Text: Text(question); break;
            case QuestionKind.Contact: Contact(question); break;
            case QuestionKind.Consent: Keep(question.Key, Posted(question.Key) is null ? null : "yes"); break;
            // Whoever takes the file in says by which id it is kept, and what it is called.
            case QuestionKind.File: read[question.Key] = posted(question.Key) is [var id, var name] ? [id, name] : []; break;
            case QuestionKind.Words: break;
            default: Score(question, question.Key); break;
        }

        if (question.Needed == Needed.Yes) Require(question);
    }

    // Of statements each is wanted, of contact any part.
    private void Require(Question question)
    {
        var lacking = question.Kind switch
        {
            QuestionKind.Statements => question.Fields.Where(field => read[field].Count == 0),
            _ => question.Fields.Any(field => read[field].Count > 0) ? [] : [question.Kind == QuestionKind.Contact ? question.Fields.First() : question.Key],
        };
        var told = question.Kind == QuestionKind.Statements ? [] : question.Fields.Intersect(faults.Select(fault => fault.Field)).ToArray();
        faults.AddRange(lacking.Where(field => told.Length == 0 && !faults.Exists(fault => fault.Field == field)).Select(field => new Fault(field, "required")).ToArray());
    }

    private string? Posted(string field) => posted(field) is [var value, ..] && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    private void Keep(string field, string? value)
    {
        if (value is not null) read[field] = [value];
    }

    private void Refuse(string field, string reason) => faults.Add(new(field, reason));

    private void Score(Question question, string field)
    {
        if (Posted(field) is not { } text) return;
        var (low, high) = question.Scale ?? (0, 0);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var score) && score >= low && score <= high)
            Keep(field, score.ToString(CultureInfo.InvariantCulture));
        else Refuse(field, "off_scale");
    }

    private void Chosen(Question question)
    {
        var other = question.Other ? PlainText.Of(Posted($"{question.Key}.other"), LongestOther, $"{question.Key}.other", faults) : null;
        if (other is not null) read[$"{question.Key}.other"] = [other];
        string[] chosen = [.. posted(question.Key).Where(value => !string.IsNullOrWhiteSpace(value)).Distinct()];
        if (chosen.Any(value => question.Choices.All(choice => choice.Key != value) && !(question.Other && value == "other"))) Refuse(question.Key, "unknown");
        else if (question.Kind == QuestionKind.One && chosen.Length > 1) Refuse(question.Key, "only_one");
        else if (chosen.Length > 1 && chosen.Any(value => question.Choices.Any(choice => choice.Key == value && choice.Alone))) Refuse(question.Key, "excludes");
        else if (chosen.Length > 0) Several(question, chosen);
        // Who writes something else and forgets to tick it has said it all the same.
        if (other is not null && !read[question.Key].Contains("other") && question.Kind == QuestionKind.Several) read[question.Key] = [.. read[question.Key], "other"];
        else if (other is not null && read[question.Key].Count == 0 && chosen.Length == 0) read[question.Key] = ["other"];
    }

    private void Several(Question question, string[] chosen)
    {
        if (question.Kind == QuestionKind.Several && question.Least is { } least && chosen.Length < least) Refuse(question.Key, "too_few");
        else if (question.Kind == QuestionKind.Several && question.Most is { } most && chosen.Length > most) Refuse(question.Key, "too_many");
        else read[question.Key] = chosen;
    }

    // Each choice comes with its place; those without one were not put in order.
    private void Ranked(Question question)
    {
        var places = new SortedDictionary<int, string>();
        foreach (var choice in question.Choices)
        {
            if (Posted($"{question.Key}.{choice.Key}") is not { } text) continue;
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var place) || place < 1 || place > question.Choices.Count) Refuse(question.Key, "off_scale");
            else if (!places.TryAdd(place, choice.Key)) Refuse(question.Key, "twice");
        }

        if (faults.All(fault => fault.Field != question.Key) && places.Count > 0) read[question.Key] = [.. places.Values];
    }

    private void Number(Question question)
    {
        if (Posted(question.Key) is not { } text) return;
        var (number, reason) = NumberOf(text);
        if (reason is not null) Refuse(question.Key, reason);
        else if (number < question.Least) Refuse(question.Key, "too_small");
        else if (number > question.Most) Refuse(question.Key, "too_large");
        else Keep(question.Key, number?.ToString("R", CultureInfo.InvariantCulture));
    }

    /// <summary>The number that somebody wrote, with a point or a comma, or why it is none.</summary>
    /// <remarks>Of 1,500 nobody can tell whether it is one and a half or fifteen hundred: whoever wrote it is asked.</remarks>
    internal static (double? Number, string? Reason) NumberOf(string text) =>
        Thousands().IsMatch(text) ? (null, "thousands") : Test.Number(text.Replace(',', '.')) is { } number ? (number, null) : (null, "not_a_number");

    // What begins with nought is a fraction.
    [GeneratedRegex(@"(?<!\A[+-]?0),[0-9]{3}(?:\.[0-9]*)?\z")]
    private static partial Regex Thousands();

    private void Date(Question question)
    {
        if (Posted(question.Key) is not { } text) return;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) Keep(question.Key, text);
        else Refuse(question.Key, "not_a_date");
    }

    private void Text(Question question)
    {
        var longest = question.Kind == QuestionKind.Line ? LongestLine : (int)Math.Min(question.Most ?? LongestText, Hearing.LongestText);
        if (PlainText.Of(Posted(question.Key), longest, question.Key, faults) is { } text && faults.All(fault => fault.Field != question.Key)) Keep(question.Key, text);
    }

    private void Contact(Question question)
    {
        Keep($"{question.Key}.name", PlainText.Of(Posted($"{question.Key}.name"), 200, $"{question.Key}.name", faults));
        Known("mail", Identities.Mail, "not_a_mail");
        Known("phone", phone => Identities.Phone(phone), "not_a_phone");

        void Known(string part, Func<string, string?> canonical, string reason)
        {
            if (Posted($"{question.Key}.{part}") is not { } written) return;
            if (canonical(written) is { } value) Keep($"{question.Key}.{part}", value);
            else Refuse($"{question.Key}.{part}", reason);
        }
    }
}
