using System.Collections.Concurrent;

namespace Kolot.Core.Facts;

/// <summary>The customers whose voices are counted, by number, with what is known of each.</summary>
/// <remarks>One writer adds while others read.</remarks>
public sealed class FactCustomers
{
    /// <summary>How many values of one attribute are told apart; one with more, such as a name, is nothing to count by.</summary>
    public const int MostValues = 1_000;

    private Dictionary<Guid, int> numbers = [];
    private readonly ConcurrentDictionary<string, Column> columns = new();
    private volatile int count = 1;
    private int standing;

    /// <summary>How many numbers there are; 0 is nobody known.</summary>
    public int Count => count;

    /// <summary>The bytes that they take.</summary>
    // A dictionary's entry takes 32 bytes, and some stand empty.
    public long Bytes => (numbers.Count * 40L) + columns.Values.Sum(column => column.Of.Length * 2L);

    /// <summary>The number of a customer, who gets one if they have none.</summary>
    public int NumberOf(Guid? customer)
    {
        if (customer is not { } id) return 0;
        if (numbers.TryGetValue(id, out var known)) return known;
        numbers[id] = count;
        return count++;
    }

    /// <summary>Says what is known of a customer: all of it.</summary>
    public void Describe(Guid customer, IReadOnlyCollection<(string Key, string Value)> attributes)
    {
        var number = NumberOf(customer);
        foreach (var (key, column) in columns)
            if (attributes.All(attribute => attribute.Key != key)) Set(column, number, 0);
        foreach (var (key, value) in attributes) Add(number, key, value);
    }

    /// <summary>Adds one thing that is known of a customer.</summary>
    public void Add(int number, string key, string value)
    {
        var column = columns.GetOrAdd(key, _ => new());
        Set(column, number, column.Values.Of(value));
    }

    /// <summary>Voices of this customer, and of all with lower numbers, may stand in full blocks from now on: what changes about them changes whose voices pass a filter there.</summary>
    internal void Stand(int customer) => standing = Math.Max(standing, customer);

    /// <summary>Forgets who a customer was, and what is known of them.</summary>
    public void Forget(Guid customer)
    {
        if (!numbers.Remove(customer, out var number)) return;
        foreach (var column in columns.Values) Set(column, number, 0);
    }

    /// <summary>Forgets values that nobody has any more.</summary>
    internal void LetGo()
    {
        foreach (var column in columns.Values) column.Values.LetGo();
    }

    internal void Write(FactBytesOut bytes)
    {
        var ids = new Guid[count];
        foreach (var (id, number) in numbers) ids[number] = id;
        bytes.WriteAll<Guid>(ids);
        bytes.Write(columns.Count);
        foreach (var (key, column) in columns)
        {
            bytes.Write(key);
            NameBytes.Write(bytes, column.Values, bytes.Write);
            bytes.WriteAll<ushort>(column.Of);
        }
    }

    internal void Read(ref FactBytesIn bytes)
    {
        var ids = bytes.ReadAll<Guid>();
        numbers = new(ids.Length);
        for (var number = 1; number < ids.Length; number++)
            if (ids[number] != Guid.Empty) numbers[ids[number]] = number;
        (count, standing) = (ids.Length, ids.Length);
        for (var left = bytes.Read<int>(); left > 0; left--)
        {
            var column = columns[bytes.ReadWord() ?? ""] = new();
            NameBytes.Read(ref bytes, column.Values, static (ref FactBytesIn from) => from.ReadWord() ?? "");
            column.Restore(bytes.ReadAll<ushort>().ToArray());
        }
    }

    /// <summary>What is known of customers, by name.</summary>
    public IEnumerable<string> Attributes => columns.Keys;

    /// <summary>The values of an attribute; null if no customer has it.</summary>
    public Codes<string>? ValuesOf(string attribute) => columns.GetValueOrDefault(attribute)?.Values;

    /// <summary>What each customer's value of an attribute is, by number; shorter than there are customers where the last have none.</summary>
    public ReadOnlySpan<ushort> CodesOf(string attribute) => columns.GetValueOrDefault(attribute)?.Of ?? [];

    /// <summary>Changes with every change of an attribute that may matter in full blocks.</summary>
    internal int StateOf(string attribute) => columns.GetValueOrDefault(attribute)?.State ?? -1;

    // Said only when it is done: whoever reads values after the state reads none that are older.
    private void Set(Column column, int number, ushort code)
    {
        if (column.Set(number, code) && number <= standing) column.Changed();
    }

    private sealed class Column
    {
        private int state;
        private ushort[] codes = [];

        public Codes<string> Values { get; } = new(MostValues);

        public ushort[] Of => Volatile.Read(ref codes);

        public int State => Volatile.Read(ref state);

        public void Changed() => Interlocked.Increment(ref state);

        /// <summary>Sets a customer's value, and says whether it was another one.</summary>
        public bool Set(int number, ushort code)
        {
            if (number >= codes.Length)
            {
                if (code == 0) return false;
                var longer = codes;
                Array.Resize(ref longer, Math.Max(1024, Math.Max(number + 1, codes.Length * 2)));
                Volatile.Write(ref codes, longer);
            }

            if (codes[number] == code) return false;
            Values.Changed(codes[number], code);
            codes[number] = code;
            return true;
        }

        /// <summary>Takes a column as it was written.</summary>
        public void Restore(ushort[] written)
        {
            Values.Given(written);
            Volatile.Write(ref codes, written);
        }
    }
}
