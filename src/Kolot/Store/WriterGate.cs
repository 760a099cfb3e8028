using Microsoft.EntityFrameworkCore.Storage;

namespace Kolot.Store;

/// <summary>Lets one writer at a time at an organisation's SQLite file, in order of arrival. On PostgreSQL it stands open.</summary>
/// <remarks>Without it, writers poll for SQLite's lock, and an unlucky one waits for seconds.</remarks>
public sealed class WriterGate(bool open) : IDisposable
{
    /// <summary>One at which nobody waits.</summary>
    public static WriterGate Open { get; } = new(open: true);

    private readonly SemaphoreSlim one = new(1, 1);

    /// <summary>Waits for one's turn; disposing what is returned ends it.</summary>
    public async ValueTask<IDisposable> Enter(CancellationToken cancel)
    {
        if (open) return AtOnce.Instance;
        await one.WaitAsync(cancel);
        return new Turn(one);
    }

    /// <inheritdoc/>
    public void Dispose() => one.Dispose();

    private sealed class Turn(SemaphoreSlim one) : IDisposable
    {
        private SemaphoreSlim? held = one;

        public void Dispose() => Interlocked.Exchange(ref held, null)?.Release();
    }

    private sealed class AtOnce : IDisposable
    {
        public static readonly AtOnce Instance = new();

        public void Dispose()
        {
        }
    }
}

/// <summary>A transaction and one's turn at the gate. Without <see cref="Commit"/>, nothing happened.</summary>
public sealed class Writing(IDbContextTransaction transaction, IDisposable turn) : IAsyncDisposable
{
    /// <summary>Makes it so.</summary>
    public Task Commit(CancellationToken cancel) => transaction.CommitAsync(cancel);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        turn.Dispose();
    }
}

public sealed partial class OrganisationStore
{
    /// <summary>Where those who write to it take turns.</summary>
    internal WriterGate Gate { get; set; } = WriterGate.Open;
}
