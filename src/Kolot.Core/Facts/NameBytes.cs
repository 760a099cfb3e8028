namespace Kolot.Core.Facts;

/// <summary>Reads a value.</summary>
internal delegate T ReadValue<out T>(ref FactBytesIn bytes) where T : notnull;

/// <summary>What the codes in the columns stand for, as bytes, and back. Numbers whose value was let go stay without one.</summary>
internal static class NameBytes
{
    public static void Write<T>(FactBytesOut bytes, Codes<T> codes, Action<T> write) where T : notnull
    {
        bytes.Write(codes.Count);
        for (var code = 1; code < codes.Count; code++)
        {
            bytes.Write(codes.Knows(code));
            if (codes.Knows(code)) write(codes[code]);
        }
    }

    public static void Read<T>(ref FactBytesIn bytes, Codes<T> codes, ReadValue<T> read) where T : notnull
    {
        for (var left = bytes.Read<int>() - 1; left > 0; left--)
        {
            if (bytes.Read<bool>()) codes.Of(read(ref bytes));
            else codes.Skip();
        }
    }

    public static void Write(FactBytesOut bytes, FactNames names)
    {
        foreach (var ids in Ids(names)) Write(bytes, ids, id => bytes.Write(id));
        Write(bytes, names.Languages, bytes.Write);
        bytes.Write(names.QuestionCount);
        for (var question = 0; question < names.QuestionCount; question++)
        {
            bytes.Write(names.NameOf(question));
            Write(bytes, names.AnswersTo(question), answer => Write(bytes, answer));
        }

        names.Customers.Write(bytes);
    }

    public static void Read(ref FactBytesIn bytes, FactNames names)
    {
        foreach (var ids in Ids(names)) Read(ref bytes, ids, static (ref FactBytesIn from) => from.Read<Guid>());
        Read(ref bytes, names.Languages, static (ref FactBytesIn from) => from.ReadWord() ?? "");
        for (var left = bytes.Read<int>(); left > 0; left--)
            if (names.QuestionOf(bytes.ReadWord() ?? "") is { } question) Read(ref bytes, names.AnswersTo(question), ReadAnswer);
        names.Customers.Read(ref bytes);
    }

    private static Codes<Guid>[] Ids(FactNames names) => [names.Channels, names.Touchpoints, names.Units, names.Authors];

    private static void Write(FactBytesOut bytes, Answer answer)
    {
        bytes.Write(answer.Number);
        bytes.Write(answer.Label);
        bytes.Write(answer.Low ?? double.NaN);
        bytes.Write(answer.High ?? double.NaN);
    }

    private static Answer ReadAnswer(ref FactBytesIn bytes) => new(bytes.Read<double>(), bytes.ReadWord(), Bound(bytes.Read<double>()), Bound(bytes.Read<double>()));

    private static double? Bound(double written) => double.IsNaN(written) ? null : written;
}
