using System.Globalization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.TopLine;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.TopLine;

/// <summary>Decides by which channel one writes to the top, which team answers, and in what rhythm customers hear from it.</summary>
public sealed class SetTopLine(Stores stores, Log log)
{
    /// <summary>What was typed: ids as text; no channel for no line.</summary>
    public sealed record Typed(string Channel, string Unit, string Days, int Version);

    /// <summary>What the page shows.</summary>
    public sealed record View(Typed Saved, Typed Shown, IReadOnlyList<Option> Channels, IReadOnlyList<Option> Units);

    /// <summary>Saves it, unless somebody changed it meanwhile.</summary>
    public async Task<Result<TopLineRow>> Run(Member member, Typed typed, CancellationToken cancel)
    {
        var faults = new List<Fault>();
        if (!int.TryParse(typed.Days, NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days is < 1 or > TopLineRhythm.MostDays) faults.Add(new("days", "out_of_range"));
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var (channel, unit) = (Guid.TryParse(typed.Channel, out var one) ? one : (Guid?)null, Guid.TryParse(typed.Unit, out var team) ? team : (Guid?)null);
        if (channel is not null && !await store.Channels.AnyAsync(row => row.Id == channel, cancel)) faults.Add(new("channel", "unknown"));
        if (unit is null ? channel is not null : !await store.Units.AnyAsync(row => row.Id == unit, cancel)) faults.Add(new("unit", unit is null ? "required" : "unknown"));
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        var known = await store.TopLines.SingleOrDefaultAsync(cancel) ?? store.TopLines.Add(new()).Entity;
        if (known.Version != typed.Version) return new Refusal.Conflict("changed_meanwhile");
        (known.ChannelId, known.UnitId, known.EveryDays, known.Version) = (channel, unit, days, known.Version + 1);
        log.Write(store, member, "topline.changed", detail: new { channel, unit, days });
        try
        {
            await store.SaveChangesAsync(cancel);
            await writing.Commit(cancel);
        }
        catch (DbUpdateException)
        {
            return new Refusal.Conflict("changed_meanwhile");
        }

        return known;
    }

    /// <summary>Its page.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/settings/top-line", (Visit visit, SetTopLine act, CancellationToken cancel) => act.Page(visit, null, null, cancel)).NeedsWholeReach(Right.SetUp);
        organisation.MapPost("/settings/top-line", async (HttpContext context, Visit visit, SetTopLine act, Notices notices) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var typed = new Typed(form["channel"].ToString(), form["unit"].ToString(), form["days"].ToString(), form.Version() ?? 0);
            var done = await act.Run(visit.Here, typed, context.RequestAborted);
            if (done.Refused) return await act.Page(visit, typed, done.Refusal, context.RequestAborted);
            notices.Leave(Words.Saved);
            return Redirects.SeeOther(visit.Path("settings/top-line"));
        }).NeedsWholeReach(Right.SetUp);
    }

    private async Task<IResult> Page(Visit visit, Typed? typed, Refusal? refusal, CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var row = await FollowTopLine.LineOf(store, cancel);
        var saved = new Typed(row?.ChannelId?.ToString() ?? "", row?.UnitId?.ToString() ?? "", (row?.EveryDays ?? 2).ToString(CultureInfo.InvariantCulture), row?.Version ?? 0);
        var channels = await store.Channels.AsNoTracking().OrderBy(one => one.Position).ToListAsync(cancel);
        var units = await store.Units.AsNoTracking().OrderBy(one => one.Position).ToListAsync(cancel);
        var english = Language.Here == "en";
        return new RazorComponentResult<TopLinePage>(new
        {
            View = new View(saved, typed is null ? saved : typed with { Version = saved.Version }, [.. channels.Select(one => new Option(one.Id.ToString(), (english ? one.NameEn : null) ?? one.Name))], [.. units.Select(one => new Option(one.Id.ToString(), (english ? one.NameEn : null) ?? one.Name))]),
            Faults = Faults.Of(refusal, Words.ResourceManager), Stale = refusal is Refusal.Conflict,
        })
        { StatusCode = Problems.StatusOf(refusal) };
    }
}
