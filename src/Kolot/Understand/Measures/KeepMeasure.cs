using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Measures;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Measures;

/// <summary>Retires a measure, or brings it back. Its rule stays, and so do its numbers: it is only offered no more.</summary>
public sealed class KeepMeasure(Stores stores, Log log)
{
    /// <summary>Does it; done already, it changes nothing.</summary>
    public async Task<Result<bool>> Run(Member member, string code, bool retired, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if ((await LoadMeasures.Of(store, cancel)).Find(code) is not { } known) return new Refusal.NotFound();
        if (known.Retired == retired) return retired;
        var row = await store.Measures.SingleOrDefaultAsync(kept => kept.Code == code, cancel);
        if (row is null) store.Measures.Add(row = new() { Code = code });
        (row.Retired, row.Version) = (retired, row.Version + 1);
        log.Write(store, member, retired ? "measure.retired" : "measure.restored", code);
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return retired;
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/measures/{code}/retirement", async (string code, HttpContext context, Visit visit, KeepMeasure act, Notices notices) =>
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var done = await act.Run(visit.Here, code, form["retired"] != "no", context.RequestAborted);
        if (done.Refused) return Results.NotFound();
        notices.Leave(done.Value ? Words.MeasureRetired : Words.MeasureRestored);
        return Redirects.SeeOther(visit.Path($"measures/{code}"));
    }).NeedsWholeReach(Right.SetUp);
}
