using Kolot.Core.Calendars;
using Kolot.Core.Organisation;
using Kolot.Respond.Cases;
using Kolot.Store;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Respond.Clocks;

/// <summary>A café that is there day and night, so that its clocks run whenever a test is run, and what happens with its cases.</summary>
internal static class ClockWorld
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The café decides to be there day and night.</summary>
    public static async Task AlwaysThere(this World world)
    {
        await using var store = await world.Store();
        store.DecidedHours.Add(new() { Place = DecidedHours.PlaceOf(null, null), Number = 1, Hours = ServiceHoursDraft.Write(ServiceHours.Always), At = world.Clock.Now });
        await store.SaveChangesAsync(Cancel);
    }

    /// <summary>Somebody complains; what follows is done.</summary>
    public static async Task<Case> Complains(this World world, string id = "v-1", string unit = "haifa", string customer = "c-1")
    {
        await world.Hear(new { source = "till", id, channel = "call", kind = "complaint", text = "חיכיתי שעה ואיש לא בא", unit, customer = new { source = "crm", id = customer, name = "רות" } });
        await world.Settle();
        await using var store = await world.Store();
        return await store.Cases.AsNoTracking().OrderByDescending(row => row.Number).FirstAsync(Cancel);
    }

    /// <summary>Something happens with a case.</summary>
    public static async Task Happens(this World world, Case ofCase, string kind, Action<Case>? change = null, string? details = null)
    {
        await using var store = await world.Store();
        await using var writing = await store.BeginWriting(Cancel);
        var row = await store.Cases.SingleAsync(one => one.Id == ofCase.Id, Cancel);
        change?.Invoke(row);
        await world.Services.GetRequiredService<CaseSteps>().Add(store, row, new() { Kind = kind, At = world.Clock.Now, Details = details }, Cancel);
        await writing.Commit(Cancel);
    }

    /// <summary>The clocks of a case, told in a line each: what for, whether it is over, and in how many minutes it is due.</summary>
    public static async Task<IReadOnlyList<string>> Clocks(this World world, Case ofCase)
    {
        await using var store = await world.Store();
        var rows = await store.CaseClocks.AsNoTracking().Where(row => row.CaseId == ofCase.Id).ToListAsync(Cancel);
        return [.. rows.OrderBy(row => row.BegunAt).ThenBy(row => row.Purpose).Select(row => $"{row.Purpose} {(row.MetAt is not null ? "met" : row.StoppedAt is not null ? "stopped" : row.RestingSince is not null ? "rests" : row.DueAt is { } due ? $"in {world.MinutesTo(due)}" : "never")}")];
    }

    /// <summary>How many minutes are left, the one that runs among them: time goes on while a test looks.</summary>
    public static double MinutesTo(this World world, DateTime due) => Math.Ceiling((due - world.Clock.Now).TotalMinutes);

    /// <summary>How often something happened with all cases.</summary>
    public static async Task<int> Count(this World world, string kind)
    {
        await using var store = await world.Store();
        return await store.CaseSteps.CountAsync(step => step.Kind == kind, Cancel);
    }

    /// <summary>Why somebody of the cast was notified, in order.</summary>
    public static async Task<IReadOnlyList<string>> Told(this World world, Person person)
    {
        await using var store = await world.Store();
        return await store.Notifications.Where(one => store.Members.Any(member => member.Id == one.MemberId && member.Mail == person.Mail)).OrderBy(one => one.At).ThenBy(one => one.Id).Select(one => one.Reason).ToListAsync(Cancel);
    }
}
