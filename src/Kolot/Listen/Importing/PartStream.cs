using System.Data;
using System.Data.Common;
using Kolot.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Importing;

/// <summary>A stored file as a stream that can be read from anywhere, a part in memory at a time.</summary>
public sealed class PartStream : Stream
{
    /// <summary>How much a part holds; the last one holds what is left.</summary>
    public const int Size = 1 << 20;

    private readonly OrganisationStore store;
    private readonly Guid file;
    private readonly byte[] part = new byte[Size];
    private int filled;
    private int number = -1;
    private bool closed;
    private long position;

    private PartStream(OrganisationStore store, Guid file, long length)
    {
        (this.store, this.file) = (store, file);
        Length = length;
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length { get; }

    /// <inheritdoc/>
    public override long Position
    {
        get => position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            position = value;
        }
    }

    /// <summary>Opens a file; the store is closed with it.</summary>
    /// <returns>Null if it is not there.</returns>
    public static async Task<PartStream?> Open(OrganisationStore store, Guid file, CancellationToken cancel)
    {
        var last = await store.FileParts.Where(part => part.FileId == file).OrderByDescending(part => part.Number)
            .Select(part => new { part.Number, part.Content.Length }).FirstOrDefaultAsync(cancel);
        return last is null ? null : new(store, file, ((long)last.Number * Size) + last.Length);
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || position >= Length) return 0;
        Turn((int)(position / Size));
        var here = part.AsSpan(0, filled)[(int)(position % Size)..];
        var read = Math.Min(here.Length, buffer.Length);
        here[..read].CopyTo(buffer);
        position += read;
        return read;
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => position + offset,
        _ => Length + offset,
    };

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // Whoever reads it may close it too; a store is given back once.
        if (disposing && !closed) store.Dispose();
        closed = true;
        base.Dispose(disposing);
    }

    // Into the same array each time, past the model: arrays as large as a part are let go of late, and a file has hundreds.
    private void Turn(int to)
    {
        if (number == to) return;
        var connection = store.Database.GetDbConnection();
        store.Database.OpenConnection();
        try
        {
            using var command = connection.CreateCommand();
            // With the number of its row SQLite hands it over piece by piece.
            command.CommandText = $"select content{(connection is SqliteConnection ? ", rowid" : "")} from file_parts where file_id = @file and number = @number";
            Add(command, "file", file);
            Add(command, "number", to);
            using var reader = command.ExecuteReader(CommandBehavior.SingleRow | CommandBehavior.SequentialAccess);
            if (!reader.Read()) throw new InvalidDataException("file_gone");
            (filled, number) = ((int)reader.GetBytes(0, 0, part, 0, Size), to);
        }
        finally
        {
            store.Database.CloseConnection();
        }
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
