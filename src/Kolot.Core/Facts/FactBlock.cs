namespace Kolot.Core.Facts;

/// <summary>Up to 65,536 voices, column by column. Full blocks are in order of time.</summary>
/// <remarks>
/// What is corrected is corrected in its place while others read: a scan at that very moment may count a voice half as it was and half as it is, and the
/// next one counts it right.
/// </remarks>
public sealed class FactBlock
{
    /// <summary>How many voices a block holds.</summary>
    public const int Size = 1 << 16;

    /// <summary>How many voices are looked at together; of so many it is known between which days they lie.</summary>
    public const int Stretch = 4096;

    /// <summary>The days to their customer's next voice before or after, where that is farther away than a column can say.</summary>
    public const byte Far = 254;

    /// <summary>In place of those days: there is none on that side, or the customer is not known.</summary>
    public const byte Alone = 255;

    /// <summary>In place of a kind: the voice was removed.</summary>
    public const byte Gone = 255;

    private readonly int[] shifts = new int[Size / Stretch];
    private readonly NearVoices?[] near = new NearVoices?[Size / Stretch * NearVoices.Kept];
    private int moves;

    /// <summary>The places in time.</summary>
    internal long[] Places { get; init; } = new long[Size];

    /// <summary>The local days.</summary>
    internal ushort[] Days { get; init; } = new ushort[Size];

    /// <summary>The channels, by code.</summary>
    internal CodeColumn Channels { get; init; } = new();

    /// <summary>The touchpoints, by code.</summary>
    internal CodeColumn Touchpoints { get; init; } = new();

    /// <summary>The units, by code.</summary>
    internal CodeColumn Units { get; init; } = new();

    /// <summary>Who entered them, by code.</summary>
    internal CodeColumn Authors { get; init; } = new();

    /// <summary>The kinds.</summary>
    internal byte[] Kinds { get; } = new byte[Size];

    /// <summary>The languages, by code.</summary>
    internal byte[] Languages { get; } = new byte[Size];

    /// <summary>The customers, by number; 0 for nobody known.</summary>
    internal int[] Customers { get; } = new int[Size];

    /// <summary>How many days before the customer spoke last, at most <see cref="Far"/>; <see cref="Alone"/> where never.</summary>
    internal byte[] Since { get; } = new byte[Size];

    /// <summary>How many days later the customer spoke next, at most <see cref="Far"/>; <see cref="Alone"/> where never.</summary>
    internal byte[] Until { get; } = new byte[Size];

    /// <summary>The answers, by question; null where nobody in this block answered it.</summary>
    internal AnswerColumn?[] Answers { get; set; } = [];

    /// <summary>How many voices there are, those removed counted.</summary>
    internal int Count { get; set; }

    /// <summary>Between which days each stretch lies, where the block is full; else nothing.</summary>
    internal (ushort First, ushort Last)[] Stretches { get; private set; } = [];

    /// <summary>Which voices pass the filters that are kept, where the block is full and somebody asked.</summary>
    internal KeptRows?[] Kept { get; } = new KeptRows?[KeptFilters.Most];

    /// <summary>How often a voice became another customer's.</summary>
    internal int Moves => Volatile.Read(ref moves);

    /// <summary>Whether it holds as many voices as it can, and they are in order.</summary>
    internal bool IsFull => Stretches.Length > 0;

    /// <summary>The bytes that it takes.</summary>
    public long Bytes => (Size * ((long)sizeof(long) + sizeof(ushort) + 4 + sizeof(int))) + Channels.Bytes + Touchpoints.Bytes + Units.Bytes + Authors.Bytes
        + Answers.Sum(column => column?.Bytes ?? 0) + ((Kept.Sum(rows => rows?.Bits.Length ?? 0) + near.Sum(voices => voices?.Bits.Length ?? 0)) * (long)sizeof(ulong));

    /// <summary>The answers to a question, to be written to.</summary>
    internal AnswerColumn AnswersTo(int question)
    {
        if (question >= Answers.Length)
        {
            var wider = Answers;
            Array.Resize(ref wider, question + 1);
            Answers = wider;
        }

        return Answers[question] ??= new();
    }

    /// <summary>A voice became another customer's: whose voices pass a filter must be looked up anew.</summary>
    internal void Moved() => Interlocked.Increment(ref moves);

    /// <summary>Says how many days before and after a voice its customer spoke.</summary>
    internal void Beside(int row, byte since, byte until)
    {
        if (Since[row] == since && Until[row] == until) return;
        (Since[row], Until[row]) = (since, until);
        Interlocked.Increment(ref shifts[row / Stretch]);
    }

    /// <summary>Which voices of a stretch have another one of their customer near, a bit for each.</summary>
    internal ReadOnlySpan<ulong> Near(int from, NearDays days)
    {
        if (!IsFull) return NearVoices.Find(this, from, days);
        ref var kept = ref near[NearVoices.PlaceOf(from / Stretch, days)];
        var before = Volatile.Read(ref shifts[from / Stretch]);
        if (Volatile.Read(ref kept) is { } known && known.Days == days && known.Shifts == before) return known.Bits;
        var found = new NearVoices(days, before, NearVoices.Find(this, from, days));
        Volatile.Write(ref kept, found);
        return found.Bits;
    }

    /// <summary>The row of a voice in a full block; negative if it is not there.</summary>
    internal int RowOf(long place) => Array.BinarySearch(Places, 0, Count, place);

    /// <summary>The same voices in order of time, as small as they can be.</summary>
    internal FactBlock InOrder()
    {
        var (order, places) = (Enumerable.Range(0, Count).ToArray(), Places.AsSpan(0, Count).ToArray());
        Array.Sort(places, order);
        var block = new FactBlock { Count = Count, Answers = [.. Answers.Select(column => column?.Ordered(order))] };
        places.CopyTo(block.Places, 0);
        for (var row = 0; row < Count; row++) Copy(order[row], block, row);
        block.MeasureStretches();
        return block;
    }

    /// <summary>Notes between which days each stretch lies.</summary>
    // Where clocks go back over midnight, a day comes once more after the next one has begun.
    internal void MeasureStretches()
    {
        var stretches = new (ushort, ushort)[(Count + Stretch - 1) / Stretch];
        for (var index = 0; index < stretches.Length; index++)
        {
            var (first, last) = (ushort.MaxValue, ushort.MinValue);
            foreach (var day in Days.AsSpan(index * Stretch, Math.Min(Stretch, Count - (index * Stretch)))) (first, last) = (Math.Min(first, day), Math.Max(last, day));
            stretches[index] = (first, last);
        }

        Stretches = stretches;
    }

    private void Copy(int from, FactBlock block, int to)
    {
        (block.Days[to], block.Channels[to], block.Touchpoints[to], block.Units[to], block.Authors[to]) =
            (Days[from], Channels[from], Touchpoints[from], Units[from], Authors[from]);
        (block.Kinds[to], block.Languages[to], block.Customers[to]) = (Kinds[from], Languages[from], Customers[from]);
        (block.Since[to], block.Until[to]) = (Since[from], Until[from]);
    }
}
