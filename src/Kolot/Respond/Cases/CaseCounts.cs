using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>Counts the views of what goes on, each up to one more than is told: where there are few, in one walk through all of them; else each along its index until it has enough.</summary>
internal static class CaseCounts
{
    private const int Enough = ListCases.Countable + 1;

    /// <summary>How many each view has.</summary>
    /// <param name="all">What is counted: within reach, and narrowed.</param>
    /// <param name="shown">Which view is looked at. Most that goes on may be answered, so who waits is hard to come by where there are many: it is counted where that is looked at.</param>
    /// <param name="looking">Who looks, and when.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<IReadOnlyDictionary<CaseView, int>> Of(IQueryable<Case> all, CaseView shown, CaseQuery.Looking looking, CancellationToken cancel)
    {
        var few = await Together(CaseQuery.Of(all, CaseView.Open, looking).Take(Enough), looking, cancel);
        if (few[CaseView.Open] < Enough) return few;
        CaseView[] views = [.. few.Keys.Where(view => view != CaseView.Unanswered || view == shown)];
        var told = await views.Select(view => Marks(CaseQuery.Of(all, view, looking), (int)view)).Aggregate((one, other) => one.Concat(other))
            .GroupBy(view => view).Select(view => new { view.Key, Count = view.Count() }).ToDictionaryAsync(view => view.Key, view => view.Count, cancel);
        return views.ToDictionary(view => view, view => told.GetValueOrDefault((int)view));
    }

    private static IQueryable<int> Marks(IQueryable<Case> some, int view) => some.Select(_ => view).Take(Enough);

    private static async Task<Dictionary<CaseView, int>> Together(IQueryable<Case> few, CaseQuery.Looking looking, CancellationToken cancel)
    {
        System.Linq.Expressions.Expression<Func<Case, bool>> Is(CaseView view) => CaseQuery.AmongOpen(view, looking);
        var (mine, team, unowned, due, unanswered, waiting, reopened, snoozed) =
            (Is(CaseView.Mine), Is(CaseView.Team), Is(CaseView.Unowned), Is(CaseView.Due), Is(CaseView.Unanswered), Is(CaseView.Waiting), Is(CaseView.Reopened), Is(CaseView.Snoozed));
        var told = await few.GroupBy(_ => 1).Select(all => new
        {
            Mine = all.AsQueryable().Count(mine), Team = all.AsQueryable().Count(team), Unowned = all.AsQueryable().Count(unowned), Due = all.AsQueryable().Count(due), Unanswered = all.AsQueryable().Count(unanswered),
            Waiting = all.AsQueryable().Count(waiting), Reopened = all.AsQueryable().Count(reopened), Snoozed = all.AsQueryable().Count(snoozed), Open = all.Count(),
        }).SingleOrDefaultAsync(cancel);
        return new()
        {
            [CaseView.Mine] = told?.Mine ?? 0, [CaseView.Team] = told?.Team ?? 0, [CaseView.Unowned] = told?.Unowned ?? 0, [CaseView.Due] = told?.Due ?? 0, [CaseView.Unanswered] = told?.Unanswered ?? 0,
            [CaseView.Waiting] = told?.Waiting ?? 0, [CaseView.Reopened] = told?.Reopened ?? 0, [CaseView.Snoozed] = told?.Snoozed ?? 0, [CaseView.Open] = told?.Open ?? 0,
        };
    }
}
