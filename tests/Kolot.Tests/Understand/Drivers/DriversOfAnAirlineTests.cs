using System.Globalization;
using System.Text.Json;
using Kolot.Core.Organisation;
using Kolot.Store;
using Kolot.Tests.Listen.VoiceStream;

namespace Kolot.Tests.Understand.Drivers;

/// <summary>Reviews of an airline, heard by the API, agree with what R says of the same file; skipped where that does not lie beside the repository.</summary>
public sealed class DriversOfAnAirlineTests
{
    private static readonly string[] Aspects = ["seat_comfort", "cabin_staff", "food_beverages", "ground_service", "value_for_money"];

    [Fact]
    public async Task Sub_ratings_of_an_airline_weigh_what_R_says()
    {
        var expected = JsonDocument.Parse(await File.ReadAllTextAsync(Shared("reference/reference.json"), TestContext.Current.CancellationToken)).RootElement
            .GetProperty("entries").EnumerateArray().Single(entry => entry.GetProperty("id").GetString() == "drivers.ba").GetProperty("value");
        await using var world = await World.Open(StoreKind.Sqlite);
        foreach (var reviews in Reviews().Chunk(1_000)) await world.Hear([.. reviews]);
        using var program = await world.Key(Right.ReadScores, Right.ReadVoices);

        var told = await program.Json($"/api/v1/{World.Cafe}/drivers?outcome=overall_rating&from=2000-01-01&{string.Join('&', Aspects.Select(aspect => $"of={aspect}"))}");

        Assert.Equal(expected.GetProperty("n").GetInt32(), told.GetProperty("n").GetInt32());
        Near(expected.GetProperty("r_squared"), told.GetProperty("rSquared"));
        Near(expected.GetProperty("adj_r_squared"), told.GetProperty("adjRSquared"));
        var questions = told.GetProperty("questions").EnumerateArray().ToDictionary(one => one.GetProperty("question").GetString() ?? "");
        foreach (var (at, aspect) in Aspects.Index())
        {
            Near(expected.GetProperty("johnson_percent")[at], questions[aspect].GetProperty("johnsonPercent"));
            Near(expected.GetProperty("lmg_percent")[at], questions[aspect].GetProperty("lmgPercent"));
            Near(expected.GetProperty("zero_order_r")[at], questions[aspect].GetProperty("correlation"));
            Near(expected.GetProperty("driver_means")[at], questions[aspect].GetProperty("mean"));
        }
    }

    private static IEnumerable<object> Reviews()
    {
        var lines = Lines(File.ReadAllText(Shared("data/british-airways-reviews/reviews.csv"))).ToArray();
        var columns = lines[0].Index().ToDictionary(column => column.Item.TrimStart('\uFEFF'), column => column.Index);
        foreach (var line in lines.Skip(1))
        {
            string[] asked = [.. Aspects.Append("overall_rating").Where(name => line[columns[name]].Length > 0)];
            if (asked.Length == 0) continue;
            yield return new
            {
                source = "reviews", id = line[columns["id"]], channel = "review", heardAt = line[columns["review_date"]] + "T10:00:00Z", history = true,
                answers = asked.ToDictionary(name => name, name => double.Parse(line[columns[name]], CultureInfo.InvariantCulture)),
            };
        }
    }

    // Quoted fields hold commas, quotes and ends of lines.
    private static IEnumerable<string[]> Lines(string text)
    {
        var (fields, field, quoted) = (new List<string>(), new System.Text.StringBuilder(), false);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '"' && quoted && at + 1 < text.Length && text[at + 1] == '"') field.Append(text[at++]);
            else if (text[at] == '"') quoted = !quoted;
            else if (!quoted && text[at] is ',' or '\n' && !quoted)
            {
                fields.Add(field.ToString().TrimEnd('\r'));
                field.Clear();
                if (text[at] != '\n') continue;
                yield return [.. fields];
                fields.Clear();
            }
            else field.Append(text[at]);
        }
    }

    private static string Shared(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(Environment.GetEnvironmentVariable("KOLOT_TEST_SHARED") ?? Path.Combine(folder.FullName, "shared"), path) is var found && File.Exists(found)) return found;
        Assert.Skip($"{path} is not here.");
        return "";
    }

    private static void Near(JsonElement expected, JsonElement actual) => Assert.Equal(expected.GetDouble(), actual.GetDouble(), 1e-6 * Math.Abs(expected.GetDouble()));
}
