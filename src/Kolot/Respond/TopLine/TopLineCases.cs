using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Respond.Cases;
using Kolot.Respond.Told;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.TopLine;

/// <summary>The cases of the line to the top that go on, whose customer is to hear from us first; and putting a case there by hand, for a letter that came elsewhere.</summary>
public sealed class TopLineCases(Stores stores, CaseSteps steps, FollowTopLine follow, TellSoon tell)
{
    /// <summary>One of them.</summary>
    public sealed record Row(long Number, string? Title, string? Owner, DateTime? NextAt);

    /// <summary>Whether a case is of the line, when its customer is to hear from us, and whether it may be put there.</summary>
    public sealed record Stand(bool IsOn, DateTime? NextAt, bool MayPut);

    /// <summary>Lists them.</summary>
    public async Task<IReadOnlyList<Row>> List(Member reader, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        var names = await store.Members.AsNoTracking().ToDictionaryAsync(member => member.Id, member => member.Name, cancel);
        var rows = await (from line in store.TopLineCases.AsNoTracking()
                          join row in store.CasesSeenBy(reader).AsNoTracking() on line.CaseId equals row.Id
                          where row.ClosedAt == null
                          orderby line.NextAt
                          select new { row.Number, row.Title, row.OwnerId, line.NextAt }).Take(200).ToListAsync(cancel);
        return [.. rows.Select(row => new Row(row.Number, row.Title, row.OwnerId is { } owner ? names.GetValueOrDefault(owner) : null, row.NextAt))];
    }

    /// <summary>How one case stands to the line.</summary>
    public async Task<Stand> Of(Member reader, Case row, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        var line = await store.TopLineCases.AsNoTracking().SingleOrDefaultAsync(one => one.CaseId == row.Id, cancel);
        return new(line is not null, line?.NextAt, line is null && row.ClosedAt is null && reader.May(Right.EnterVoices) && (await FollowTopLine.LineOf(store, cancel))?.ChannelId is not null);
    }

    /// <summary>Puts a case on the line.</summary>
    public async Task<Result<Case>> Put(Member member, long number, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await store.HoldCase(member, number, cancel) is not { } row || await FollowTopLine.LineOf(store, cancel) is not { ChannelId: not null } top) return new Refusal.NotFound();
        if (await store.TopLineCases.AnyAsync(one => one.CaseId == row.Id, cancel)) return row;
        await follow.Put(store, row, top, follow.Now, cancel);
        await steps.Add(store, row, new() { Kind = "to_the_top", At = follow.Now, ByMember = member.Id }, cancel);
        await writing.Commit(cancel);
        tell.Ring(member.Organisation);
        return row;
    }

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/top-line", async (Visit visit, TopLineCases list, CancellationToken cancel) =>
            new RazorComponentResult<TopLineListPage>(new { Rows = await list.List(visit.Here, cancel) })).Needs(Right.ReadVoices);
        organisation.MapPost("/cases/{number:long}/top-line", async (long number, Visit visit, TopLineCases act, Notices notices, CancellationToken cancel) =>
        {
            if ((await act.Put(visit.Here, number, cancel)).Refused) return Results.NotFound();
            notices.Leave(Words.PutThere);
            return Redirects.SeeOther(visit.Path($"cases/{number}"));
        }).Needs(Right.EnterVoices);
    }
}
