using System.Globalization;
using System.Text;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Importance;
using Kolot.Organisation;
using Kolot.Shell;

namespace Kolot.Understand.Drivers;

/// <summary>Hands out what the drivers page shows as a file: a line for each question.</summary>
public static class ExportDrivers
{
    private static readonly string[] Columns =
        ["outcome", "question", "n", "customers", "left_out", "r_squared", "weight_percent", "weight_low95", "weight_high95", "shapley_percent", "mean", "mean_low95", "mean_high95", "standing_percent", "correlation", "place"];

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapGet("/drivers.csv", Get).Needs(Right.ReadScores);

    private static async Task<IResult> Get(HttpContext context, Visit visit, ReadDrivers read)
    {
        if (!ReadDrivers.May(visit.Here)) return Problems.Of(new Refusal.NotAllowed());
        var view = await read.Run(visit.Here, DriverQuery.FromAddress(context.Request.Query), visit.TimeZone, context.RequestAborted);
        if (view.Slice.Loaded < 1) return Problems.Of(new Refusal.Busy(TimeSpan.FromSeconds(2)));
        var file = new StringBuilder(CsvFile.Line(Columns));
        foreach (var driver in view.Reading?.Drivers ?? []) file.Append(CsvFile.Line(Line(view, view.Reading, driver)));
        return Results.File([.. CsvFile.Encoding.GetPreamble(), .. CsvFile.Encoding.GetBytes(file.ToString())], "text/csv; charset=utf-8", $"{visit.Organisation}-drivers.csv");
    }

    private static string?[] Line(DriverView view, ImportanceReading? reading, Driver driver) =>
    [
        view.Outcome, driver.Question, Number(reading?.N), Number(reading?.Customers), Number(reading?.LeftOut), Number(reading?.RSquared), Number(driver.Weight),
        Number(driver.WeightInterval?.Low), Number(driver.WeightInterval?.High), Number(driver.Shapley), Number(driver.Mean), Number(driver.MeanInterval?.Low), Number(driver.MeanInterval?.High),
        Number(driver.Standing), Number(driver.Correlation), driver.Place.ToString().ToLowerInvariant(),
    ];

    private static string? Number(double? number) => number?.ToString("0.######", CultureInfo.InvariantCulture);
}
