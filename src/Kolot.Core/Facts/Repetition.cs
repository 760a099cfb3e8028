namespace Kolot.Core.Facts;

/// <summary>Notes of each voice how many days before and after it its customer spoke: so that who spoke more than once is found without looking for them.</summary>
/// <remarks>A number that is too small does no harm, one that is too large would: where the order of time is broken, it is reckoned anew.</remarks>
internal sealed class Repetition
{
    private readonly HashSet<int> disordered = [];
    private int[] lastAt = [];
    private ushort[] lastDay = [];

    /// <summary>The bytes that it takes.</summary>
    public long Bytes => (lastAt.Length * (long)sizeof(int)) + (lastDay.Length * (long)sizeof(ushort));

    /// <summary>A voice came, as the last of all.</summary>
    public void Came(List<FactBlock> blocks, int row)
    {
        var block = blocks[^1];
        var (customer, day) = (block.Customers[row], block.Days[row]);
        block.Beside(row, FactBlock.Alone, FactBlock.Alone);
        if (customer == 0) return;
        MakeRoom(customer);
        var (before, at) = (lastAt[customer] - 1, ((blocks.Count - 1) * FactBlock.Size) + row);
        if (before >= 0 && day < lastDay[customer])
        {
            disordered.Add(customer);
            return;
        }

        if (before >= 0)
        {
            var gap = GapOf(day - lastDay[customer]);
            block.Beside(row, gap, FactBlock.Alone);
            var (earlier, there) = (blocks[before / FactBlock.Size], before % FactBlock.Size);
            earlier.Beside(there, earlier.Since[there], Math.Min(earlier.Until[there], gap));
        }

        (lastAt[customer], lastDay[customer]) = (at + 1, day);
    }

    /// <summary>A voice is another customer's now.</summary>
    public void Moved(int customer)
    {
        if (customer != 0) disordered.Add(customer);
    }

    /// <summary>The last block was put in order.</summary>
    public void Reordered(List<FactBlock> blocks)
    {
        var (block, from) = (blocks[^1], (blocks.Count - 1) * FactBlock.Size);
        for (var row = 0; row < block.Count; row++)
        {
            var customer = block.Customers[row];
            // Of several of one day any may be the last: each has another one in no days.
            if (customer < lastAt.Length && lastAt[customer] > from && block.Days[row] == lastDay[customer]) lastAt[customer] = from + row + 1;
        }
    }

    /// <summary>Reckons anew what came out of order.</summary>
    public void Settle(IReadOnlyList<FactBlock> blocks)
    {
        if (disordered.Count == 0) return;
        var voices = new List<(int Customer, ushort Day, int At)>();
        for (var index = 0; index < blocks.Count; index++)
        {
            var block = blocks[index];
            for (var row = 0; row < block.Count; row++)
                if (disordered.Contains(block.Customers[row])) voices.Add((block.Customers[row], block.Days[row], (index * FactBlock.Size) + row));
        }

        voices.Sort();
        for (var index = 0; index < voices.Count; index++)
        {
            var (customer, day, at) = voices[index];
            var (block, row) = (blocks[at / FactBlock.Size], at % FactBlock.Size);
            block.Beside(
                row,
                index > 0 && voices[index - 1].Customer == customer ? GapOf(day - voices[index - 1].Day) : FactBlock.Alone,
                index + 1 < voices.Count && voices[index + 1].Customer == customer ? GapOf(voices[index + 1].Day - day) : FactBlock.Alone);
            MakeRoom(customer);
            (lastAt[customer], lastDay[customer]) = (at + 1, day);
        }

        disordered.Clear();
    }

    internal void Write(FactBytesOut bytes)
    {
        bytes.WriteAll<int>(lastAt);
        bytes.WriteAll<ushort>(lastDay);
    }

    internal void Read(ref FactBytesIn bytes) => (lastAt, lastDay) = (bytes.ReadAll<int>().ToArray(), bytes.ReadAll<ushort>().ToArray());

    private static byte GapOf(int days) => (byte)Math.Min(days, FactBlock.Far);

    private void MakeRoom(int customer)
    {
        if (customer < lastAt.Length) return;
        var room = Math.Max(1024, Math.Max(customer + 1, lastAt.Length * 2));
        Array.Resize(ref lastAt, room);
        Array.Resize(ref lastDay, room);
    }
}
