using System.Globalization;
using AngleSharp.Html.Parser;
using Kolot.Benchmarks.Findings;
using Kolot.Core.Statistics;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kolot.Tests.Benchmarks;

public sealed class WaitingDrawingTests
{
    private const int Wide = 358, Answers = 20_000;

    [Fact]
    public async Task The_curve_of_many_thousands_has_no_more_steps_than_pixels_and_ends_where_it_ends()
    {
        double[] times = [.. Enumerable.Range(1, Answers).Select(at => (double)at)];
        Assert.True(SurvivalCurve.Of(times, [.. times.Select(at => at <= Answers - 1)]).Try(out var curve));

        var (line, drawn) = await Line(curve, Answers);

        // Two corners a step: along, and down.
        Assert.InRange(line.Count(letter => letter == 'L'), Wide / 4, 2 * Wide);
        Assert.Equal(drawn.Height(1.0 / Answers), drawn.Last, 0.5);
    }

    [Fact]
    public async Task The_curve_of_a_few_has_every_step()
    {
        Assert.True(SurvivalCurve.Of([10, 100, 1000], [true, true, true]).Try(out var curve));

        var (line, _) = await Line(curve, 2000);

        Assert.Equal((3 * 2) + 1, line.Count(letter => letter == 'L'));
    }

    // The line's path, and how high it ends.
    private static async Task<(string Path, (double Last, Func<double, double> Height) Drawn)> Line(SurvivalCurve curve, double last)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { ["Lines"] = new[] { new WaitingLine("all", "all", curve, []) }, ["Last"] = last, ["Wide"] = Wide, ["Alt"] = "" });
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<WaitingDrawing>(parameters)).ToHtmlString());
        var drawing = new HtmlParser().ParseDocument(html);
        var path = drawing.QuerySelector("path.line")!.GetAttribute("d")!;
        var corners = path[1..].Split('L');
        var (top, bottom) = (Y(corners[0].Split(' ')[1]), Y(drawing.QuerySelector("line.axis")!.GetAttribute("y1")!));
        return (path, (Y(corners[^1].Split(' ')[1]), share => bottom - (share * (bottom - top))));
    }

    private static double Y(string number) => double.Parse(number, CultureInfo.InvariantCulture);
}
