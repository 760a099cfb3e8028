using System.Runtime.InteropServices;

namespace Kolot.Store;

/// <summary>Gives back what SQLite has freed.</summary>
/// <remarks>
/// Its connections move from thread to thread, and glibc keeps a heap for each: in a long import the room freed in one heap is wanted in another,
/// and the heaps grow to the size of a page cache each.
/// </remarks>
internal static partial class NativeMemory
{
    /// <summary>Gives it back to the system, on glibc; elsewhere nothing happens. Takes a few milliseconds.</summary>
    public static void GiveBack()
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            _ = Trim(0);
        }
        catch (Exception fault) when (fault is EntryPointNotFoundException or DllNotFoundException)
        {
            // Another C library, with another way to allocate.
        }
    }

    [LibraryImport("libc.so.6", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint pad);
}
