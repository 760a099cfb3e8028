using Kolot.Core.Understand.Measures;
using Kolot.Shell.Parts;

namespace Kolot.Understand.Scores;

/// <summary>What the drawing of a course is made of.</summary>
internal static class CourseLines
{
    /// <summary>The paper that holds all of it, with a little room.</summary>
    public static Plot Paper(Course course, Measure measure, (int Wide, int From, int To) size)
    {
        double[] seen = [.. course.Points.Where(point => point.Figure.Why is null).SelectMany(Heights)];
        var (low, high) = (Math.Max(measure.Least, seen.Min()), Math.Min(measure.Most, seen.Max()));
        var room = Math.Max((high - low) * 0.08, (measure.Most - measure.Least) * 0.01);
        return new(size.Wide, size.From, size.To, Math.Max(measure.Least, low - room), Math.Min(measure.Most, high + room));
    }

    /// <summary>What the reader noted, at the piece in which it began.</summary>
    public static IEnumerable<(int At, string Note)> Noted(ScoreView view) =>
        from note in view.Notes
        from point in view.Course.Points.Index()
        where point.Item.Span.From <= note.Day && note.Day <= point.Item.Span.To
        select (point.Index, note.Note);

    /// <summary>The stretches that a line may join: unknown is never a straight line, and what two rules counted is not one line.</summary>
    public static IEnumerable<int[]> Runs(IReadOnlyList<CoursePoint> points)
    {
        for (var first = 0; first < points.Count; first++)
        {
            if (points[first].Figure.Why is not null) continue;
            var last = first;
            while (last + 1 < points.Count && points[last + 1].Figure.Why is null && points[last + 1].Version == points[first].Version) last++;
            yield return [.. Enumerable.Range(first, last - first + 1)];
            first = last;
        }
    }

    /// <summary>A piece in words.</summary>
    public static string Told(CoursePoint point, Measure measure, Grain grain) =>
        $"{ScoreWords.Short(point.Span, grain)}: {ScoreWords.Value(measure, point.Figure.Value.Value)} ({ScoreWords.Value(measure, point.Figure.Value.Interval.Low)}, {ScoreWords.Value(measure, point.Figure.Value.Interval.High)}), n = {Numbers.Text(point.Figure.Value.N)}";

    private static double[] Heights(CoursePoint point)
    {
        var figure = point.Figure.Value;
        return [figure.Interval.Low, figure.Interval.High, point.Limits?.Low ?? figure.Value, point.Limits?.High ?? figure.Value];
    }
}
