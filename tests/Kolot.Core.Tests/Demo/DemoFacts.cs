using System.Text.Json;
using Kolot.Core.Facts;
using Kolot.Core.Listen;

namespace Kolot.Core.Tests.Demo;

/// <summary>The demonstration's year as columns, as the house would hold it.</summary>
internal sealed class DemoFacts
{
    private readonly Dictionary<string, Guid> ids = [];
    private readonly FactImage image = new(new(TimeZoneInfo.Utc));

    public DemoFacts(OneYear one)
    {
        var row = new FactRow();
        foreach (var (at, voice) in one.Heard.Index())
        {
            (row.Place, row.Kind) = (Place.Of((voice.HeardAt ?? default).UtcDateTime, at), VoiceKind.Feedback);
            (row.Channel, row.Unit, row.Customer) = (IdOf(voice.Channel ?? ""), IdOf(voice.Unit ?? ""), voice.Customer?.Id is { } customer ? IdOf("customer " + customer) : null);
            row.Answers.Clear();
            if (voice.Score is { } score) row.Answers.Add(("", new(score.Value, null, score.Low ?? 0, score.High ?? 10)));
            if (voice.Answers is { } answers) FactAnswers.Read(JsonSerializer.Serialize(answers), row.Answers);
            image.Put(row);
        }

        image.Settle();
    }

    public FactView View => image.View;

    /// <summary>Leaves only one unit.</summary>
    public FactAxis Unit(string code) => FactAxis.Only(FactAxisKind.Unit, new HashSet<string> { IdOf(code).ToString() });

    /// <summary>The days of months of the demonstration, from 1.</summary>
    public static DaySpan Months(int first, int last) => new(OneYear.End.AddMonths(first - 13), OneYear.End.AddMonths(last - 12).AddDays(-1));

    private Guid IdOf(string name) => ids.TryGetValue(name, out var id) ? id : ids[name] = new(ids.Count + 1, 0, 0, new byte[8]);
}
