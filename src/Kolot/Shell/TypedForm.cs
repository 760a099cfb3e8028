using System.Globalization;

namespace Kolot.Shell;

/// <summary>What every form of the house holds.</summary>
public static class TypedForm
{
    /// <summary>The version that the form was begun from; null where it holds none.</summary>
    public static int? Version(this IFormCollection form) =>
        int.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
}
