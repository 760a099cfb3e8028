using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kolot.Organisation.Privacy;

/// <summary>The description of what is held, for programs.</summary>
internal static class HeldJson
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>All of it, each column included.</summary>
    public static IResult Of(HeldView.Shown held) => Results.Json(
        new
        {
            held.Organisation, held.At, held.Counts, held.Retention, held.Members, held.Systems, held.Notices, held.Store, held.SignInDays,
            Areas = held.Areas.Select(area => new
            {
                area.Code, Name = HeldWords.Name(area), Purpose = HeldWords.Purpose(area), area.Retention,
                Tables = area.Tables.Keys.ToDictionary(table => table, area.ColumnsOf),
            }),
        },
        Json);
}
