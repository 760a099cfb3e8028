using System.Numerics;
using System.Runtime.InteropServices;
using Kolot.Core.Calendars;
using Kolot.Core.Facts;
using Microsoft.Extensions.Logging;

namespace Kolot.Store.Facts;

/// <summary>One organisation's file of what is counted. Whatever is wrong with it, it is as if there were none.</summary>
internal sealed class FactFile(string path, string unfinished, TimeProvider clock, ILogger log)
{
    private readonly Lock gate = new();
    private int removals;

    /// <summary>When it was written; null where there is none.</summary>
    public DateTime? WrittenAt => File.Exists(path) ? File.GetLastWriteTimeUtc(path) : null;

    /// <summary>Removes it, and what is being written.</summary>
    public void Remove()
    {
        lock (gate)
        {
            removals++;
            try
            {
                if (File.Exists(path)) File.Delete(path);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                log.LogWarning("The file of numbers at {Path} cannot be removed ({Kind})", path, fault.GetType().Name);
            }
        }
    }

    /// <summary>Begins to write one, beside the one that there is.</summary>
    public FactFileWriting Write(FactFileHead head) => new($"{path}.{Guid.CreateVersion7():N}{unfinished}", head, Put(removals));

    /// <summary>Whether there is one that is of a database as it is now.</summary>
    public bool IsOf(FeedState state)
    {
        try
        {
            using var reading = FactFileReading.Open(path);
            return reading?.Head.IsOf(state) == true;
        }
        catch (Exception fault) when (IsBroken(fault))
        {
            return false;
        }
    }

    /// <summary>Reads it; null where there is none that is of these days and this database.</summary>
    public (FactImage Image, long Position)? Read(FeedState state, LocalDays days, CancellationToken cancel)
    {
        try
        {
            using var reading = FactFileReading.Open(path);
            if (reading is null) return null;
            if (reading.Head.IsOf(state) && reading.Head.Days == days.Mark) return (reading.Image(days, cancel), reading.Head.Position);
            log.LogInformation("The file of numbers at {Path} is of another state of the database and is let go", path);
        }
        catch (Exception fault) when (IsBroken(fault))
        {
            log.LogWarning("The file of numbers at {Path} is not whole ({Kind}) and is let go; all voices are read instead", path, fault.GetType().Name);
        }

        Remove();
        return null;
    }

    private static bool IsBroken(Exception fault) => fault is AggregateException several
        ? several.InnerExceptions.All(IsBroken)
        : fault is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException or OverflowException or IndexOutOfRangeException or System.Text.Json.JsonException;

    // What was begun before somebody was erased must not take the place of what was removed since.
    private Func<string, bool> Put(int begun) => written =>
    {
        lock (gate)
        {
            if (removals != begun) return false;
            File.SetLastWriteTimeUtc(written, clock.GetUtcNow().UtcDateTime);
            File.Move(written, path, overwrite: true);
            return true;
        }
    };
}

/// <summary>What a file is of.</summary>
/// <param name="Database">Which database.</param>
/// <param name="Days">In which days it counts, as <see cref="LocalDays.Mark"/> tells them apart.</param>
/// <param name="Position">From where on its feed is to be read.</param>
internal readonly record struct FactFileHead(string Database, string Days, long Position)
{
    /// <summary>Whether that is so now. Where the feed is behind the file, somebody put an older database in place.</summary>
    public bool IsOf(FeedState state) => Database == state.Database && Position >= state.Pruned && Position <= state.Next;
}

/// <summary>How a file is put together: a beginning by which it is known, then sections, each with its length and a checksum (CRC-32C).</summary>
internal static class FactFileForm
{
    public const int Beginning = sizeof(ulong) + sizeof(ulong);
    public const int SectionHead = sizeof(int) + sizeof(uint) + sizeof(long);

    public static ulong Name => 0x53544341464C4F4B;

    /// <summary>The checksum of a section: of what it is, too, so that none is taken for another.</summary>
    public static uint SumOf(FactSection kind, ReadOnlySpan<byte> bytes)
    {
        var sum = BitOperations.Crc32C(uint.MaxValue, (uint)kind);
        foreach (var eight in MemoryMarshal.Cast<byte, ulong>(bytes)) sum = BitOperations.Crc32C(sum, eight);
        foreach (var one in bytes[(bytes.Length & ~7)..]) sum = BitOperations.Crc32C(sum, one);
        return ~sum;
    }
}

/// <summary>What a section holds.</summary>
internal enum FactSection
{
    Head = 1,
    Block,
    Rest,
    End,
}
