using Kolot.Core.Facts;
using Kolot.Core.Listen;

namespace Kolot.Core.Tests.Facts;

/// <summary>Questions put together by chance, beside going through the voices one by one: whoever finds slots, by digits or by moves, finds the same.</summary>
public sealed class FactFiltersTests
{
    private const int Labels = 700;

    private static readonly DateOnly March = new(2026, 3, 1);
    private static readonly Guid Me = Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddYears(1));
    private static readonly Guid[] Ids = [.. Enumerable.Range(0, 400).Select(second => Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddSeconds(second)))];
    private static readonly DaySpan[] Spans = [.. Enumerable.Range(0, 6).Select(week => new DaySpan(March.AddDays(2 + (7 * week)), March.AddDays(8 + (7 * week))))];

    private readonly FactImage image = new(new(TimeZoneInfo.Utc));
    private readonly List<Said> voices = [];
    private readonly int[] plans = [.. Enumerable.Range(0, Ids.Length).Select(customer => customer % 3)];

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Any_filters_and_groups_count_what_going_through_one_by_one_does(int seed)
    {
        var chance = new Random(seed);
        Fill(chance);
        for (var round = 0; round < 25; round++) Compare(Question(chance, round), round);
    }

    [Fact]
    public void A_filter_that_is_asked_again_knows_who_has_another_plan_since_and_whose_voice_it_became()
    {
        var chance = new Random(13);
        Fill(chance);
        var asked = new FactQuestion("", FactQuestion.AsGiven, Spans)
        {
            Groups = [FactAxis.Each(FactAxisKind.Touchpoint)],
            Filters = [new(FactAxisKind.Attribute, "plan", value => value == "1" ? "" : null), new(FactAxisKind.Attribute, "city", value => value == "4" ? null : "")], Workers = 2,
        };
        for (var round = 0; round < 12; round++)
        {
            Compare(asked, round);
            for (var described = 0; round % 4 < 2 && described < 4; described++) Describe(1 + chance.Next(399), chance.Next(3));
            for (var changed = 0; round % 4 is 1 or 3 && changed < 9; changed++)
            {
                var at = chance.Next(voices.Count);
                voices[at] = voices[at] with { Customer = 1 + chance.Next(399) };
                image.Put(Row(voices[at]));
            }

            image.Settle();
        }
    }

    [Fact]
    public void What_could_be_chosen_is_what_those_have_whose_voices_are_within_days_answers_and_reach()
    {
        var chance = new Random(14);
        Fill(chance);
        // Of one plan nobody is within these days, of one city nobody within reach.
        for (var customer = 1; customer < Ids.Length; customer++) Describe(customer, voices.Any(said => said.Customer == customer && said.Day == March.AddDays(9)) ? 1 : 2);
        foreach (var reach in new[] { FactReach.All, new(new HashSet<Guid> { Ids[3] }, Me), new(new HashSet<Guid> { Ids[5] }, Guid.Empty) })
            foreach (var asked in new[] { "", null })
            {
                var question = new FactQuestion(asked, answer => answer.Number is > 2 and < 9 ? answer.Number : null, [new(March.AddDays(9), March.AddDays(9)), new(March.AddDays(11), March.AddDays(11))]) { Reach = reach };
                Said[] within = [.. voices.Where(said => question.Spans.Any(span => said.Day == span.From) && (reach.Units is not { } units || units.Contains(said.Unit) || (said.Mine && reach.Self == Me))
                    && (asked is null || (said.Kind != VoiceKind.Idea && said.Score is > 2 and < 9)))];
                foreach (var most in new[] { 60, 10 })
                {
                    var known = image.View.KnownOf(question, most).ToDictionary(one => one.Attribute, one => one.Values);
                    Assert.Equal(within.Select(said => $"{plans[said.Customer]}").Distinct().Order(StringComparer.Ordinal), known["plan"]);
                    Assert.Equal(most == 60, known.ContainsKey("city"));
                    if (most == 60) Assert.Equal(within.Select(said => said.Customer % 50).Where(city => city > 0).Distinct().Select(city => $"{city}").Order(StringComparer.Ordinal), known["city"]);
                }
            }
    }

    private void Describe(int customer, int plan)
    {
        plans[customer] = plan;
        image.Names.Customers.Describe(Ids[customer], [.. new[] { ("plan", plan), ("city", customer % 50) }.Where(one => one.Item2 > 0).Select(one => (one.Item1, $"{one.Item2}"))]);
    }

    private void Compare(FactQuestion asked, int round)
    {
        var table = image.View.Ask(asked);
        Said[] within = [.. voices.Where(said => asked.Reach.Units is not { } units || units.Contains(said.Unit) || (said.Mine && asked.Reach.Self == Me))];
        var counts = new long[table.Cells];
        foreach (var said in within)
        {
            if (asked.Filters.Any(filter => filter.As(ValueOf(said, filter)) is null) || (asked.Asked is not null && (said.Kind == VoiceKind.Idea || asked.Worth(new(said.Score)) is null))) continue;
            if (CellOf(table, asked, said) is { } cell) counts[cell]++;
        }

        Assert.True(counts.SequenceEqual(Enumerable.Range(0, table.Cells).Select(table.SizeOf)), $"Question {round}.");
    }

    private int? CellOf(FactTable table, FactQuestion asked, Said said)
    {
        var span = Array.FindIndex(Spans, span => said.Day >= span.From && said.Day <= span.To);
        int[] groups = [.. asked.Groups.Select((axis, at) => table.Groups[at].ToList().IndexOf(axis.As(ValueOf(said, axis)) ?? "nowhere"))];
        return span < 0 || groups.Contains(-1) ? null : table.CellOf(span, groups);
    }

    private string ValueOf(Said said, FactAxis axis) => axis.Kind switch
    {
        FactAxisKind.Channel => said.Channel.ToString(),
        FactAxisKind.Touchpoint => said.Touchpoint?.ToString() ?? "",
        FactAxisKind.Unit => said.Unit.ToString(),
        FactAxisKind.Kind => said.Kind.ToString().ToLowerInvariant(),
        FactAxisKind.Language => said.Language ?? "",
        FactAxisKind.Answer => axis.Key == "label" && said.Label is { } label ? $"{label}" : "",
        _ => (axis.Key == "plan" ? plans[said.Customer] : said.Customer % 50) is > 0 and var value ? $"{value}" : "",
    };

    private static FactQuestion Question(Random chance, int round)
    {
        var asked = new FactQuestion(chance.Next(4) == 0 ? null : "", answer => answer.Number is > 2 and < 9 ? answer.Number : null, Spans)
        {
            Groups = [.. Axes(chance, chance.Next(3)).Select(axis => FactAxis.Each(axis.Kind, axis.Key))],
            Filters = [.. Axes(chance, chance.Next(4)).Select(axis => new FactAxis(axis.Kind, axis.Key, Some(chance.Next())))],
            Workers = 1 + (round % 2),
        };
        return chance.Next(3) == 0 ? asked with { Reach = new(Ids[..chance.Next(400)].ToHashSet(), chance.Next(2) == 0 ? Me : Ids[0]) } : asked;
    }

    private static IEnumerable<(FactAxisKind Kind, string Key)> Axes(Random chance, int count)
    {
        (FactAxisKind, string)[] all =
        [
            (FactAxisKind.Channel, ""), (FactAxisKind.Touchpoint, ""), (FactAxisKind.Unit, ""), (FactAxisKind.Kind, ""), (FactAxisKind.Language, ""),
            (FactAxisKind.Answer, "label"), (FactAxisKind.Answer, "never asked"), (FactAxisKind.Attribute, "plan"), (FactAxisKind.Attribute, "city"),
        ];
        chance.Shuffle(all);
        // Units and labels together are more cells than anybody reads.
        return all.Take(count).Where(axis => count < 2 || axis.Item1 is not FactAxisKind.Unit);
    }

    private static Func<string, string?> Some(int seed) => value => ((seed >> (value.Sum(letter => letter) % 29)) & 1) == 0 ? "" : null;

    private void Fill(Random chance)
    {
        for (var customer = 1; customer < Ids.Length; customer++) Describe(customer, plans[customer]);
        for (var index = 0; index < 75_000; index++)
        {
            var said = new Said(
                March.AddDays(chance.Next(30) == 0 ? chance.Next(50) : index / 1_500), chance.Next(11), Ids[chance.Next(4)], chance.Next(5) == 0 ? null : Ids[chance.Next(9)], Ids[chance.Next(400)],
                1 + chance.Next(399))
            {
                Kind = (VoiceKind)chance.Next(6), Language = chance.Next(3) == 0 ? null : $"l{chance.Next(3)}", Label = chance.Next(6) == 0 ? chance.Next(Labels) : null, Mine = chance.Next(9) == 0,
            };
            said = said with { Place = Place.Of(said.Day.ToDateTime(new(10, 0), DateTimeKind.Utc), index) };
            image.Put(Row(said));
            if (chance.Next(40) == 0) image.Remove(said.Place);
            else voices.Add(said);
        }

        image.Settle();
    }

    private static FactRow Row(Said said)
    {
        var row = new FactRow
        {
            Place = said.Place, Channel = said.Channel, Touchpoint = said.Touchpoint, Unit = said.Unit, Customer = Ids[said.Customer], Kind = said.Kind, Language = said.Language,
            EnteredBy = said.Mine ? Me : null,
        };
        row.Answers.Add(("", new(said.Score)));
        if (said.Label is { } label) row.Answers.Add(("label", Answer.Of($"{label}")));
        return row;
    }

    private sealed record Said(DateOnly Day, int Score, Guid Channel, Guid? Touchpoint, Guid Unit, int Customer)
    {
        public long Place { get; init; }

        public VoiceKind Kind { get; init; }

        public string? Language { get; init; }

        public int? Label { get; init; }

        public bool Mine { get; init; }
    }
}
