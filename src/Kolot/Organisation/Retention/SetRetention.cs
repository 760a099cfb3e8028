using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Retention;

/// <summary>Decides how long each kind of thing is kept. Before it is saved, the page shows what would go.</summary>
public sealed class SetRetention(Stores stores, RetentionView views, RetentionNights nights, Log log)
{
    /// <summary>Saves it, unless somebody else decided meanwhile.</summary>
    /// <param name="member">Who decides.</param>
    /// <param name="written">Months by kind, as written; blank for always.</param>
    /// <param name="version">The version that the form was begun from.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>How many kinds are kept for a time.</returns>
    public async Task<Result<int>> Run(Member member, IReadOnlyDictionary<string, string> written, int? version, CancellationToken cancel)
    {
        var decided = RetentionChange.Decide(written, views.Kinds.Least);
        if (decided.Refusal is { } refusal) return refusal;
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var known = await store.RetentionRules.ToDictionaryAsync(rule => rule.Kind, cancel);
        if (version != RetentionView.VersionOf(known.Values)) return new Refusal.Conflict("changed_meanwhile");
        foreach (var (kind, months) in decided.Value) Set(store, known.GetValueOrDefault(kind), new() { Kind = kind, Months = months, SetBy = member.Id, SetAt = views.Now });
        log.Write(store, member, "retention.changed", null, decided.Value);
        var limited = decided.Value.Values.Count(months => months is not null);
        await nights.Arm(store, limited > 0, cancel);
        try
        {
            await store.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            return new Refusal.Conflict("changed_meanwhile");
        }

        await writing.Commit(cancel);
        views.Ring(member.Organisation);
        return limited;
    }

    /// <summary>The page, and what is posted from it.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/settings/retention", (HttpContext context, Visit visit, SetRetention act) => act.Show(context, visit)).NeedsWholeReach(Right.SetRetention);
        organisation.MapPost("/settings/retention", (HttpContext context, Visit visit, SetRetention act, Notices notices) => act.Post(context, visit, notices))
            .NeedsWholeReach(Right.SetRetention);
    }

    private Task<IResult> Show(HttpContext context, Visit visit)
    {
        var asked = context.Request.Query;
        var written = views.Kinds.All.Any(kind => asked.ContainsKey(kind.Code)) ? Written(code => asked[code].ToString()) : null;
        return views.Page(visit.Here, written, null, context.RequestAborted);
    }

    private async Task<IResult> Post(HttpContext context, Visit visit, Notices notices)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var written = Written(code => form[code].ToString());
        var done = await Run(visit.Here, written, form.Version(), context.RequestAborted);
        if (done.Refusal is { } refusal) return await views.Page(visit.Here, written, refusal, context.RequestAborted);
        notices.Leave(Words.RetentionSaved);
        return Redirects.SeeOther(visit.Path("settings/retention"));
    }

    private Dictionary<string, string> Written(Func<string, string> of) =>
        views.Kinds.All.ToDictionary(kind => kind.Code, kind => of(kind.Code) is { Length: <= 20 } text ? text.Trim() : "?");

    private static void Set(OrganisationStore store, RetentionRule? known, RetentionRule wanted)
    {
        if (known is null && wanted.Months is not null) store.RetentionRules.Add(wanted);
        if (known is null || known.Months == wanted.Months) return;
        (known.Months, known.SetBy, known.SetAt) = (wanted.Months, wanted.SetBy, wanted.SetAt);
        known.Version++;
    }
}
