using System.Globalization;
using System.Text;

namespace Kolot.Running.Metrics;

/// <summary>One measured thing, with one set of labels.</summary>
internal abstract class Series
{
    /// <summary>Takes a measurement.</summary>
    public abstract void Take(double value);

    /// <summary>Writes its lines.</summary>
    public abstract void Write(StringBuilder text, string name, string labels);

    protected static void Line(StringBuilder text, string name, string labels, double value) =>
        text.Append(name).Append(labels.Length == 0 ? "" : $"{{{labels}}}").Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');

    /// <summary>Adds up what is told, as a counter does.</summary>
    public sealed class Sum : Series
    {
        private readonly Lock turn = new();
        private double total;

        public override void Take(double value)
        {
            lock (turn) total += value;
        }

        public override void Write(StringBuilder text, string name, string labels)
        {
            lock (turn) Line(text, name, labels, total);
        }
    }

    /// <summary>Holds what was told last, as a gauge does.</summary>
    public sealed class Last : Series
    {
        private double last;

        public override void Take(double value) => Volatile.Write(ref last, value);

        public override void Write(StringBuilder text, string name, string labels) => Line(text, name, labels, Volatile.Read(ref last));
    }

    /// <summary>Counts how many took how long.</summary>
    public sealed class Spread : Series
    {
        private static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

        private readonly Lock turn = new();
        private readonly long[] counts = new long[Bounds.Length + 1];
        private double sum;

        public override void Take(double value)
        {
            var at = Array.FindIndex(Bounds, bound => value <= bound);
            lock (turn)
            {
                counts[at < 0 ? Bounds.Length : at]++;
                sum += value;
            }
        }

        public override void Write(StringBuilder text, string name, string labels)
        {
            lock (turn)
            {
                var (count, before) = (0L, labels.Length == 0 ? "" : labels + ",");
                for (var at = 0; at < counts.Length; at++)
                {
                    count += counts[at];
                    Line(text, name + "_bucket", $"{before}le=\"{(at < Bounds.Length ? Bounds[at].ToString("R", CultureInfo.InvariantCulture) : "+Inf")}\"", count);
                }

                Line(text, name + "_sum", labels, sum);
                Line(text, name + "_count", labels, count);
            }
        }
    }
}
