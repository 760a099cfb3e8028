using System.Text;

namespace Kolot.Understand.Boards.Letters;

/// <summary>A letter in words alone, from the same pieces.</summary>
public static class LetterText
{
    /// <summary>Its text, in paragraphs.</summary>
    public static string Of(LetterFrame frame, IReadOnlyList<LetterPiece> pieces)
    {
        var text = new StringBuilder().Append(frame.Board).Append('\n').Append(frame.Whose).Append("\n\n");
        foreach (var piece in pieces)
        {
            text.Append("* ").Append(piece.Title).Append('\n');
            if (piece.About.Length > 0) text.Append(piece.About).Append('\n');
            if (piece.Value is { } value) text.Append(value).Append('\n');
            foreach (var sentence in piece.Sentences) text.Append(sentence).Append('\n');
            foreach (var bar in piece.Bars) text.Append("- ").Append(bar.Label).Append(": ").Append(bar.Told).Append('\n');
            foreach (var line in piece.Lines) text.Append("- ").Append(line.Label).Append(": ").Append(line.Told).Append("\n  ").Append(frame.Scores).Append(line.Path).Append('\n');
            if (piece.Query is { } path && frame.ShowsPaths) text.Append(frame.Scores).Append(path).Append('\n');
            text.Append('\n');
        }

        text.Append(frame.Reach).Append("\n\n").Append(frame.OpenLabel).Append(":\n").Append(frame.Link);
        if (frame.Stop is { } stop) text.Append("\n\n").Append(frame.StopLabel).Append(":\n").Append(stop);
        return text.Append('\n').ToString();
    }
}
