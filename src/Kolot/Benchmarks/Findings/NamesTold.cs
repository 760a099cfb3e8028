using System.Globalization;
using System.Security.Cryptography;
using Kolot.Core.Benchmarks;
using Kolot.Shell;
using Kolot.Store;

namespace Kolot.Benchmarks.Findings;

/// <summary>What companies are called to a reader, by what the study decided: by their names, or by letters that follow from nothing that anybody outside knows.</summary>
public sealed class NamesTold
{
    /// <summary>Letters hide nobody among fewer.</summary>
    public const int FewestHidden = 3;

    private const string Hebrew = "אבגדהוזחטיכלמנסעפצקרשת";
    private const string English = "ABCDEFGHIJKLMNOPQRSTUV";

    private readonly Dictionary<Guid, StudyCompany> companies;
    private readonly Dictionary<Guid, int> hidden;
    private readonly HashSet<string> told;
    private readonly HashSet<string> industries;

    private NamesTold(IReadOnlyList<StudyCompany> companies, Func<StudyCompany, bool> hides)
    {
        this.companies = companies.ToDictionary(one => one.Id);
        hidden = Letters(companies, hides);
        var hiddenOf = companies.Where(one => hidden.ContainsKey(one.Id)).CountBy(one => one.Industry ?? "").ToDictionary();
        industries = [.. Told(hiddenOf)];
        told = [.. companies.Select(one => one.Industry).OfType<string>().Where(industry => !hiddenOf.ContainsKey(industry) || industries.Contains(industry))];
    }

    // An industry of one or two would say who they are; and so would being the only one or two of whom none is told.
    private static IEnumerable<string> Told(IReadOnlyDictionary<string, int> industries)
    {
        var told = industries.Where(one => one.Key.Length > 0 && one.Value >= FewestHidden).OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal).ToList();
        var left = industries.Values.Sum() - told.Sum(one => one.Value);
        // With the smallest that would be told they are enough.
        return left is > 0 and < FewestHidden ? told.Take(told.Count - 1).Select(one => one.Key) : told.Select(one => one.Key);
    }

    /// <summary>What whoever runs studies reads: all names.</summary>
    public static NamesTold All(IReadOnlyList<StudyCompany> companies) => new(companies, _ => false);

    /// <summary>What everybody else reads.</summary>
    public static NamesTold By(IReadOnlyList<StudyCompany> companies, NamesShown shown) => new(companies, one => shown == NamesShown.None || (shown == NamesShown.Ours && !one.Ours));

    /// <summary>Gives each company that is hidden its letter, once: it stays, whoever is added later and whosever names are told. The caller saves.</summary>
    public static void Give(IReadOnlyList<StudyCompany> companies, NamesShown shown)
    {
        var letters = By(companies, shown).hidden;
        foreach (var company in companies)
            if (letters.TryGetValue(company.Id, out var letter)) company.Letter = letter;
    }

    // New ones in an order that no list has, not that of the alphabet nor that in which they were entered: whoever knows the list knows no letter by it.
    private static Dictionary<Guid, int> Letters(IReadOnlyList<StudyCompany> companies, Func<StudyCompany, bool> hides)
    {
        var (all, letters) = (companies.Where(hides).ToList(), new Dictionary<Guid, int>());
        // Where the alphabet is too short from the first all are numbers, so that none stands out.
        var next = companies.Max(one => one.Letter) + 1 ?? (all.Count > Hebrew.Length ? Hebrew.Length : 0);
        foreach (var one in all.OrderBy(one => Convert.ToHexString(SHA256.HashData(one.Id.ToByteArray())), StringComparer.Ordinal)) letters[one.Id] = one.Letter ?? next++;
        return letters;
    }

    /// <summary>Whether some are letters.</summary>
    public bool Hides => hidden.Count > 0;

    /// <summary>Whether so few would be hidden that everybody knew who they are.</summary>
    public bool HidesTooFew => hidden.Count is > 0 and < FewestHidden;

    /// <summary>What a company is called.</summary>
    public string Of(Guid company)
    {
        if (hidden.TryGetValue(company, out var place)) return ResultLede.Put(Words.HiddenCompany, Letter(place));
        var row = companies[company];
        return (Language.Here == "he" ? row.Name : row.NameEn ?? row.Name) ?? ResultLede.Put(Words.UnnamedCompany, row.Number);
    }

    /// <summary>Whether a company is called by a letter.</summary>
    public bool IsHidden(Guid company) => hidden.ContainsKey(company);

    /// <summary>Whether nobody told what it is called.</summary>
    public bool IsNameless(Guid company) => companies[company].Name is null;

    /// <summary>The industry that may be told of a company; null for none.</summary>
    public string? Industry(Guid company) => companies[company].Industry is { } industry && Tells(industry) && (!IsHidden(company) || industries.Contains(industry)) ? industry : null;

    /// <summary>Whether an industry may be told as one.</summary>
    public bool Tells(string industry) => told.Contains(industry);

    private static string Letter(int place) => place >= Hebrew.Length ? (place - Hebrew.Length + 1).ToString(CultureInfo.InvariantCulture) : Language.Here == "he" ? $"{Hebrew[place]}׳" : $"{English[place]}";
}
