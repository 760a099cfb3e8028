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
        var answered = sheet.Answered;
        if (answered.N == 0) return Words.SheetNothingYet;
        if (answered.Known == 0) return Words.SheetUnknownYet;
        return string.Format(CultureInfo.InvariantCulture, answered.Known == 1 ? answered.Never == 0 ? Words.SheetOneAnswered : Words.SheetOneNot : Words.SheetAnswered, Numbers.Text(answered.Answered), Numbers.Text(answered.Known));
    }
}
