using System.Globalization;

namespace Kolot.Core.Listen.Importing;

/// <summary>What a column probably says, and how surely.</summary>
/// <param name="Meaning">What it says.</param>
/// <param name="Confidence">0 to 1: below one half, a person should look.</param>
/// <param name="Dates">How it writes dates, where it says when.</param>
/// <param name="Low">The lowest score that could be given, where it is one.</param>
/// <param name="High">The highest score that could be given, where it is one.</param>
public sealed record ColumnGuess(ColumnMeaning Meaning, double Confidence, DateStyle? Dates = null, double? Low = null, double? High = null)
{
    /// <summary>Tells what a column says from its name and some of its cells.</summary>
    public static ColumnGuess Of(string header, IReadOnlyList<string> cells)
    {
        var samples = cells.Where(cell => !string.IsNullOrWhiteSpace(cell)).Select(cell => cell.Trim()).ToList();
        // Empty in the first rows says nothing of the rest, and what is left out is lost: it is kept as an answer.
        if (samples.Count == 0) return new(ColumnMeaning.Answer, 0.3);
        var named = ColumnNames.Of(header);
        return named?.Meaning switch
        {
            ColumnMeaning.HeardAt or ColumnMeaning.Since => Dated(named.Value, samples),
            ColumnMeaning.Score => Scored(header, named.Value.Confidence, samples),
            ColumnMeaning.CustomerMail => Share(samples, IsMail) > 0.5 ? new(ColumnMeaning.CustomerMail, 0.95) : FromCells(samples),
            ColumnMeaning.CustomerPhone => Share(samples, IsPhone) > 0.5 ? new(ColumnMeaning.CustomerPhone, 0.95) : FromCells(samples),
            { } meaning => new(meaning, named.Value.Confidence),
            null => FromCells(samples),
        };
    }

    /// <summary>The scale that scores like these were given on; null if they are no scores.</summary>
    public static (double Low, double High)? ScaleOf(string header, IReadOnlyList<string> cells)
    {
        var scores = cells.Select(Scores.Read).OfType<double>().ToList();
        if (scores.Count == 0 || scores.Count < cells.Count(cell => !string.IsNullOrWhiteSpace(cell)) * 0.8) return null;
        // Of many, a few may be slips of the pen: they stretch no scale, and are refused by name when the file is checked.
        scores.Sort();
        var slips = scores.Count / 33;
        var (least, most) = (scores[slips], scores[^(1 + slips)]);
        if (least < 0 || most > 100) return null;
        var recommends = IsRecommendation(header);
        return most switch
        {
            > 10 => (0, 100),
            > 7 => (least < 1 || recommends ? 0 : 1, 10),
            > 5 => recommends || least < 1 ? (0, 10) : (1, 7),
            _ when recommends => (0, 10),
            _ => (least < 1 ? 0 : 1, 5),
        };
    }

    private static bool IsRecommendation(string header) => header.Contains("nps", StringComparison.OrdinalIgnoreCase)
        || header.Contains("recommend", StringComparison.OrdinalIgnoreCase) || header.Contains("המלצה", StringComparison.Ordinal)
        || header.Contains("להמליץ", StringComparison.Ordinal) || header.Contains("תמליצ", StringComparison.Ordinal);

    private static ColumnGuess Dated((ColumnMeaning Meaning, double Confidence) named, List<string> samples) =>
        DateReading.Guess(samples) is { } style ? new(named.Meaning, named.Confidence, style) : new(ColumnMeaning.Answer, 0.4);

    // "recommended: yes" is an answer, and a comment on a score is a text, whatever its column is called.
    private static ColumnGuess Scored(string header, double confidence, List<string> samples) =>
        samples.Distinct().Count() > 1 && Share(samples, IsYesNo) < 0.8 && ScaleOf(header, samples) is { } scale
            ? new(ColumnMeaning.Score, confidence, Low: scale.Low, High: scale.High)
            : FromCells(samples);

    private static ColumnGuess FromCells(List<string> samples)
    {
        if (Share(samples, IsMail) > 0.8) return new(ColumnMeaning.CustomerMail, 0.8);
        if (Share(samples, cell => cell.AsSpan().ContainsAny('/', '-', '.') && !double.TryParse(cell, CultureInfo.InvariantCulture, out _)) > 0.9
            && DateReading.Guess(samples) is { } style and not (DateStyle.Excel or DateStyle.Unix))
            return new(ColumnMeaning.HeardAt, 0.6, style);
        if (Share(samples, IsMobile) > 0.8) return new(ColumnMeaning.CustomerPhone, 0.6);
        var words = samples.Average(cell => cell.Count(letter => letter == ' ') + 1);
        var distinct = samples.Distinct().Count() / (double)samples.Count;
        return words >= 4 && distinct > 0.6 ? new(ColumnMeaning.Text, 0.5 + Math.Min(0.3, words / 100)) : new(ColumnMeaning.Answer, 0.4);
    }

    private static double Share(List<string> samples, Func<string, bool> holds) => samples.Count(holds) / (double)samples.Count;

    private static bool IsMail(string cell) => Organisation.Identities.Mail(cell) is not null;

    private static bool IsPhone(string cell) => Organisation.Identities.Phone(cell) is not null;

    private static bool IsMobile(string cell) => (cell.StartsWith('+') || cell.StartsWith("05", StringComparison.Ordinal)) && IsPhone(cell)
        && cell.All(letter => char.IsAsciiDigit(letter) || letter is '+' or '-' or ' ');

    private static bool IsYesNo(string cell) => cell.ToLowerInvariant() is "yes" or "no" or "true" or "false" or "0" or "1" or "כן" or "לא";
}
