using Kolot.Core.Facts;
using Kolot.Core.Listen;

namespace Kolot.Core.Tests.Facts;

public sealed class FactRowsTests
{
    private static readonly DateOnly March = new(2026, 3, 1);
    private static readonly Guid[] Ids = [.. Enumerable.Range(1, 60).Select(at => new Guid(at, 0, 0, new byte[8]))];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Voice_by_voice_there_is_what_a_table_counts(int seed)
    {
        var (chance, image) = (new Random(seed), new FactImage(new(TimeZoneInfo.Utc)));
        for (var at = 0; at < 70_000; at++)
        {
            var row = new FactRow { Place = Place.Of(March.AddDays(at / 2_000).ToDateTime(new(10, 0), DateTimeKind.Utc), at), Channel = Ids[chance.Next(3)], Unit = Ids[chance.Next(4)], EnteredBy = Ids[chance.Next(9)], Customer = chance.Next(3) == 0 ? null : Ids[chance.Next(50)] };
            if (chance.Next(4) > 0) row.Answers.Add(("", new(chance.Next(11))));
            if (chance.Next(9) == 0) row.Answers.Add(("fast", new(chance.Next(5))));
            image.Put(row);
        }

        for (var at = 0; at < 30; at++) image.Names.Customers.Add(image.Names.Customers.NumberOf(Ids[at]), "plan", at % 2 == 0 ? "gold" : "basic");
        image.Settle();
        var question = new FactQuestion("", FactQuestion.AsGiven, [new(March.AddDays(3), March.AddDays(20))])
        {
            Groups = [FactAxis.Each(FactAxisKind.Channel)],
            Filters = [FactAxis.Only(FactAxisKind.Attribute, new HashSet<string> { "gold" }, "plan")],
            Reach = new(new HashSet<Guid> { Ids[1], Ids[2] }, Ids[5]),
        };

        var (table, rows) = (image.View.Ask(question), FactRows.Of(image.View, question));

        for (var group = 0; group < 3; group++)
        {
            var (tally, here) = (table.TallyOf(group), Enumerable.Range(0, rows.Count).Where(at => rows.GroupOf[at] == group).ToArray());
            Assert.Equal((tally.N, tally.Sum, tally.Customers), (here.Length, here.Sum(at => rows.Worths[at]), here.Select(at => rows.Customers[at]).Distinct().Count()));
        }

        var fast = image.View.Ask(question with { Asked = "fast" });
        var both = image.View.Ask(question with { Groups = [], Filters = [.. question.Filters, new(FactAxisKind.Answer, "fast", value => value.Length == 0 ? null : "")] });
        Assert.Equal(both.SizeOf(0), rows.AnswersTo("fast", FactQuestion.AsGiven).Count(answer => !double.IsNaN(answer)));
        Assert.True(fast.SizeOf(0) > 0);
        Assert.All(rows.AnswersTo("nobody", FactQuestion.AsGiven), answer => Assert.True(double.IsNaN(answer)));
    }

    [Fact]
    public void Who_is_not_known_is_another_each_time()
    {
        var image = new FactImage(new(TimeZoneInfo.Utc));
        for (var at = 0; at < 4; at++)
        {
            var row = new FactRow { Place = Place.Of(March.ToDateTime(new(10, 0), DateTimeKind.Utc), at) };
            row.Answers.Add(("", new(at)));
            image.Put(row);
        }

        image.Settle();

        Assert.Equal(4, FactRows.Of(image.View, new("", FactQuestion.AsGiven, [new(March, March)])).Customers.Distinct().Count());
    }
}
