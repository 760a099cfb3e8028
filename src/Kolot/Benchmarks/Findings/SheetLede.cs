using System.Globalization;
using Kolot.Core.Benchmarks;
using Kolot.Shell.Parts;

namespace Kolot.Benchmarks.Findings;

/// <summary>The sentence that a company's sheet begins with.</summary>
public static class SheetLede
{
    /// <summary>How many of its probes were answered, and how many nobody can say of.</summary>
    public static string Of(CompanySheet sheet)
    {
        var counts = sheet.Counts;
        if (counts.N == 0) return Words.SheetNothingYet;
        if (counts.Known == 0) return Words.SheetUnknownYet;
        return string.Format(CultureInfo.InvariantCulture, counts.Known == 1 ? counts.Never == 0 ? Words.SheetOneAnswered : Words.SheetOneNot : Words.SheetAnswered, Numbers.Text(counts.Known - counts.Never), Numbers.Text(counts.Known));
    }
}
