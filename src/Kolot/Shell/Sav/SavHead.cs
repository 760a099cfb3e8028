using System.Globalization;
using System.Text;

namespace Kolot.Shell.Sav;

/// <summary>Writes what stands before the cases of a file for statistics: how it is laid out, its variables, what their values mean.</summary>
/// <remarks>The records and their order are as in "System File Format" of the GNU PSPP developers' guide, which describes them from what SPSS itself writes.</remarks>
internal sealed class SavHead(BinaryWriter into, IReadOnlyList<SavVariable> variables)
{
    private const int LongestLabel = 255, LongestValueLabel = 120;
    private const int Utf8 = 65_001;

    /// <summary>The number that is missing for no reason that is told.</summary>
    public const double Nothing = -double.MaxValue;

    /// <summary>What is added to whole numbers where they are written in one byte.</summary>
    public const double Bias = 100;

    private readonly IReadOnlyList<string> names = SavNames.Of(variables);

    /// <summary>Writes it.</summary>
    public void Write(string label, DateTime at)
    {
        Layout(label, at);
        foreach (var (number, variable) in variables.Index()) Variable(number, variable);
        ValueLabels();
        Integers(3, [1, 0, 0, -1, 1, 1, 2, Utf8]);
        Block(4, 8, 3);
        foreach (var number in new[] { Nothing, double.MaxValue, Math.BitIncrement(-double.MaxValue) }) into.Write(number);
        Integers(11, [.. variables.SelectMany(variable => variable.Segments.SelectMany(width => new[] { (int)variable.Measure, variable.IsWords ? Math.Clamp(width, 8, 40) : 10, variable.IsWords ? 0 : 1 }))]);
        Text(13, string.Join('\t', names.Select((name, number) => $"{SavNames.Short(number, 0)}={name}")));
        var wide = variables.Index().Where(variable => variable.Item.Segments.Count > 1).ToArray();
        if (wide.Length > 0) Text(14, string.Concat(wide.Select(variable => string.Create(CultureInfo.InvariantCulture, $"{SavNames.Short(variable.Index, 0)}={variable.Item.Width:00000}\0\t"))));
        Text(20, "UTF-8");
        into.Write(999);
        into.Write(0);
    }

    private void Layout(string label, DateTime at)
    {
        into.Write("$FL2"u8);
        Padded("@(#) SPSS DATA FILE by Kolot", 60);
        into.Write(2);
        into.Write(variables.Sum(variable => variable.Segments.Sum(Elements)));
        // Compressed, by no weight, of so many cases as come.
        into.Write(1);
        into.Write(0);
        into.Write(-1);
        into.Write(Bias);
        Padded(at.ToString("dd MMM yy", CultureInfo.InvariantCulture), 9);
        Padded(at.ToString("HH:mm:ss", CultureInfo.InvariantCulture), 8);
        Padded(label, 64);
        Padded("", 3);
    }

    private void Variable(int number, SavVariable variable)
    {
        foreach (var (segment, width) in variable.Segments.Index())
        {
            var label = segment == 0 ? SavVariable.Cut(variable.Label, LongestLabel) : [];
            var format = Format(variable, width);
            foreach (var value in new[] { 2, width, label.Length > 0 ? 1 : 0, variable.Missing is null ? 0 : 1, format, format }) into.Write(value);
            Padded(SavNames.Short(number, segment), 8);
            if (label.Length > 0)
            {
                into.Write(label.Length);
                into.Write(label);
                for (var pad = label.Length; pad % 4 != 0; pad++) into.Write((byte)' ');
            }

            if (variable.Missing is { } missing) into.Write(missing);
            // Words take a place more for each eight bytes.
            for (var more = 1; more < Elements(width); more++)
            {
                foreach (var value in new[] { 2, -1, 0, 0, 0, 0 }) into.Write(value);
                Padded("", 8);
            }
        }
    }

    private static int Format(SavVariable variable, int width) => ((int)variable.Format << 16) | (variable.Format switch
    {
        SavFormat.Words => width << 8,
        SavFormat.Day => 11 << 8,
        SavFormat.Moment => 20 << 8,
        _ => (10 << 8) | variable.Decimals,
    });

    private void ValueLabels()
    {
        var place = 1;
        foreach (var variable in variables)
        {
            if (variable.Values.Count > 0)
            {
                into.Write(3);
                into.Write(variable.Values.Count);
                foreach (var (value, label) in variable.Values)
                {
                    var bytes = SavVariable.Cut(label, LongestValueLabel);
                    into.Write(value);
                    into.Write((byte)bytes.Length);
                    into.Write(bytes);
                    for (var pad = bytes.Length + 1; pad % 8 != 0; pad++) into.Write((byte)' ');
                }

                foreach (var part in new[] { 4, 1, place }) into.Write(part);
            }

            place += variable.Segments.Sum(Elements);
        }
    }

    private void Integers(int kind, int[] values)
    {
        Block(kind, 4, values.Length);
        foreach (var value in values) into.Write(value);
    }

    private void Text(int kind, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Block(kind, 1, bytes.Length);
        into.Write(bytes);
    }

    private void Block(int kind, int size, int count)
    {
        foreach (var value in new[] { 7, kind, size, count }) into.Write(value);
    }

    private void Padded(string text, int width)
    {
        var bytes = SavVariable.Cut(text, width);
        into.Write(bytes);
        for (var at = bytes.Length; at < width; at++) into.Write((byte)' ');
    }

    /// <summary>How many places of eight bytes words of a width take, or a number.</summary>
    internal static int Elements(int width) => Math.Max(1, (width + 7) / 8);
}
