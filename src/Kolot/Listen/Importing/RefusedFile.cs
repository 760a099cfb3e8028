using System.Globalization;
using System.Text;
using System.Text.Json;
using Kolot.Core.Listen.Importing;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Importing;

/// <summary>The refused rows of an import as a file like the one that they came in, with the reason in a last column.</summary>
internal static class RefusedFile
{
    private const int Together = 1_000;

    /// <summary>Writes it, a part at a time.</summary>
    public static async Task Write(OrganisationStore store, ImportRun run, Stream body, CancellationToken cancel)
    {
        var mapping = MappingJson.Read(run.Mapping ?? "") ?? new();
        // With its mark, so that a spreadsheet reads Hebrew as Hebrew.
        await using var writer = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        var first = true;
        for (var after = 0L; ;)
        {
            var rows = await store.RefusedRows.AsNoTracking().Where(row => row.ImportId == run.Id && row.Id > after)
                .OrderBy(row => row.Id).Take(Together).ToArrayAsync(cancel);
            foreach (var row in rows)
            {
                var reason = row.Reason != ImportLedger.Header ? Problems.Say(row.Reason, mapping) : first ? Words.ImportReason : "";
                await writer.WriteAsync(Line(row.Cells, reason, mapping.Delimiter));
                first = false;
            }

            if (rows.Length < Together) return;
            after = rows[^1].Id;
        }
    }

    private static string Line(string cells, string reason, char delimiter)
    {
        var all = (JsonSerializer.Deserialize<string[]>(cells) ?? []).Append(reason);
        return string.Join(delimiter, all.Select(cell => Cell(cell.Replace(DelimitedRows.Broken, '\uFFFD'), delimiter))) + "\r\n";
    }

    // A cell that begins like a formula would run in a spreadsheet; a number or a phone does not.
    private static string Cell(string text, char delimiter)
    {
        if (text.Length == 0) return text;
        if (text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !IsNumber(text)) text = "'" + text;
        return text.Contains(delimiter) || text.AsSpan().ContainsAny("\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static bool IsNumber(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out _);
}
