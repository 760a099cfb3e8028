using System.Buffers;
using System.Text;
using Kolot.Core.Facts;
using Kolot.Core.Listen;

namespace Kolot.Core.Tests.Facts;

public sealed class FactBytesTests
{
    private static readonly DateOnly March = new(2026, 3, 1);
    private static readonly Guid[] Ids = [.. Enumerable.Range(0, 500).Select(second => Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddSeconds(second)))];

    private readonly FactImage image = new(new(TimeZoneInfo.Utc));

    [Fact]
    public void What_was_written_answers_as_it_did_and_goes_on_as_the_other_does()
    {
        for (var index = 0; index < 70_000; index++) image.Put(Row(index));
        Describe(image, "gold");
        image.Remove(PlaceOf(17));
        image.Settle();

        var read = Read(Written());
        Assert.Equal(Answers(image), Answers(read));
        foreach (var both in new[] { image, read })
        {
            for (var index = 60_000; index < 140_000; index++) both.Put(Row(index));
            Describe(both, "plain");
            both.Remove(PlaceOf(99));
            both.Settle();
        }

        Assert.Equal(Answers(image), Answers(read));
    }

    [Fact]
    public void What_came_while_blocks_were_written_is_brought_in_once_more_and_counts_once()
    {
        for (var index = 0; index < 140_000; index++) image.Put(Row(index));
        image.Settle();
        var first = new ArrayBufferWriter<byte>();
        BlockBytes.Write(image.Blocks[0], first);

        void Meanwhile(FactImage one)
        {
            one.Put(Row(5, score: 10, customer: 3, label: "another"));
            one.Remove(PlaceOf(7));
            one.Put(Row(140_001, customer: 2));
            one.Settle();
        }

        Meanwhile(image);
        var read = Read([first.WrittenMemory, .. Written().Skip(1)]);
        Meanwhile(read);

        Assert.Equal(Answers(image), Answers(read));
    }

    [Fact]
    public void Of_whoever_was_forgotten_nothing_is_in_memory_or_in_the_bytes()
    {
        for (var index = 0; index < 70_000; index++) image.Put(Row(index));
        image.Put(Row(70_001, label: "הסוד של רותי"));
        image.Names.Customers.Describe(Ids[9], [("nickname", "רותי המרקיזה"), ("plan", "gold")]);
        image.Names.Customers.Describe(Ids[8], [("plan", "gold")]);
        image.Settle();
        Assert.True(IsIn("הסוד של רותי") && IsIn("רותי המרקיזה") && IsIn("gold"));

        image.Names.Customers.Forget(Ids[9]);
        image.Remove(PlaceOf(70_001));
        image.Settle();

        Assert.False(IsIn("הסוד של רותי") || IsIn("רותי המרקיזה"));
        Assert.DoesNotContain(Written(), part => part.Span.IndexOf(Ids[9].ToByteArray()) >= 0);
        Assert.True(IsIn("gold"));
        Assert.Equal(0, image.Names.Customers.ValuesOf("nickname")?.Find("רותי המרקיזה"));
        image.Names.Customers.Describe(Ids[7], [("nickname", "שוש")]);
        image.Settle();
        FactTable[] tables = [.. new[] { image, Read(Written()) }.Select(one => one.View.Ask(new("", FactQuestion.AsGiven, [new(March, March.AddDays(60))]) { Groups = [FactAxis.Each(FactAxisKind.Attribute, "nickname")] }))];
        Assert.All(tables, table => Assert.Equal(["שוש"], table.Groups[0]));
        Assert.All(tables, table => Assert.Equal(140, table.SizeOf(0)));
    }

    private bool IsIn(string word) => Written().Any(part => part.Span.IndexOf(Encoding.UTF8.GetBytes(word)) >= 0);

    private List<ReadOnlyMemory<byte>> Written()
    {
        var parts = new List<ReadOnlyMemory<byte>>();
        foreach (var block in image.Blocks) parts.Add(Part(to => BlockBytes.Write(block, to)));
        return [.. parts, Part(to => ImageBytes.WriteRest(image, to))];
    }

    private static ReadOnlyMemory<byte> Part(Action<IBufferWriter<byte>> write)
    {
        var part = new ArrayBufferWriter<byte>();
        write(part);
        return part.WrittenMemory;
    }

    private static FactImage Read(List<ReadOnlyMemory<byte>> parts) =>
        ImageBytes.Read(new(TimeZoneInfo.Utc), [.. parts.SkipLast(1).Select(part => BlockBytes.Read(part.Span))], parts[^1].Span);

    private static string Answers(FactImage one)
    {
        DaySpan[] weeks = [.. Enumerable.Range(0, 6).Select(week => new DaySpan(March.AddDays(week * 7), March.AddDays((week * 7) + 6)))];
        FactAxis[] axes = [FactAxis.Each(FactAxisKind.Unit), FactAxis.Each(FactAxisKind.Attribute, "plan"), FactAxis.Each(FactAxisKind.Answer, "label"), FactAxis.Each(FactAxisKind.Language)];
        return string.Join('\n', axes.Select(axis => one.View.Ask(new("", FactQuestion.AsGiven, weeks) { Groups = [axis] })).Select(table => string.Join(
            ' ', Enumerable.Range(0, table.Groups[0].Count).OrderBy(at => table.Groups[0][at], StringComparer.Ordinal).SelectMany(at => Enumerable.Range(0, weeks.Length).Select(week => table.TallyOf(table.CellOf(week, at)))))));
    }

    private static void Describe(FactImage one, string plan)
    {
        for (var customer = 1; customer < 40; customer++) one.Names.Customers.Describe(Ids[customer], [("plan", plan), ("city", $"{customer % 7}")]);
    }

    private static long PlaceOf(int index) => Place.Of(March.AddDays(index / 3_500).ToDateTime(new(10, 0), DateTimeKind.Utc), index);

    private static FactRow Row(int index, double? score = null, int? customer = null, string? label = null)
    {
        var row = new FactRow { Place = PlaceOf(index), Channel = Ids[0], Unit = Ids[index % 3], Customer = Ids[customer ?? index % Ids.Length], Language = index % 2 == 0 ? "he" : null };
        row.Answers.Add(("", new(score ?? index % 11, null, 0, 10)));
        if (label is not null || index % 5 == 0) row.Answers.Add(("label", Answer.Of(label ?? $"{index % 12}")));
        return row;
    }
}
