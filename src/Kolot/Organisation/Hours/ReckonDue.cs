using System.Globalization;
using Kolot.Core;
using Kolot.Core.Calendars;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Hours;

/// <summary>Reckons when something is due by the hours of a place, and explains it.</summary>
public sealed class ReckonDue(Stores stores, KnownHours known)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>What is asked.</summary>
    /// <param name="From">From when on; null for now.</param>
    /// <param name="Minutes">How much service time has to pass.</param>
    /// <param name="Rule">Or the rule that says so.</param>
    /// <param name="Unit">The code of the unit.</param>
    /// <param name="Channel">The code of the channel.</param>
    public sealed record Request(DateTime? From, int? Minutes, string? Rule, string? Unit, string? Channel);

    /// <summary>What came of it.</summary>
    /// <param name="Due">When it is due.</param>
    /// <param name="Clock">The hours it was reckoned by.</param>
    public sealed record Reckoned(DueTime Due, ServiceClock Clock);

    /// <summary>What the page of rules shows.</summary>
    public sealed record Shown(IReadOnlyList<(ServiceRule Rule, DueTime Due)> Rules, ServiceClock Clock, Request Typed, string From, Reckoned? Reckoned);

    /// <summary>Reckons.</summary>
    public async Task<Result<Reckoned>> Run(string organisation, Request request, CancellationToken cancel)
    {
        var rule = ServiceRules.Of(request.Rule);
        if (request.Rule is not null && rule is null) return new Refusal.Invalid("rule", "unknown");
        if (rule is null && request.Minutes is null) return new Refusal.Invalid("minutes", "required");
        if (request.Minutes is { } minutes && (minutes < 0 || minutes > Longest.TotalMinutes)) return new Refusal.Invalid("minutes", "out_of_range");
        await using var store = await stores.Open(organisation, cancel);
        var unit = string.IsNullOrEmpty(request.Unit) ? null : await store.Units.Where(row => row.Code == request.Unit).Select(row => (Guid?)row.Id).SingleOrDefaultAsync(cancel);
        if (unit is null && !string.IsNullOrEmpty(request.Unit)) return new Refusal.Invalid("unit", "unknown");
        var channel = string.IsNullOrEmpty(request.Channel) ? null : await store.Channels.Where(row => row.Code == request.Channel).Select(row => (Guid?)row.Id).SingleOrDefaultAsync(cancel);
        if (channel is null && !string.IsNullOrEmpty(request.Channel)) return new Refusal.Invalid("channel", "unknown");
        var clock = (await known.Of(organisation, cancel)).HoursOf(unit, channel);
        var from = request.From ?? known.Now;
        if (from.Year is < 1971 or > 2100) return new Refusal.Invalid("from", "out_of_range");
        return new Reckoned(rule?.Due(clock, from) ?? clock.Due(from, TimeSpan.FromMinutes(request.Minutes ?? 0)), clock);
    }

    /// <summary>The page of rules: what each asks for, where that is written, and when it would be due.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapGet("/settings/hours/rules", async (string? rule, string? hours, string? from, Visit visit, ReckonDue act, CancellationToken cancel) =>
    {
        var (zone, faults) = (visit.TimeZone, new List<Fault>());
        var at = Moment(from, zone, faults) ?? act.Now;
        int? minutes = string.IsNullOrWhiteSpace(hours) ? null : double.TryParse(hours, NumberStyles.Float, CultureInfo.InvariantCulture, out var given) && given is >= 0 and <= 8784 ? (int)Math.Round(given * 60) : -1;
        var asked = new Request(at, minutes, string.IsNullOrEmpty(rule) ? null : rule, null, null);
        var done = rule is null && hours is null ? (Result<Reckoned>?)null : await act.Run(visit.Here.Organisation, asked, cancel);
        if (done?.Refusal is Refusal.Invalid invalid) faults.AddRange(invalid.Faults.Select(fault => fault.Field == "minutes" ? fault with { Field = "hours" } : fault));
        var clock = (await act.KnownHere(visit.Here.Organisation, cancel)).HoursOf(null, (Guid?)null);
        return new RazorComponentResult<RulesPage>(new
        {
            View = new Shown([.. ServiceRules.Israel.Select(one => (one, one.Due(clock, at)))], clock, asked, Moments.Local(at, zone).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture), faults.Count > 0 ? null : done?.Value),
            Hours = hours,
            Faults = new Faults(faults, Words.ResourceManager),
        });
    }).NeedsWholeReach(Right.SetUp);

    private DateTime Now => known.Now;

    private ValueTask<HoursHere> KnownHere(string organisation, CancellationToken cancel) => known.Of(organisation, cancel);

    private static DateTime? Moment(string? typed, TimeZoneInfo zone, List<Fault> faults)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        if (DateTime.TryParseExact(typed.Trim(), ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall) && wall.Year is > 1971 and < 2100)
            return TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(wall) ? wall.AddHours(1) : wall, zone);
        faults.Add(new("from", "not_a_moment"));
        return null;
    }
}
