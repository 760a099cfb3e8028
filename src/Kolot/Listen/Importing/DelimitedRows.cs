using System.Text;

namespace Kolot.Listen.Importing;

/// <summary>Rows of a text file: RFC 4180, and the ways in which office programs stray from it.</summary>
/// <remarks>
/// A quote in a quoted cell that nobody doubled, as in בע"מ, is a letter unless a delimiter or the end of the line follows it. Line ends of all
/// systems are known, and may stand in quoted cells.
/// </remarks>
public sealed class DelimitedRows : FileRows
{
    /// <summary>Stands in the place of letters that the encoding cannot read; no file holds it otherwise.</summary>
    public const char Broken = '\uFFFE';

    // A cell longer than this is a quote that was opened and never closed.
    private const int LongestCell = 1_000_000;

    // Nor is a row longer than this one of a table.
    private const int LongestRow = 4_000_000;

    private readonly Stream stream;
    private readonly StreamReader reader;
    private readonly char delimiter;
    private readonly char[] buffer = new char[1 << 16];
    private readonly List<string> cells = [];
    private char[] cell = new char[1024];
    private (int At, int End) window;
    private int length, rowLength;
    private bool broken;

    /// <summary>Over a file in an encoding, cut by a delimiter.</summary>
    public DelimitedRows(Stream stream, string encoding, char delimiter)
    {
        (this.stream, this.delimiter) = (stream, delimiter);
        reader = new StreamReader(stream, Encodings.Of(encoding), detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
    }

    /// <inheritdoc/>
    public override long BytesRead => stream.Position;

    /// <inheritdoc/>
    public override IEnumerable<FileRow> Read()
    {
        var width = 0;
        for (var line = 1L; Peek() >= 0; line++)
        {
            var unclosed = ReadRow(line, out var ended);
            if (cells.Count == 1 && cells[0].Length == 0 && ended) continue;
            if (width == 0) width = cells.Count;
            var trouble = unclosed ? "quote_unclosed" : !ended && cells.Count < width ? "cut_short" : broken ? "broken_letters" : null;
            yield return new(line, [.. cells], trouble);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) reader.Dispose();
    }

    /// <returns>Whether the file ended within a quoted cell.</returns>
    private bool ReadRow(long line, out bool ended)
    {
        cells.Clear();
        (length, rowLength, broken) = (0, 0, false);
        var (quoted, wasQuoted) = (false, false);
        for (var letter = Next(); letter >= 0; letter = Next())
        {
            if (quoted)
            {
                if (letter != '"') Add(letter, line);
                else if (Peek() == '"') Add(Next(), line);
                else if (EndsCell(Peek())) quoted = false;
                else Add(letter, line);
            }
            else if (letter == '"' && length == 0 && !wasQuoted) (quoted, wasQuoted) = (true, true);
            else if (letter == delimiter) wasQuoted = EndCell(line);
            else if (letter is '\n' or '\r')
            {
                if (letter == '\r' && Peek() == '\n') Next();
                EndCell(line);
                ended = true;
                return false;
            }
            else Add(letter, line);
        }

        EndCell(line);
        ended = false;
        return quoted;
    }

    private bool EndsCell(int next) => next < 0 || next == delimiter || next is '\r' or '\n';

    private bool EndCell(long line)
    {
        if (cells.Count == MostCells) throw new InvalidDataException($"row {line}:too_many_columns");
        if ((rowLength += length) > LongestRow) throw new InvalidDataException($"row {line}:row_too_long");
        cells.Add(length == 0 ? "" : new string(cell, 0, length));
        length = 0;
        return false;
    }

    private void Add(int letter, long line)
    {
        if (length == LongestCell) throw new InvalidDataException($"row {line}:quote_unclosed");
        if (length == cell.Length) Array.Resize(ref cell, cell.Length * 2);
        broken |= letter == Broken;
        cell[length++] = (char)letter;
    }

    private int Next()
    {
        var letter = Peek();
        window.At++;
        return letter;
    }

    private int Peek()
    {
        if (window.At < window.End) return buffer[window.At];
        if (window.At > 0 && window.End == 0) return -1;
        window = (0, reader.Read(buffer, 0, buffer.Length));
        if (window.End > 0) return buffer[0];
        window = (1, 0);
        return -1;
    }
}
