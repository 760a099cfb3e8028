namespace Kolot.Listen.Importing;

/// <summary>A row of a file, as it stands there.</summary>
/// <param name="Line">Its number, from 1, headers counted.</param>
/// <param name="Cells">Its cells.</param>
/// <param name="Trouble">Why it cannot be relied on, as a code: it was cut short, or letters in it are broken; null while it can.</param>
public sealed record FileRow(long Line, string[] Cells, string? Trouble = null);

/// <summary>The rows of a file, one after the other, without ever holding all of them.</summary>
public abstract class FileRows : IDisposable
{
    /// <summary>The most cells in a row. Whoever has more columns has taken the wrong delimiter.</summary>
    public const int MostCells = 2_000;

    /// <summary>How many bytes of the file were read so far.</summary>
    public abstract long BytesRead { get; }

    /// <summary>The rows, from the first. Can be read once.</summary>
    /// <exception cref="InvalidDataException">The file cannot be read on; the message is a code.</exception>
    public abstract IEnumerable<FileRow> Read();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of the file.</summary>
    protected abstract void Dispose(bool disposing);
}
