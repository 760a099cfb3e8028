using Kolot.Core.Listen.SurveyResults;
using Kolot.Core.Listen.Surveys;
using Kolot.Store;

namespace Kolot.Listen.SurveyResults.Files;

/// <summary>One response as a row: how it came about, and what was answered.</summary>
/// <param name="Seen">The response.</param>
/// <param name="Given">What was answered.</param>
/// <param name="Asked">The questions that were asked.</param>
public sealed record ExportRow(SeenResponse Seen, Given Given, HashSet<string> Asked)
{
    /// <summary>How it came about, in the order of <see cref="ExportSheet.Beginning"/>.</summary>
    public IReadOnlyList<object?> Beginning(TimeZoneInfo zone)
    {
        var response = Seen.Response;
        DateTime? Local(DateTime? moment) => moment is { } utc ? TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone) : null;
        return
        [
            response.Id.ToString(), Local(response.BegunAt), Local(response.FinishedAt), response.Language, response.Way, (double)response.Number,
            response.Counted.ToString().ToLowerInvariant(), (double)(OneResponse.SecondsOf(response.Seconds).Sum() ?? 0), Seen.Voice?.ToString(),
        ];
    }
}

/// <summary>What the file of an export holds: its columns, worded.</summary>
public sealed class ExportSheet
{
    private readonly ReadSurvey survey;
    private readonly Dictionary<int, AskedOf> asked;

    /// <summary>Of an export.</summary>
    /// <param name="survey">The survey.</param>
    /// <param name="export">The export.</param>
    /// <param name="zone">Where the organisation is.</param>
    public ExportSheet(ReadSurvey survey, SurveyExport export, TimeZoneInfo zone)
    {
        (this.survey, Export, Zone) = (survey, export, zone);
        asked = survey.Versions.ToDictionary(version => version.Key, version => new AskedOf(version.Value));
        Columns = new AnswerColumns(export.Language, InLanguage(nameof(Words.Other))).Of(survey.NewestFirst);
        Questions = AskedQuestions.Of(survey.NewestFirst);
    }

    /// <summary>How the columns are called that stand before the answers.</summary>
    public static IReadOnlyList<string> Beginning { get; } = ["id", "begun", "finished", "language", "way", "version", "counted", "seconds", "voice"];

    /// <summary>The export.</summary>
    public SurveyExport Export { get; }

    /// <summary>The survey.</summary>
    public SurveyRow Survey => survey.Row;

    /// <summary>Where the organisation is.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>The columns of answers.</summary>
    public IReadOnlyList<AnswerColumn> Columns { get; }

    /// <summary>The questions.</summary>
    public IReadOnlyList<Question> Questions { get; }

    /// <summary>What the columns before the answers mean, in the language of the export.</summary>
    public string LabelOf(string beginning) => InLanguage("Column_" + beginning);

    /// <summary>Something that is said in the language of the export; what is said to customers in others is said here in English.</summary>
    public string InLanguage(string key) => Words.ResourceManager.GetString(key, System.Globalization.CultureInfo.GetCultureInfo(Export.Language == "he" ? "he" : "en")) ?? key;

    /// <summary>A response as a row.</summary>
    public ExportRow RowOf(SeenResponse seen)
    {
        var (response, given) = (seen.Response, survey.GivenOf(seen));
        var keys = asked.TryGetValue(response.Number, out var of)
            ? of.Keys(new(response.Number, given) { IsFinished = response.FinishedAt is not null, Seconds = OneResponse.SecondsOf(response.Seconds) })
            : [];
        return new(seen, given, keys);
    }
}
