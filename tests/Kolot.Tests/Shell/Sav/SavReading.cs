namespace Kolot.Tests.Shell.Sav;

/// <summary>Reads a file for statistics as its format is described, apart from what writes it.</summary>
internal sealed class SavReading : IDisposable
{
    private readonly BinaryReader from;
    private readonly List<(int Width, string Name)> places = [];

    public SavReading(byte[] file)
    {
        from = new(new MemoryStream(file));
        Assert.Equal("$FL2", Text(4));
        from.BaseStream.Position = 64;
        Assert.Equal(2, from.ReadInt32());
        var size = from.ReadInt32();
        Assert.Equal((1, 0, -1, 100d), (from.ReadInt32(), from.ReadInt32(), from.ReadInt32(), from.ReadDouble()));
        from.BaseStream.Position = 176;
        ReadDictionary();
        Assert.Equal(size, places.Sum(place => Math.Max(1, (place.Width + 7) / 8)));
        Cases = [.. ReadCases()];
    }

    public Dictionary<string, string> LongNames { get; } = [];

    public Dictionary<string, int> VeryLong { get; } = [];

    public Dictionary<string, string> Labels { get; } = [];

    public Dictionary<string, Dictionary<double, string>> Values { get; } = [];

    public Dictionary<string, double> Missing { get; } = [];

    public Dictionary<string, int> Formats { get; } = [];

    public string Encoding { get; private set; } = "";

    public IReadOnlyList<int> Measures { get; private set; } = [];

    public IReadOnlyList<Dictionary<string, object?>> Cases { get; }

    public void Dispose() => from.Dispose();

    private void ReadDictionary()
    {
        var (names, labels) = (new List<string>(), new Dictionary<double, string>());
        for (var record = from.ReadInt32(); record != 999; record = from.ReadInt32())
        {
            if (record == 2) ReadVariable(names);
            if (record == 3) labels = Enumerable.Range(0, from.ReadInt32()).Select(_ => (Value: from.ReadDouble(), Label: ReadLabel())).ToDictionary(one => one.Value, one => one.Label);
            if (record == 4) foreach (var _ in Enumerable.Range(0, from.ReadInt32())) Values[names[from.ReadInt32() - 1]] = labels;
            if (record == 7) ReadMore(from.ReadInt32(), from.ReadInt32() * from.ReadInt32());
        }

        from.ReadInt32();
    }

    private void ReadVariable(List<string> names)
    {
        var (width, labelled, missing, format) = (from.ReadInt32(), from.ReadInt32(), from.ReadInt32(), from.ReadInt32());
        from.ReadInt32();
        var name = Text(8).TrimEnd();
        names.Add(name);
        if (width < 0) return;
        places.Add((width, name));
        Formats[name] = format >> 16;
        if (labelled == 1)
        {
            var length = from.ReadInt32();
            Labels[name] = Text((length + 3) / 4 * 4).TrimEnd();
        }

        if (missing == 1) Missing[name] = from.ReadDouble();
    }

    private string ReadLabel()
    {
        var length = from.ReadByte();
        var label = Text(length);
        Text((8 - ((length + 1) % 8)) % 8);
        return label;
    }

    private void ReadMore(int kind, int bytes)
    {
        var content = from.ReadBytes(bytes);
        var text = System.Text.Encoding.UTF8.GetString(content);
        if (kind == 11) Measures = [.. content.Chunk(12).Select(three => BitConverter.ToInt32(three))];
        if (kind == 13) foreach (var pair in text.Split('\t')) LongNames[pair.Split('=')[0]] = pair.Split('=')[1];
        if (kind == 14) foreach (var pair in text.Split("\0\t", StringSplitOptions.RemoveEmptyEntries)) VeryLong[pair.Split('=')[0]] = int.Parse(pair.Split('=')[1], System.Globalization.CultureInfo.InvariantCulture);
        if (kind == 20) Encoding = text;
    }

    private IEnumerable<Dictionary<string, object?>> ReadCases()
    {
        using var elements = Elements().GetEnumerator();
        while (true)
        {
            var read = new Dictionary<string, object?>();
            for (var at = 0; at < places.Count; at++)
            {
                var (width, name) = places[at];
                if (width == 0)
                {
                    if (!elements.MoveNext()) yield break;
                    var number = BitConverter.ToDouble(elements.Current);
                    read[LongNames[name]] = number == -double.MaxValue ? null : number;
                    continue;
                }

                var bytes = new List<byte>();
                var segments = VeryLong.TryGetValue(name, out var whole) ? (whole + 251) / 252 : 1;
                for (var segment = 0; segment < segments; segment++)
                {
                    var part = new List<byte>();
                    for (var element = 0; element < (places[at + segment].Width + 7) / 8; element++)
                    {
                        if (!elements.MoveNext()) yield break;
                        part.AddRange(elements.Current);
                    }

                    bytes.AddRange(segment < segments - 1 ? part.Take(255) : part);
                }

                at += segments - 1;
                read[LongNames[name]] = System.Text.Encoding.UTF8.GetString([.. bytes]).TrimEnd(' ');
            }

            yield return read;
        }
    }

    private IEnumerable<byte[]> Elements()
    {
        while (true)
            foreach (var code in from.ReadBytes(8))
            {
                if (code == 252) yield break;
                if (code == 0) continue;
                yield return code switch { 253 => from.ReadBytes(8), 254 => "        "u8.ToArray(), 255 => BitConverter.GetBytes(-double.MaxValue), _ => BitConverter.GetBytes(code - 100d) };
            }
    }

    private string Text(int bytes) => System.Text.Encoding.UTF8.GetString(from.ReadBytes(bytes));
}
