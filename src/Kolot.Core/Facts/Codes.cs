using System.Collections.Concurrent;

namespace Kolot.Core.Facts;

/// <summary>The different values of a column, each with a number from 1 on; 0 says that there is none.</summary>
/// <remarks>One writer adds while others read: what was given a number keeps it.</remarks>
/// <param name="most">How many values are told apart; all further ones share <see cref="Many"/>.</param>
public sealed class Codes<T>(int most = ushort.MaxValue - 1)
    where T : notnull
{
    // In place of how many have a value: it was let go.
    private const int Gone = -1;

    private readonly ConcurrentDictionary<T, int> numbers = new();
    private readonly HashSet<int> unused = [];
    private T[] values = new T[16];
    private int[] uses = new int[16];
    private volatile int count = 1;

    /// <summary>The number of whatever came after so many values that it is not told apart.</summary>
    public int Many { get; } = most + 1;

    /// <summary>How many numbers there are, that of nothing counted.</summary>
    public int Count => count;

    /// <summary>The value of a number that was given.</summary>
    public T this[int code] => values[code];

    /// <summary>The number of a value, which gets one if it has none.</summary>
    public ushort Of(T value)
    {
        if (numbers.TryGetValue(value, out var known)) return (ushort)known;
        if (count > most) return (ushort)Many;
        MakeRoom();
        values[count] = value;
        numbers[value] = count;
        return (ushort)count++;
    }

    /// <summary>Whether a number stands for a value; one that nothing has any more was let go.</summary>
    public bool Knows(int code) => code > 0 && code < count && uses[code] != Gone;

    /// <summary>The number of a value; 0 if it has none.</summary>
    public int Find(T value) => numbers.GetValueOrDefault(value);

    /// <summary>Notes that something has another value than before.</summary>
    /// <param name="before">The number of the one that it had; 0 for none.</param>
    /// <param name="after">The number of the one that it has.</param>
    public void Changed(int before, int after)
    {
        if (Knows(after)) uses[after]++;
        if (Knows(before) && --uses[before] == 0) unused.Add(before);
    }

    /// <summary>Notes that these were given, one by one.</summary>
    public void Given(ReadOnlySpan<ushort> codes)
    {
        foreach (var code in codes)
            if (Knows(code)) uses[code]++;
    }

    /// <summary>Forgets values that nothing has any more: what somebody said of themselves must not outlive them. Nothing else gets their numbers.</summary>
    public void LetGo()
    {
        foreach (var code in unused.Where(code => uses[code] == 0))
        {
            numbers.TryRemove(values[code], out _);
            (values[code], uses[code]) = (default!, Gone);
        }

        unused.Clear();
    }

    /// <summary>Leaves out a number whose value was let go.</summary>
    internal void Skip()
    {
        MakeRoom();
        uses[count++] = Gone;
    }

    private void MakeRoom()
    {
        if (count < values.Length) return;
        Array.Resize(ref uses, values.Length * 2);
        Array.Resize(ref values, values.Length * 2);
    }
}
