using Kolot.Core.Calendars;
using Kolot.Core.Facts;

namespace Kolot.Core.Understand.Measures;

/// <summary>Cuts time into pieces of which each may be told of a slice: for whoever may not read the voices themselves, only whole ones are counted.</summary>
/// <remarks>
/// Pieces begin with the first day that anything was answered on and do not depend on what is asked, so that two periods differ by whole pieces or not at all: what is had by taking one off
/// the other is itself a sum of pieces, each with enough customers in it.
/// </remarks>
public static class WholePieces
{
    /// <summary>The pieces of a slice, in order of time and without a gap; after the last there are too few yet.</summary>
    /// <param name="sides">For each filter all who pass the others, told apart by what it chooses by, and which of these groups it chose; one side without a group for a slice without a filter.</param>
    /// <param name="fewest">How many customers a piece must have, and whoever could be had by taking it off.</param>
    public static IReadOnlyList<DaySpan> Of(IReadOnlyList<(FactRows Rows, string? Chosen)> sides, int fewest = Measure.Fewest)
    {
        Side[] all = [.. sides.Select(side => new Side(side.Rows, side.Chosen))];
        int[] days = [.. sides.SelectMany(side => side.Rows.Days).Distinct().Order()];
        var pieces = new List<DaySpan>();
        if (days.Length == 0) return pieces;
        var first = days[0];
        foreach (var day in days)
        {
            foreach (var side in all) side.Through(day);
            if (!all.All(side => side.MayBeTold(fewest))) continue;
            pieces.Add(new(LocalDays.DateOf(first), LocalDays.DateOf(day)));
            first = day + 1;
            foreach (var side in all) side.Clear();
        }

        return pieces;
    }

    /// <summary>Those that lie wholly within a period, as one span; null where none does.</summary>
    public static DaySpan? Within(IReadOnlyList<DaySpan> pieces, DaySpan period)
    {
        DaySpan[] whole = [.. pieces.Where(piece => piece.From >= period.From && piece.To <= period.To)];
        return whole.Length == 0 ? null : new(whole[0].From, whole[^1].To);
    }

    /// <summary>Those that lie wholly within a period, put together by the day, week or month in which each ends.</summary>
    public static IReadOnlyList<DaySpan> Cut(IReadOnlyList<DaySpan> pieces, DaySpan period, Grain grain)
    {
        if (Within(pieces, period) is not { } whole) return [];
        var cells = Grains.Cut(whole, grain);
        return [.. cells.Select(cell => pieces.Where(piece => piece.From >= whole.From && piece.To >= cell.From && piece.To <= cell.To).ToArray())
            .Where(together => together.Length > 0).Select(together => new DaySpan(together[0].From, together[^1].To))];
    }

    /// <summary>All who pass the other filters, by group, since the piece began.</summary>
    /// <remarks>
    /// Beside what was chosen stand the larger groups one by one, the smaller ones together. Of several groups that are taken off a whole over the same days the smallest decides: those below it are
    /// all left, and together they are nobody or enough, as is each one above it.
    /// </remarks>
    private sealed class Side
    {
        private readonly FactRows rows;
        private readonly int[] order;
        private readonly bool[] smaller;
        private readonly HashSet<int>[] groups;
        private readonly HashSet<int> together = [];
        private readonly int wanted;
        private int next;

        public Side(FactRows rows, string? chosen)
        {
            (this.rows, order) = (rows, InOrder(rows));
            wanted = chosen is null ? 0 : rows.Groups.Index().Where(group => group.Item == chosen).Select(group => group.Index).FirstOrDefault(-1);
            groups = [.. Enumerable.Range(0, Math.Max(1, rows.Groups.Count)).Select(_ => new HashSet<int>())];
            for (var at = 0; at < rows.Count; at++) groups[rows.GroupOf[at]].Add(rows.Customers[at]);
            smaller = [.. groups.Select(group => wanted >= 0 && group.Count < groups[wanted].Count)];
            Clear();
        }

        public void Through(int day)
        {
            for (; next < order.Length && rows.Days[order[next]] == day; next++)
                (smaller[rows.GroupOf[order[next]]] ? together : groups[rows.GroupOf[order[next]]]).Add(rows.Customers[order[next]]);
        }

        public void Clear()
        {
            together.Clear();
            foreach (var group in groups) group.Clear();
        }

        public bool MayBeTold(int fewest) => wanted >= 0 && groups[wanted].Count >= fewest && together.Count is var few && (few == 0 || few >= fewest) && groups.All(group => group.Count == 0 || group.Count >= fewest);

        private static int[] InOrder(FactRows rows)
        {
            int[] order = [.. Enumerable.Range(0, rows.Count)], days = [.. rows.Days];
            Array.Sort(days, order);
            return order;
        }
    }
}
