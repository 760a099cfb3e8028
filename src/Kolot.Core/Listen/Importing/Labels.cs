using Kolot.Core.Organisation;

namespace Kolot.Core.Listen.Importing;

/// <summary>Finds what an organisation calls things by code or by name, as files write either.</summary>
public sealed class Labels
{
    private readonly Dictionary<string, string> codes = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>From all that is in use.</summary>
    public Labels(IEnumerable<INamed> named)
    {
        var inUse = named.Where(one => !one.Retired).OrderBy(one => one.Position).ToList();
        foreach (var one in inUse) codes[one.Code] = one.Code;
        foreach (var one in inUse)
        {
            codes.TryAdd(one.Name.Trim(), one.Code);
            if (one.NameEn is { Length: > 0 } english) codes.TryAdd(english.Trim(), one.Code);
        }

        foreach (var brief in inUse.SelectMany(one => Briefly(one).Select(brief => (brief, one.Code))).Distinct().GroupBy(pair => pair.brief, StringComparer.OrdinalIgnoreCase))
            if (brief.Count() == 1) codes.TryAdd(brief.Key, brief.Single().Code);
    }

    // Files say חיפה for סניף חיפה and "Phone" for "Phone calls": the word that says what kind of thing it is stands first in Hebrew, last in English.
    private static IEnumerable<string> Briefly(INamed named)
    {
        if (named.Name.Trim().Split(' ', 2) is [_, var rest] && rest.Length > 2) yield return rest;
        if (named.NameEn?.Trim() is { } english && english.LastIndexOf(' ') is > 2 and var at) yield return english[..at];
    }

    /// <summary>Whether most of these labels name something.</summary>
    public bool Know(IReadOnlyCollection<string> labels)
    {
        var said = labels.Where(label => !string.IsNullOrWhiteSpace(label)).ToList();
        return said.Count(label => codes.ContainsKey(label.Trim())) * 2 >= said.Count;
    }

    /// <summary>The code of what is called so; the label itself where nothing is, for the one who hears to refuse.</summary>
    public string CodeOf(string label) => codes.GetValueOrDefault(label, label);
}

/// <summary>What the rows of a file are read upon.</summary>
/// <param name="Zone">Whose clock is meant where no offset stands.</param>
/// <param name="Channels">The organisation's channels.</param>
/// <param name="Touchpoints">Its touchpoints.</param>
/// <param name="Units">Its units.</param>
public sealed record ImportGround(TimeZoneInfo Zone, Labels Channels, Labels Touchpoints, Labels Units)
{
    /// <summary>What a column of that meaning names things by; null where it names nothing of the organisation's.</summary>
    public Labels? Of(ColumnMeaning meaning) => meaning switch
    {
        ColumnMeaning.Channel => Channels,
        ColumnMeaning.Touchpoint => Touchpoints,
        ColumnMeaning.Unit => Units,
        _ => null,
    };
}
