using System.Globalization;
using System.Text.Json;
using Kolot.Core;
using Kolot.Core.Calendars;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;

namespace Kolot.Organisation.Hours;

/// <summary><c>kolot hours due</c>: when something is due by the hours of service, and why.</summary>
public static class HoursCommand
{
    private const string Usage = """
        kolot hours due --organisation NAME (--time 4h|90m|2h30m | --rule CODE) [--from 2026-03-05T16:00] [--unit CODE] [--channel CODE] [--json]
            when something is due that begins at that time, where the organisation is (now, unless said), day by day; rules:
        """;

    /// <summary>Does it.</summary>
    /// <returns>0 if it was reckoned.</returns>
    public static async Task<int> Run(IServiceProvider services, CommandArguments words, CancellationToken cancel)
    {
        if (words.Plain != "due" || words["organisation"] is not { } name || (words["time"] is null && words["rule"] is null)) return Refuse(Usage + string.Join(", ", ServiceRules.Israel.Select(rule => rule.Code)));
        if (!await services.GetRequiredService<Stores>().Exists(name, cancel)) return Refuse($"There is no organisation {name}.");
        Language.Speak("en");
        var zone = (await services.GetRequiredService<EntranceMembers>().FaceOf(name, cancel)).TimeZone;
        if (words["time"] is { } written && Length(written) is null) return Refuse($"{written} is no length of time: write 4h, 90m or 2h30m.");
        DateTime? from = null;
        if (words["from"] is { } began)
        {
            if (!DateTime.TryParseExact(began, ["yyyy-MM-ddTHH:mm", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall)) return Refuse($"{began} is no moment: write 2026-03-05T16:00.");
            from = TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(wall) ? wall.AddHours(1) : wall, zone);
        }

        var done = await services.GetRequiredService<ReckonDue>().Run(name, new(from, words["time"] is { } time ? (int?)Length(time) : null, words["rule"], words["unit"], words["channel"]), cancel);
        if (done.Refusal is Refusal.Invalid invalid) return Refuse(string.Join('\n', invalid.Faults.Select(fault => $"{fault.Field}: {fault.Reason.Replace('_', ' ')}")));
        Console.WriteLine(words.Has("json") ? JsonSerializer.Serialize(HoursApi.Of(done.Value.Due), HoursJson.Default.ToldDue) : Say(done.Value.Due, zone));
        return 0;
    }

    /// <summary>A due time in words, a line for each day.</summary>
    internal static string Say(DueTime due, TimeZoneInfo zone) => string.Join('\n',
    [
        $"From {Moment(due.From, zone)}, {HoursWords.Length(due.Time)} of {(due.CountsServiceTime ? "service time" : "time by the clock")}:",
        .. due.Steps.Select(step => $"  {HoursWords.Step(step, zone)}"),
        due.At is { } at ? $"Due {Moment(at, zone)} ({at:yyyy-MM-dd HH:mm} UTC)" : "Never due: so much service time does not lie ahead.",
    ]);

    private static string Moment(DateTime at, TimeZoneInfo zone) => Moments.Local(at, zone).ToString("dddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    // Minutes of 4h, 90m, 2h30m.
    private static int? Length(string written)
    {
        var parts = System.Text.RegularExpressions.Regex.Match(written, "^(?:([0-9]{1,4})h)?(?:([0-9]{1,6})m)?$");
        if (!parts.Success || written.Length == 0) return null;
        int Of(int group) => parts.Groups[group].Success ? int.Parse(parts.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;
        return Of(1) * 60 + Of(2);
    }

    private static int Refuse(string why)
    {
        Console.Error.WriteLine(why);
        return 2;
    }
}
