using System.Globalization;
using System.Text.RegularExpressions;

namespace Kolot.Core.Organisation;

/// <summary>Decides what units, channels, stages and touchpoints may be called and where they may stand.</summary>
public static partial class Naming
{
    private const int LongestName = 200;
    private const int LongestCode = 40;

    /// <summary>The signs that a channel can carry.</summary>
    public static IReadOnlyList<string> Icons { get; } = ["phone", "mail", "chat", "survey", "branch", "net", "team", "find"];

    /// <summary>What a draft comes to, or what is wrong with it.</summary>
    public static Result<NamedTerms> Decide(NamedDraft draft, INamed? known, NamingGround ground)
    {
        // Channels and the journey are shared by all units: whoever sees some of them only would change them for the others.
        if (ground.Kind != NamedKind.Unit && !ground.Member.SeesAll) return new Refusal.NotAllowed();
        if (known is Unit unit && !ground.Member.Sees(unit.Id, null)) return new Refusal.NotFound();
        var faults = new List<Fault>();
        var was = known is null ? null : NamedTerms.Of(known);
        var code = CodeOf(draft.Code ?? was?.Code, known, ground, faults);
        var name = PlainText.Of(draft.Name ?? was?.Name, LongestName, "name", faults);
        if (name is null) faults.Add(new("name", "required"));
        var nameEn = PlainText.Of(draft.NameEn ?? was?.NameEn, LongestName, "nameEn", faults);
        var above = AboveOf(draft, known, ground, faults);
        var icon = ground.Kind == NamedKind.Channel ? IconOf(draft.Icon, was?.Icon, faults) : null;
        var share = ground.Kind == NamedKind.Channel ? ShareOf(draft.Share, was?.Share, faults) : null;
        var position = PositionOf(draft.Position, was, above, ground, faults);
        var retired = RetiredOf(draft.Retired, was?.Retired ?? false, faults);
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        if (draft.Version is { } from && from != (known?.Version ?? -1)) return new Refusal.Conflict("changed_meanwhile");
        return new NamedTerms(code, name ?? "", nameEn, above, icon, share, position, retired);
    }

    /// <summary>What something named belongs to.</summary>
    public static Guid? AboveOf(INamed named) => named switch
    {
        Unit unit => unit.ParentId,
        Touchpoint touchpoint => touchpoint.StageId,
        _ => null,
    };

    /// <summary>Something new of a kind.</summary>
    public static INamed New(NamedKind kind, Guid id, NamedTerms terms)
    {
        INamed named = kind switch
        {
            NamedKind.Unit => new Unit { Id = id, Code = terms.Code, Name = terms.Name },
            NamedKind.Channel => new Channel { Id = id, Code = terms.Code, Name = terms.Name, Icon = terms.Icon ?? Icons[0] },
            NamedKind.Stage => new Stage { Id = id, Code = terms.Code, Name = terms.Name },
            _ => new Touchpoint { Id = id, Code = terms.Code, Name = terms.Name },
        };
        Become(named, terms);
        return named;
    }

    /// <summary>Lets something named say something else. Its version is the caller's.</summary>
    public static void Become(INamed named, NamedTerms terms)
    {
        (named.Code, named.Name, named.NameEn) = (terms.Code, terms.Name, terms.NameEn);
        (named.Position, named.Retired) = (terms.Position, terms.Retired);
        if (named is Unit unit) unit.ParentId = terms.AboveId;
        if (named is Touchpoint touchpoint) touchpoint.StageId = terms.AboveId;
        if (named is Channel channel) (channel.Icon, channel.PlannedShare) = (terms.Icon ?? channel.Icon, terms.Share);
    }

    private static string CodeOf(string? written, INamed? known, NamingGround ground, List<Fault> faults)
    {
        var code = written?.Trim().ToLowerInvariant() ?? "";
        if (code.Length == 0) faults.Add(new("code", "required"));
        else if (code.Length > LongestCode) faults.Add(new("code", "too_long"));
        else if (!CodeShape().IsMatch(code)) faults.Add(new("code", "not_a_code"));
        else if (ground.Named.Any(named => named.Code == code && named.Id != known?.Id)) faults.Add(new("code", "taken"));
        return code;
    }

    private static Guid? AboveOf(NamedDraft draft, INamed? known, NamingGround ground, List<Fault> faults)
    {
        if (ground.Kind is NamedKind.Channel or NamedKind.Stage) return null;
        var was = known is null ? null : AboveOf(known);
        var limited = !ground.Member.SeesAll;
        if (draft.Above is null && known is not null) return was;
        if (string.IsNullOrWhiteSpace(draft.Above))
        {
            // What stands below something beyond reach stays there: the form and the file cannot show it.
            if (limited && known is not null && (was is null || !ground.Member.Sees(was, null))) return was;
            // Who sees some units only adds below them, and moves nothing out of their own sight.
            if (limited) faults.Add(new("above", "required"));
            return null;
        }

        if (!ground.Above.TryGetValue(draft.Above.Trim().ToLowerInvariant(), out var above) || (limited && above != was && !ground.Member.Sees(above, null)))
            faults.Add(new("above", "unknown"));
        else if (known is Unit unit && Unit.WouldLoop(unit.Id, above, [.. ground.Named.OfType<Unit>()])) faults.Add(new("above", "loop"));
        return above;
    }

    private static string IconOf(string? written, string? was, List<Fault> faults)
    {
        var icon = string.IsNullOrWhiteSpace(written) ? was ?? "chat" : written.Trim().ToLowerInvariant();
        if (icon != was && !Icons.Contains(icon)) faults.Add(new("icon", "unknown"));
        return icon;
    }

    private static double? ShareOf(string? written, double? was, List<Fault> faults)
    {
        if (written is null) return was;
        var percent = written.Replace('%', ' ').Trim();
        if (percent.Length == 0) return null;
        if (!double.TryParse(percent, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) || !double.IsFinite(share)) faults.Add(new("share", "not_a_number"));
        else if (share > 100) faults.Add(new("share", "out_of_range"));
        if (!double.IsFinite(share)) return null;
        // Percent to four places: what a page shows is what comes back from it.
        return Math.Round(share / 100, 6);
    }

    private static int PositionOf(string? written, NamedTerms? was, Guid? above, NamingGround ground, List<Fault> faults)
    {
        if (!string.IsNullOrWhiteSpace(written))
        {
            if (int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var position) && position <= 1_000_000) return position;
            faults.Add(new("position", "not_a_number"));
            return 0;
        }

        if (was is not null && was.AboveId == above) return was.Position;
        return ground.Named.Where(named => AboveOf(named) == above).Select(named => named.Position).DefaultIfEmpty(-1).Max() + 1;
    }

    private static bool RetiredOf(string? written, bool was, List<Fault> faults)
    {
        switch (written?.Trim().ToLowerInvariant())
        {
            case null: return was;
            case "" or "no" or "false" or "0" or "לא": return false;
            case "yes" or "true" or "1" or "כן": return true;
            default:
                faults.Add(new("retired", "not_yes_or_no"));
                return was;
        }
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex CodeShape();
}
