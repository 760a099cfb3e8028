using Kolot.Core.Facts;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Listen.VoiceStream;
using Kolot.Organisation;
using Kolot.Respond.Cases;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Effectiveness;

/// <summary>Lists the cases that a number is made of, the newest first, within the reader's reach.</summary>
public sealed class ListCounted(Stores stores)
{
    /// <summary>How many stand on a page.</summary>
    public const int PageSize = 50;

    /// <summary>One of them.</summary>
    /// <param name="Case">The case.</param>
    /// <param name="Told">What it came to.</param>
    /// <param name="At">When that was known, UTC.</param>
    public sealed record Line(Case Case, double Told, DateTime At);

    /// <summary>What the page shows.</summary>
    /// <param name="Query">What was asked.</param>
    /// <param name="Lines">The cases.</param>
    /// <param name="Next">Where the next page begins; null at the end.</param>
    /// <param name="Names">The names of places.</param>
    public sealed record View(CountedQuery Query, IReadOnlyList<Line> Lines, string? Next, StreamNames Names);

    /// <summary>Loads it.</summary>
    public async Task<View> Run(Member reader, CountedQuery query, TimeZoneInfo zone, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        var names = await StreamNames.OfPlaces(store, cancel);
        var told = Narrow(store, Told(store.CaseOutcomes.AsNoTracking(), query), query, names);
        if (query.From is { } from && Start(from, zone) is var first) told = told.Where(row => row.Place >= first);
        if (query.To is { } to && Start(to.AddDays(1), zone) is var after) told = told.Where(row => row.Place < after);
        if (query.Before is { } before) told = told.Where(row => row.Place < before);
        if (reader.May(Right.ReadCustomers))
            foreach (var (key, value) in query.Attributes) told = told.Where(row => store.CustomerAttributes.Any(known => known.CustomerId == row.CustomerId && known.Key == key && known.Value == value));
        var rows = await (from row in told join one in store.CasesSeenBy(reader).AsNoTracking() on row.CaseId equals one.Id orderby row.Place descending select new { row, one }).Take(PageSize + 1).ToListAsync(cancel);
        return new(query, [.. rows.Take(PageSize).Select(one => new Line(one.one, Of(one.row, query.Of), DateTime.UnixEpoch.AddMilliseconds(Core.Listen.Place.MomentOf(one.row.Place))))], rows.Count > PageSize ? StreamQuery.CursorOf(rows[PageSize - 1].row.Place) : null, names);
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapGet("/cases/counted", async (HttpContext context, Visit visit, ListCounted list) =>
        new RazorComponentResult<CountedPage>(new { View = await list.Run(visit.Here, CountedQuery.FromAddress(context.Request.Query), visit.TimeZone, context.RequestAborted), Here = Address.Of(context.Request) })).Needs(Right.ReadVoices);

    private static IQueryable<OutcomeRow> Told(IQueryable<OutcomeRow> all, CountedQuery query)
    {
        var yes = query.Score > 0;
        return (OutcomeQuestions.Prefix + query.Of) switch
        {
            OutcomeQuestions.Confirmed => query.Score is null ? all.Where(row => row.Confirmed != null) : all.Where(row => row.Confirmed == yes),
            OutcomeQuestions.SolvedAtFirst => query.Score is null ? all.Where(row => row.SolvedAtFirst != null) : all.Where(row => row.SolvedAtFirst == yes),
            OutcomeQuestions.ContactAgain => query.Score is null ? all.Where(row => row.ContactAgain != null) : all.Where(row => row.ContactAgain == yes),
            _ => query.Score is null ? all.Where(row => row.OwnMinutes != null) : all.Where(row => row.OwnMinutes == (int)query.Score.Value),
        };
    }

    // A code that nothing has finds nothing.
    private static IQueryable<OutcomeRow> Narrow(OrganisationStore store, IQueryable<OutcomeRow> told, CountedQuery query, StreamNames names)
    {
        // Ideas are in no score.
        told = told.Where(row => row.Kind != VoiceKind.Idea);
        foreach (var (name, code) in query.Chosen)
        {
            Guid?[] Those(IEnumerable<Guid> ids) => [.. ids.Select(id => (Guid?)id)];
            var points = Those(names.Touchpoints.Where(point => name == "touchpoint" ? point.Code == code : names.Stages.Any(stage => stage.Code == code && stage.Id == point.StageId)).Select(point => point.Id));
            var channels = Those(names.Channels.Where(channel => channel.Code == code).Select(channel => channel.Id));
            var units = Those(names.Units.Where(unit => unit.Code == code).SelectMany(unit => Unit.Subtree(unit.Id, names.Units)));
            var kind = query.Kind;
            told = name switch
            {
                "channel" => told.Where(row => channels.Contains(row.ChannelId)),
                "unit" => told.Where(row => units.Contains(row.UnitId)),
                "kind" => told.Where(row => row.Kind == kind),
                "language" => told.Where(row => row.Language == code),
                _ => told.Where(row => points.Contains(row.TouchpointId)),
            };
        }

        return told;
    }

    private static double Of(OutcomeRow row, string of) => (OutcomeQuestions.Prefix + of) switch
    {
        OutcomeQuestions.Confirmed => row.Confirmed == true ? 1 : 0,
        OutcomeQuestions.SolvedAtFirst => row.SolvedAtFirst == true ? 1 : 0,
        OutcomeQuestions.ContactAgain => row.ContactAgain == true ? 1 : 0,
        _ => row.OwnMinutes ?? 0,
    };

    // Where a day begins, also where its midnight is skipped.
    private static long Start(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(30);
        return Core.Listen.Place.From(TimeZoneInfo.ConvertTimeToUtc(midnight, zone));
    }
}
