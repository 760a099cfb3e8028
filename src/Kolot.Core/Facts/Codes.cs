using System.Collections.Concurrent;

namespace Kolot.Core.Facts;

/// <summary>The different values of a column, each with a number from 1 on; 0 says that there is none.</summary>
/// <remarks>One writer adds while others read: what was given a number keeps it.</remarks>
/// <param name="most">How many values are told apart; all further ones share <see cref="Many"/>.</param>
public sealed class Codes<T>(int most = ushort.MaxValue - 1)
    where T : notnull
{
    private readonly ConcurrentDictionary<T, int> numbers = new();
    private T[] values = new T[16];
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
        if (count == values.Length) Array.Resize(ref values, values.Length * 2);
        values[count] = value;
        numbers[value] = count;
        return (ushort)count++;
    }

    /// <summary>The number of a value; 0 if it has none.</summary>
    public int Find(T value) => numbers.GetValueOrDefault(value);
}
