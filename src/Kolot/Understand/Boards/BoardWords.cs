using System.Globalization;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Boards;
using Kolot.Listen;
using Kolot.Shell.Parts;
using Kolot.Understand.Scores;

namespace Kolot.Understand.Boards;

/// <summary>How tiles are called in the reader's language.</summary>
public static class BoardWords
{
    /// <summary>What a tile is called: as somebody named it, or by what it counts.</summary>
    public static string TitleOf(TileView tile) => tile switch
    {
        { Tile.Title: { Length: > 0 } title } => title,
        { Score: { } view } => string.Join(" · ", [ScoreWords.Name(view.Measure), .. Slice(view)]),
        { Tile.Shape: TileShape.Note } => Words.ShapeNote,
        _ => Words.TileNameless,
    };

    /// <summary>What it counts, where its title does not say so: the measure and the slice, and the days.</summary>
    public static string About(TileView tile)
    {
        if (tile.Score is not { } view) return "";
        string[] named = tile.Tile.Title is null ? [] : [ScoreWords.Name(view.Measure), .. Slice(view)];
        string[] by = tile.Tile.Shape == TileShape.Groups && view.Query.By is { } axis ? [Format(Words.TileBy, ScoreWords.Within(ScoreWords.Axis(axis)))] : [];
        return string.Join(" · ", [.. named, .. by, Days(view)]);
    }

    /// <summary>The days that a view looks at: those that move along by their number; of whole pieces of time those that are counted.</summary>
    public static string Days(ScoreView view) => (view.Pieces, view.Query.Days) switch
    {
        (null, { } days) => Format(Words.LastDays, days.ToString(CultureInfo.InvariantCulture)),
        (null, _) => Format(Words.FromTo, Day(view.Period.From), Day(view.Period.To)),
        _ => Format(Words.FromTo, Day(view.Counted.From), Day(view.Counted.To)),
    };

    /// <summary>A shape's name.</summary>
    public static string Shape(TileShape shape) => Words.ResourceManager.GetString($"Shape{shape}", CultureInfo.CurrentUICulture) ?? shape.ToString();

    /// <summary>A day.</summary>
    public static string Day(DateOnly day) => Moments.Date(day.ToDateTime(TimeOnly.MinValue));

    /// <summary>Whose voices a view counts: each narrowing in one word.</summary>
    public static IEnumerable<string> Slice(ScoreView view)
    {
        var names = view.Names;
        foreach (var (name, code) in view.Query.Chosen)
            yield return name switch
            {
                "channel" => Named(names.Channels, code),
                "stage" => Named(names.Stages, code),
                "touchpoint" => Named(names.Touchpoints, code),
                "unit" => Named(names.Units, code),
                "kind" => Enum.TryParse<Core.Listen.VoiceKind>(code, ignoreCase: true, out var kind) ? VoiceWords.Kinds(kind) : code,
                _ => VoiceWords.LanguageName(code),
            };
        foreach (var (key, value) in view.Query.Attributes) yield return $"{ScoreWords.Axis(ScoreQuery.Attribute + key)}: {value}";
    }

    private static string Named(IEnumerable<INamed> all, string code) =>
        all.FirstOrDefault(one => string.Equals(one.Code, code, StringComparison.OrdinalIgnoreCase)) is { } found ? VoiceWords.Name(found) : code;

    private static string Format(string sentence, params object[] with) => string.Format(CultureInfo.InvariantCulture, sentence, with);
}
