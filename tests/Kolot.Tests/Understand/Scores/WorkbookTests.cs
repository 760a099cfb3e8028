using ExcelDataReader;
using Kolot.Store;
using Kolot.Tests.Understand.Boards;

namespace Kolot.Tests.Understand.Scores;

public sealed class WorkbookTests
{
    [Theory, EveryStore]
    public async Task A_workbook_holds_the_rule_the_course_the_groups_and_the_distribution_with_n_and_interval(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await BoardGround.Said(world);
        using var tamar = world.As(Cast.Tamar);

        var sheets = await Sheets(tamar, $"/{World.Cafe}/scores.xlsx?days=30&per=week&by=unit&lang=en");

        Assert.Equal(["What is counted", "Over time", "Unit", "How answers are spread"], sheets.Select(sheet => sheet.Name));
        var counted = sheets[0].Rows[1];
        Assert.Equal(("NPS", 73.0), (counted[0], counted[6]));
        Assert.All([counted[3], counted[4], counted[5]], number => Assert.IsType<double>(number));
        Assert.All(sheets, sheet => Assert.Contains("Answers", sheet.Rows[0]));
        Assert.All(sheets, sheet => Assert.Contains("95% interval, from", sheet.Rows[0]));
        Assert.Contains(sheets[1].Rows, row => row[5] is 73.0);
        Assert.Equal([3.0, 30.0, 40.0], sheets[3].Rows.Skip(1).Select(row => row[1]));
    }

    [Theory, EveryStore]
    public async Task Small_groups_and_what_is_beyond_reach_are_in_no_workbook(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await BoardGround.Said(world);
        using var tamar = world.As(Cast.Tamar);
        using var dana = world.As(Cast.Dana);

        var few = await Sheets(tamar, $"/{World.Cafe}/scores.xlsx?unit=haifa-kitchen&by=unit&lang=en");
        var hers = await Sheets(dana, $"/{World.Cafe}/scores.xlsx?by=unit&lang=en");

        Assert.All(few[0].Rows[1][3..7], Assert.Null);
        Assert.DoesNotContain(few[1..].SelectMany(sheet => sheet.Rows.Skip(1)), row => row.OfType<double>().Any());
        Assert.DoesNotContain(hers.SelectMany(sheet => sheet.Rows).SelectMany(row => row), cell => cell is 30.0 or 73.0 || cell as string == "יפו");
        Assert.Equal(40.0, hers[0].Rows[1][6]);
    }

    private static async Task<List<(string Name, List<object?[]> Rows)>> Sheets(Visitor visitor, string path)
    {
        using var answer = await visitor.Get(path);
        Assert.True(answer.IsSuccessStatusCode, answer.StatusCode.ToString());
        using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
        var sheets = new List<(string, List<object?[]>)>();
        do
        {
            var rows = new List<object?[]>();
            while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)]);
            sheets.Add((reader.Name, rows));
        }
        while (reader.NextResult());
        return sheets;
    }
}
