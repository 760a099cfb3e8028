using System.Globalization;
using System.IO.Compression;
using ExcelDataReader;

namespace Kolot.Listen.Importing;

/// <summary>Rows of the first sheet of an Excel file, new or old.</summary>
public sealed class ExcelRows : FileRows
{
    // The texts of all sheets are held in memory while a sheet is read; the sheets are not.
    private const string Texts = "sharedStrings.xml";
    private const string NoSheet = "no_table";
    private const long MostOfTexts = 128L << 20;
    private const long MostUnpacked = 1L << 30;

    private readonly Stream stream;
    private readonly IExcelDataReader reader;
    private long line;

    /// <summary>Over an Excel file.</summary>
    /// <exception cref="InvalidDataException">It is none, or it cannot be read; the message is a code.</exception>
    public ExcelRows(Stream stream)
    {
        this.stream = stream;
        Encodings.Of("windows-1255");
        CheckSize(stream);
        try
        {
            reader = ExcelReaderFactory.CreateReader(stream, new ExcelReaderConfiguration { LeaveOpen = true });
        }
        catch (Exception fault) when (IsBroken(fault))
        {
            throw new InvalidDataException(fault is ExcelDataReader.Exceptions.InvalidPasswordException ? "excel_locked" : "excel_broken", fault);
        }
    }

    /// <inheritdoc/>
    public override long BytesRead => reader.RowCount <= 0 ? stream.Position : Math.Min(stream.Length, stream.Length * line / reader.RowCount);

    /// <summary>Whether a file that begins like this is one of Excel's.</summary>
    public static bool Begins(ReadOnlySpan<byte> start) => start.StartsWith("PK\u0003\u0004"u8) || start.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]);

    /// <inheritdoc/>
    public override IEnumerable<FileRow> Read()
    {
        while (Advance())
        {
            line++;
            var cells = new string[Math.Min(reader.FieldCount, MostCells)];
            for (var at = 0; at < cells.Length; at++) cells[at] = Text(reader.GetValue(at));
            for (var at = cells.Length; at < reader.FieldCount; at++)
                if (Text(reader.GetValue(at)).Length > 0) throw new InvalidDataException($"row {line}:too_many_columns");
            if (Array.TrueForAll(cells, cell => cell.Length == 0)) continue;
            yield return new(line, cells);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        reader.Dispose();
        stream.Dispose();
    }

    private bool Advance()
    {
        try
        {
            return reader.Read();
        }
        catch (Exception fault) when (IsBroken(fault))
        {
            throw new InvalidDataException("excel_broken", fault);
        }
    }

    // The reader falls over broken files in many ways; a broken disk is another matter, and may be well again later.
    private static bool IsBroken(Exception fault) => fault is EndOfStreamException or not (IOException or OutOfMemoryException);

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        DateTime moment => moment.ToString(moment.TimeOfDay == default ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        bool yes => yes ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static void CheckSize(Stream stream)
    {
        if (stream.ReadByte() != 'P')
        {
            stream.Position = 0;
            return;
        }

        try
        {
            using var packed = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            if (!packed.Entries.Any(entry => entry.FullName.StartsWith("xl/", StringComparison.OrdinalIgnoreCase))) throw new InvalidDataException(NoSheet);
            var room = MostUnpacked;
            foreach (var entry in packed.Entries)
            {
                var most = entry.Name.Equals(Texts, StringComparison.OrdinalIgnoreCase) ? Math.Min(room, MostOfTexts) : room;
                if (entry.Length < 0 || entry.Length > most) throw new InvalidDataException("excel_too_large");
                room -= entry.Length;
            }
        }
        catch (Exception fault) when (fault.Message is not ("excel_too_large" or NoSheet) && IsBroken(fault))
        {
            throw new InvalidDataException("excel_broken", fault);
        }

        stream.Position = 0;
    }
}
