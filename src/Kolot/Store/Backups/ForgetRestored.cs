using Kolot.Core.Organisation;
using Kolot.Store.Forgetting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Kolot.Store.Backups;

/// <summary>Leaves out of what is restored those who were erased since it was taken, before anybody can open it.</summary>
public sealed class ForgetRestored(Databases databases, Tombstones tombstones, SweepFile sweep)
{
    /// <summary>Leaves them out: by what is known of them here, and by what the archive knows itself.</summary>
    internal async Task<ErasureCounts> Run(ArchivedPeople people, string organisation, DateTime foundedAt, CancellationToken cancel)
    {
        await using (var directory = databases.OpenDirectory())
        {
            await using var writing = await directory.Database.BeginTransactionAsync(cancel);
            foreach (var (table, rows) in people.Tables.Where(one => ArchiveTables.IsOfErasures(one.Table.Name)))
            {
                var at = table.Places["organisation"];
                foreach (var row in rows)
                {
                    row[at] = organisation;
                    await TableFilling.AddUnlessThere(writing.GetDbTransaction(), table, row, cancel);
                }
            }

            await writing.CommitAsync(cancel);
        }

        await tombstones.Follow(organisation, foundedAt, cancel);
        var forgotten = await tombstones.Of(organisation, cancel);
        await using var store = databases.OpenOrganisation(organisation);
        var counts = await ForgetAgain.Run(store, forgotten, cancel);
        if (counts.IsNothing) return counts;
        await sweep.Words(organisation, cancel);
        await sweep.Run(organisation, cancel);
        return counts;
    }
}
