using Kolot.Core.Facts;
using Kolot.Core.Understand.Measures;

namespace Kolot.Core.Understand.Alerts;

/// <summary>What a whole piece of time said of a measure.</summary>
/// <param name="Span">Its days.</param>
/// <param name="N">How many answers.</param>
/// <param name="Customers">How many customers gave them.</param>
/// <param name="Value">The number.</param>
/// <param name="Error">Its standard error, which knows who answered more than once.</param>
public readonly record struct Piece(DaySpan Span, long N, double Customers, double Value, double Error)
{
    /// <summary>A piece as its figure tells it.</summary>
    public static Piece Of(DaySpan span, Figure figure) => new(span, figure.N, figure.Customers, figure.Value, figure.StandardError);
}

/// <summary>Several pieces as one.</summary>
/// <param name="Span">From the first day of the first to the last of the last.</param>
/// <param name="N">All answers.</param>
/// <param name="Value">The number over all of them.</param>
public readonly record struct Level(DaySpan Span, long N, double Value)
{
    /// <summary>The level of some pieces in order of time, at least one.</summary>
    public static Level Of(ReadOnlySpan<Piece> pieces)
    {
        var (n, sum) = (0L, 0d);
        foreach (var piece in pieces) (n, sum) = (n + piece.N, sum + (piece.N * piece.Value));
        return new(new(pieces[0].Span.From, pieces[^1].Span.To), n, sum / n);
    }
}
