using System.Globalization;
using Kolot.Listen.Contact;

namespace Kolot.Respond.Cases;

/// <summary>How the views of the list are told.</summary>
internal static class CaseLists
{
    /// <summary>A view's name.</summary>
    public static string Name(CaseView view) => Words.ResourceManager.GetString($"View_{view}", CultureInfo.CurrentUICulture) ?? "";

    /// <summary>How many a view has, in a sentence.</summary>
    public static string Lead(CaseView view, int count)
    {
        var kind = view is CaseView.Mine or CaseView.Unowned or CaseView.Due or CaseView.Waiting ? view.ToString() : "Any";
        var key = count switch { 0 => $"Lead_{kind}_0", 1 => $"Lead_{kind}_1", _ => $"Lead_{kind}_n" };
        var many = count > ListCases.Countable ? Words.MoreThan999 : count.ToString("N0", CultureInfo.InvariantCulture);
        return ContactWords.Put(Words.ResourceManager.GetString(key, CultureInfo.CurrentUICulture) ?? "", many);
    }
}
