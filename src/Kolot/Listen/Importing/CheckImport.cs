using Kolot.Core;
using Kolot.Core.Listen;
using Kolot.Core.Listen.Importing;
using Kolot.Core.Organisation;

namespace Kolot.Listen.Importing;

/// <summary>What would come of a file, or of its first rows.</summary>
/// <param name="Read">Rows read.</param>
/// <param name="PassedOver">Rows that the mapping passes over.</param>
/// <param name="Refused">Rows that could not come in.</param>
/// <param name="First">The first of those, with the reasons.</param>
/// <param name="Trouble">Why the file cannot be read at all, or not to its end; null while it can.</param>
public sealed record CheckedFile(long Read, long PassedOver, long Refused, IReadOnlyList<(FileRow Row, string Reasons)> First, Fault? Trouble)
{
    /// <summary>Rows that would come in.</summary>
    public long Good => Read - PassedOver - Refused;
}

/// <summary>Tries a mapping on a file, keeping nothing.</summary>
public sealed class CheckImport(KnownNames names, KeepRows keep, TimeProvider clock)
{
    private const int Shown = 20;

    /// <summary>Reads the rows as an import would.</summary>
    public async Task<CheckedFile> Run(Member by, FileRows rows, ImportMapping mapping, long most, CancellationToken cancel)
    {
        var ground = await keep.GroundOf(by.Organisation, cancel);
        var known = await names.Of(by.Organisation, cancel);
        var arrival = new Arrival(by, clock.GetUtcNow().UtcDateTime);
        var (read, passed, refused) = (0L, 0L, 0L);
        var first = new List<(FileRow, string)>();
        try
        {
            foreach (var row in MappedRows.Read(rows, mapping, ground))
            {
                cancel.ThrowIfCancellationRequested();
                read++;
                if (row is null) passed++;
                else if ((row.Refusal ?? Decide(row, known, arrival)) is { } refusal)
                {
                    refused++;
                    if (first.Count < Shown) first.Add((row.Row, Reasons.Of(refusal)));
                }

                if (read >= most) break;
            }
        }
        catch (InvalidDataException fault)
        {
            return new(read, passed, refused, first, Reasons.Read(fault.Message)[0]);
        }

        return new(read, passed, refused, first, null);
    }

    private static Refusal? Decide(RowToKeep row, Names known, Arrival arrival) =>
        row.Voice is { } voice ? Hearing.Decide(voice, known, arrival, 0).Refusal
        : row.Customer is { Id: null } ? new Refusal.Invalid("customer.id", "required")
        : null;
}
