using System.Buffers;
using Kolot.Core.Facts;

namespace Kolot.Store.Facts;

/// <summary>One organisation's facts, in memory on this node: loaded once, then fed.</summary>
/// <param name="databases">Where its voices are.</param>
/// <param name="organisation">Whose they are.</param>
/// <param name="file">Where they are kept over a restart.</param>
internal sealed class HeldFacts(Databases databases, string organisation, FactFile file) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private FactImage? image;
    private FactsFed fed;
    private long? written;

    /// <summary>What can be counted; null while it is loaded.</summary>
    public FactView? View { get; private set; }

    /// <summary>Which share of it is loaded, from 0 to 1.</summary>
    public double Loaded { get; private set; }

    /// <summary>The bytes that it took when it was last fed.</summary>
    public long Bytes { get; private set; }

    /// <summary>How much changed since what the file has; null where there is none of it.</summary>
    public long? Unwritten => fed.Changes - written;

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    /// <summary>Reads the file, or, where that does not serve, all voices; once more where the organisation changed its days meanwhile.</summary>
    public Task Load(CancellationToken cancel) => InTurn(async () =>
    {
        while (!await LoadFile(cancel) && !await LoadAll(cancel)) cancel.ThrowIfCancellationRequested();
        Loaded = 1;
        return true;
    }, cancel);

    /// <summary>Brings in what changed since it was last looked.</summary>
    /// <returns>False if that cannot be told any more, so that all must be loaded anew.</returns>
    public Task<bool> Look(CancellationToken cancel) => InTurn(() => image is { } facts ? FeedIn(facts, fed, cancel) : Task.FromResult(false), cancel);

    /// <summary>Writes it to the file.</summary>
    /// <remarks>
    /// It is fed on meanwhile. What changes while blocks are written is fed in once more by whoever reads them, from where the feed stood when the first one was begun: twice does no harm.
    /// </remarks>
    public async Task Write(CancellationToken cancel)
    {
        var (facts, from) = await InTurn(() => Task.FromResult((image, fed)), cancel);
        if (facts is null) return;
        await using var writing = file.Write(new(from.Database, facts.Days.Mark, from.Position));
        await writing.Begin(cancel);
        var (block, rest, more) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>(), true);
        for (var next = 0; more; next++)
        {
            block.ResetWrittenCount();
            var index = next;
            more = await InTurn(() => Task.FromResult(Take(facts, index, block, rest)), cancel);
            await writing.Add(FactSection.Block, block.WrittenMemory, cancel);
        }

        await writing.Add(FactSection.Rest, rest.WrittenMemory, cancel);
        if (await writing.End(cancel)) written = from.Changes;
    }

    // The last block and the rest are of one moment.
    private static bool Take(FactImage facts, int index, IBufferWriter<byte> block, IBufferWriter<byte> rest)
    {
        BlockBytes.Write(facts.Blocks[index], block);
        if (index + 1 < facts.Blocks.Count) return true;
        ImageBytes.WriteRest(facts, rest);
        return false;
    }

    private async Task<bool> LoadFile(CancellationToken cancel)
    {
        if (file.WrittenAt is null) return false;
        await using var connection = await databases.Connect(organisation, cancel);
        var state = await Feed.State(connection, cancel);
        if (file.Read(state, await FactLoading.Days(connection, cancel), cancel) is not var (facts, position)) return false;
        written = 0;
        if (await FeedIn(facts, new(state.Database, position, 0, false), cancel)) return true;
        file.Remove();
        return false;
    }

    private async Task<bool> LoadAll(CancellationToken cancel)
    {
        await using var connection = await databases.Connect(organisation, cancel);
        // What changes while all is read is read once more.
        var state = await Feed.State(connection, cancel);
        (Loaded, written) = (0, null);
        var facts = await FactLoading.All(connection, await FactLoading.Days(connection, cancel), share => Loaded = share, cancel);
        return await FeedIn(facts, new(state.Database, state.Next, 0, false), cancel);
    }

    private async Task<bool> FeedIn(FactImage facts, FactsFed from, CancellationToken cancel)
    {
        await using var connection = await databases.Connect(organisation, cancel);
        if (await FactFeeding.Run(connection, facts, from, cancel) is not { } now) return false;
        (image, fed, View, Bytes) = (facts, now, facts.View, facts.Bytes);
        // Of whoever was erased nothing may lie on disk until the next one is written.
        if (!now.Gone) return true;
        file.Remove();
        written = null;
        return true;
    }

    private async Task<T> InTurn<T>(Func<Task<T>> act, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            return await act();
        }
        finally
        {
            turn.Release();
        }
    }
}
