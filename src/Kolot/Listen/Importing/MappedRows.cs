using Kolot.Core;
using Kolot.Core.Listen.Importing;

namespace Kolot.Listen.Importing;

/// <summary>The rows of a file as a mapping reads them.</summary>
internal static class MappedRows
{
    /// <summary>Each row after the headers, which <paramref name="named"/> is told of; null stands for one that is passed over.</summary>
    /// <exception cref="InvalidDataException">The file cannot be read so; the message is <c>field:reason</c>.</exception>
    public static IEnumerable<RowToKeep?> Read(FileRows rows, ImportMapping mapping, ImportGround ground, Action<FileRow>? named = null)
    {
        var headers = new List<string[]>();
        RowReading? reading = null;
        foreach (var row in rows.Read())
        {
            if (headers.Count < mapping.HeaderRows)
            {
                headers.Add(row.Cells);
                named?.Invoke(row);
                continue;
            }

            reading ??= Begin(mapping, headers.Count == 0 ? [row.Cells] : headers, ground);
            yield return reading.PassesOver(row.Cells) ? null : KeepRows.Read(reading, mapping.Rows, row);
        }

        if (reading is null) Begin(mapping, headers, ground);
    }

    private static RowReading Begin(ImportMapping mapping, List<string[]> headers, ImportGround ground)
    {
        var opened = RowReading.Open(mapping, HeaderStyle.Named(headers, mapping.HeaderRows), ground);
        return opened.Refusal is Refusal.Invalid invalid
            ? throw new InvalidDataException($"{invalid.Faults[0].Field}:{invalid.Faults[0].Reason}")
            : opened.Value;
    }
}
