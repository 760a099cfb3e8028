using Kolot.Core.Demo;
using Kolot.Core.Listen;

namespace Kolot.Core.Tests.Demo;

/// <summary>The demonstration's year, made once for all tests that look at it.</summary>
public sealed class OneYear
{
    public static readonly DateOnly End = new(2026, 3, 1);

    public DemoYear Year { get; } = DemoYear.Of(End);

    public IEnumerable<HeardVoice> Heard => Year.Voices.Select(voice => voice.Heard);

    public IEnumerable<HeardVoice> Surveyed(string survey) => Heard.Where(voice => voice.Score is not null && AnswerOf(voice, "survey") == survey);

    public int MonthOf(HeardVoice voice) => Year.MonthOf(voice.HeardAt ?? default);

    public static string? AnswerOf(HeardVoice voice, string question) =>
        voice.Answers is not null && voice.Answers.TryGetValue(question, out var answer) ? answer.ToString() : null;

    public static bool WasLate(HeardVoice voice) => AnswerOf(voice, "late-hours") is { } hours && int.Parse(hours) >= PlantedTruths.LateFromHours;

    public static double Mean(IEnumerable<HeardVoice> voices) => voices.Average(voice => voice.Score?.Value ?? double.NaN);

    public static string? AttributeOf(DemoCustomer customer, string key) => customer.Attributes.FirstOrDefault(attribute => attribute.Key == key).Value;
}
