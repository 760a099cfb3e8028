using Kolot.Core.Respond.Allowances;
using Kolot.Shell.Parts;

namespace Kolot.Respond.Allowances;

/// <summary>How allowances are said.</summary>
public static class AllowanceWords
{
    /// <summary>A sum in words that stand beside it.</summary>
    public static string Sum(long hundredths, string sign) => Numbers.Sum(hundredths / 100m, sign);

    /// <summary>As it is typed.</summary>
    public static string Typed(long hundredths) => (hundredths / 100m).ToString(hundredths % 100 == 0 ? "0" : "0.00", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>For a mishap, or of one's own accord.</summary>
    public static string Kind(SpendKind kind) => kind == SpendKind.Gesture ? Words.Gesture : Words.Compensation;

    /// <summary>The code of that.</summary>
    public static string Code(SpendKind kind) => kind == SpendKind.Gesture ? "gesture" : "compensation";
}
