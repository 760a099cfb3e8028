using System.Globalization;
using System.IO.Compression;
using ExcelDataReader;

namespace Kolot.Listen.Importing;

/// <summary>Rows of the first sheet of an Excel file, new or old.</summary>
public sealed class ExcelRows : FileRows
{
    // Texts of a sheet are packed some twenty to one; far more than that is no office's file.
    private const long MostUnpacked = 100;

    private readonly System.IO.Stream stream;
    private readonly IExcelDataReader reader;
    private long line;

    /// <summary>Over an Excel file.</summary>
    /// <exception cref="InvalidDataException">It is none, or it cannot be read; the message is a code.</exception>
    public ExcelRows(System.IO.Stream stream)
    {
        this.stream = stream;
        Encodings.Of("windows-1255");
        CheckSize(stream);
        try
        {
            reader = ExcelReaderFactory.CreateReader(stream, new ExcelReaderConfiguration { LeaveOpen = true });
        }
        catch (Exception fault) when (fault is ExcelDataReader.Exceptions.ExcelReaderException or InvalidDataException or System.Xml.XmlException)
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
            var cells = new string[reader.FieldCount];
            for (var at = 0; at < cells.Length; at++) cells[at] = Text(reader.GetValue(at));
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
        catch (Exception fault) when (fault is ExcelDataReader.Exceptions.ExcelReaderException or InvalidDataException or System.Xml.XmlException)
        {
            throw new InvalidDataException("excel_broken", fault);
        }
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        DateTime moment => moment.ToString(moment.TimeOfDay == default ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        bool yes => yes ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static void CheckSize(System.IO.Stream stream)
    {
        if (stream.ReadByte() != 'P')
        {
            stream.Position = 0;
            return;
        }

        try
        {
            using var packed = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            if (packed.Entries.Sum(entry => entry.Length) > Math.Max(stream.Length, 1 << 20) * MostUnpacked) throw new InvalidDataException("excel_too_large");
        }
        catch (InvalidDataException fault) when (fault.Message != "excel_too_large")
        {
            throw new InvalidDataException("excel_broken", fault);
        }

        stream.Position = 0;
    }
}
