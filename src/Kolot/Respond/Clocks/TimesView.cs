using System.Globalization;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Clocks;
using Kolot.Organisation.Hours;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Clocks;

/// <summary>A line of times as a form holds it: text in fields, sense or not.</summary>
/// <param name="Purpose">For what.</param>
/// <param name="Kind">In which kind of case; empty for every kind.</param>
/// <param name="Law">The rule of law that gives the time; empty for service hours.</param>
/// <param name="Hours">How many hours, by urgency.</param>
public sealed record TypedLine(string Purpose, string Kind, string Law, IReadOnlyList<string> Hours)
{
    /// <summary>The line at the end of the form, which says nothing yet.</summary>
    public static TypedLine Blank { get; } = new("", "", "", ["", "", "", ""]);

    /// <summary>How a line would be typed.</summary>
    public static TypedLine Of(TimeLine line) => new(
        line.Purpose.ToString(), line.Kind?.ToString() ?? "", line.Law ?? "",
        [.. Enumerable.Range(0, 4).Select(at => line.Minutes.ElementAtOrDefault(at) is { } minutes ? ((decimal)minutes / 60).ToString("0.##", CultureInfo.InvariantCulture) : "")]);

    /// <summary>The lines that somebody typed; those that are blank, or are to go, are not shown again.</summary>
    public static IReadOnlyList<TypedLine> Of(IFormCollection form, int lines) =>
    [
        .. Enumerable.Range(0, Math.Clamp(lines, 0, AnswerTimesChange.MostLines + 1)).Where(at => form[$"lines[{at}].purpose"].ToString().Length > 0)
            .Select(at => new TypedLine(form[$"lines[{at}].purpose"].ToString(), form[$"lines[{at}].kind"].ToString(), form[$"lines[{at}].law"].ToString(), [.. Enumerable.Range(1, 4).Select(urgency => form[$"lines[{at}].hours[{urgency}]"].ToString())])),
    ];
}

/// <summary>Shows how much time a place gives.</summary>
public sealed class TimesView(Stores stores, KnownTimes known)
{
    /// <summary>What the page shows.</summary>
    /// <param name="Place">Which place.</param>
    /// <param name="Lines">What is given there, line by line.</param>
    /// <param name="Number">The number of the decision that it is built on; 0 for none.</param>
    public sealed record Shown(HoursPages.HoursPlace Place, IReadOnlyList<TypedLine> Lines, int Number)
    {
        /// <summary>Whether the place has times of its own.</summary>
        public bool IsOwn { get; init; }

        /// <summary>What the lines began from, where it was a preset.</summary>
        public TimePreset? Preset { get; init; }

        /// <summary>The units, for whoever looks at another place.</summary>
        public IReadOnlyList<Unit> Units { get; init; } = [];

        /// <summary>The channels.</summary>
        public IReadOnlyList<Channel> Channels { get; init; } = [];
    }

    /// <summary>Loads it; what is new begins with what holds there now, so that only what differs is typed.</summary>
    public async Task<Shown> Of(string organisation, HoursPages.HoursPlace place, string? preset, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        var key = DecidedHours.PlaceOf(place.Unit?.Id, place.Channel?.Id);
        var last = await store.DecidedTimes.AsNoTracking().Where(row => row.Place == key).OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancel);
        var times = last?.Times is { } json ? AnswerTimesChange.Read(json) : (await known.Of(organisation, cancel)).Of(place.Unit?.Id, place.Channel?.Id);
        var begun = TimePresets.Of(preset);
        return new(place, [.. (begun?.Put(times) ?? times).Lines.OrderBy(line => line.Purpose).ThenBy(line => line.Kind is null ? 0 : 1).ThenBy(line => line.Kind).Select(TypedLine.Of)], last?.Number ?? 0)
        {
            IsOwn = last?.Times is not null, Preset = begun,
            Units = await store.Units.AsNoTracking().Where(unit => !unit.Retired).OrderBy(unit => unit.Position).ToListAsync(cancel),
            Channels = await store.Channels.AsNoTracking().Where(channel => !channel.Retired).OrderBy(channel => channel.Position).ToListAsync(cancel),
        };
    }
}
