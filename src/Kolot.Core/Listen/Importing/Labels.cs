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
    }

    /// <summary>The code of what is called so; the label itself where nothing is, for the one who hears to refuse.</summary>
    public string CodeOf(string label) => codes.GetValueOrDefault(label, label);
}

/// <summary>What the rows of a file are read upon.</summary>
/// <param name="Zone">Whose clock is meant where no offset stands.</param>
/// <param name="Channels">The organisation's channels.</param>
/// <param name="Touchpoints">Its touchpoints.</param>
/// <param name="Units">Its units.</param>
public sealed record ImportGround(TimeZoneInfo Zone, Labels Channels, Labels Touchpoints, Labels Units);
