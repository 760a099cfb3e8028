using Kolot.Core;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Sending;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.OptOuts;

/// <summary>Brings in a list of addresses that want no messages, such as one kept elsewhere so far.</summary>
public sealed class BringOptOuts(Stores stores, OptOutOf optOut, Log log)
{
    private const int MostBytes = 5 << 20;

    /// <summary>What the page shows.</summary>
    /// <param name="Counts">How many marks there are of each purpose.</param>
    /// <param name="Dead">How many addresses take no messages.</param>
    /// <param name="Typed">What was typed.</param>
    public sealed record Shown(IReadOnlyDictionary<Purpose, int> Counts, int Dead, string Typed);

    /// <summary>Brings it in.</summary>
    /// <returns>How many addresses were new, and how many lines held none.</returns>
    public async Task<Result<(int New, int Unread)>> Run(Member member, string? written, IReadOnlyList<Purpose> purposes, CancellationToken cancel)
    {
        var read = OptOutList.Read(written);
        if (read.Refusal is { } refusal) return refusal;
        if (purposes.Count == 0) return new Refusal.Invalid("purpose", "required");
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var count = 0;
        string[] whose = [.. read.Value.Addresses.Select(TombstoneMarks.Of)];
        foreach (var purpose in purposes) count = Math.Max(count, await optOut.Note(store, whose, new() { Mark = "", Purpose = purpose, Way = OptOutWay.List, By = member.Id }, cancel));
        log.Write(store, member, "opt-outs.brought", detail: new { count, purposes });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return (count, read.Value.Unread);
    }

    /// <summary>The page, and what is posted from it.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/settings/opt-outs", (Visit visit, BringOptOuts act, CancellationToken cancel) => act.Page(visit.Here, "", null, cancel)).NeedsWholeReach(Right.SetUp);
        organisation.MapPost("/settings/opt-outs", async (HttpContext context, Visit visit, BringOptOuts act, Notices notices) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var typed = form["list"].ToString();
            var file = form.Files.GetFile("file");
            var given = file is { Length: > 0 and <= MostBytes } ? await GivenTable.TextOf(file, MostBytes, context.RequestAborted) : "";
            if (given is null) return await act.Page(visit.Here, typed, new Refusal.Invalid("list", "nobody_in_it"), context.RequestAborted);
            Purpose[] purposes = [.. form["purpose"].OfType<string>().Select(one => Enum.TryParse<Purpose>(one, out var known) && Enum.IsDefined(known) ? known : (Purpose?)null).OfType<Purpose>().Distinct()];
            var done = await act.Run(visit.Here, $"{typed}\n{given}", purposes, context.RequestAborted);
            if (done.Refusal is { } refusal) return await act.Page(visit.Here, typed, refusal, context.RequestAborted);
            notices.Leave((done.Value.Unread > 0 ? Words.BroughtSome : Words.Brought).Replace("{0}", Numbers.Text(done.Value.New), StringComparison.Ordinal).Replace("{1}", Numbers.Text(done.Value.Unread), StringComparison.Ordinal));
            return Redirects.SeeOther(visit.Path("settings/opt-outs"));
        }).NeedsWholeReach(Right.SetUp).WithFormOptions(multipartBodyLengthLimit: MostBytes).WithMetadata(new RequestSizeLimitAttribute(MostBytes + (1 << 20)));
    }

    private async Task<IResult> Page(Member member, string typed, Refusal? refusal, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        var counts = await store.OptOuts.GroupBy(one => one.Purpose).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancel);
        var shown = new Shown(counts, await store.DeadAddresses.CountAsync(cancel), typed);
        return new RazorComponentResult<OptOutsPage>(new { View = shown, Faults = Faults.Of(refusal, Words.ResourceManager) }) { StatusCode = Problems.StatusOf(refusal) };
    }
}
