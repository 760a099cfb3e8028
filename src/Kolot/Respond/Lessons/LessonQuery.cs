using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Listen.VoiceStream;
using Kolot.Respond.Cases;
using Kolot.Store;

namespace Kolot.Respond.Lessons;

/// <summary>Which lessons are listed. It stands in the address.</summary>
/// <param name="Missing">Whether hard cases without a lesson are listed instead.</param>
/// <param name="Words">What is looked for in them.</param>
/// <param name="Kind">Only of cases of this kind.</param>
/// <param name="Unit">Only of the unit of this code, and all below it.</param>
/// <param name="Touchpoint">Only of the touchpoint of this code.</param>
public sealed record LessonQuery(bool Missing, string? Words, CaseKind? Kind, string? Unit, string? Touchpoint)
{
    /// <summary>What they can be narrowed by.</summary>
    public static readonly string[] Filters = ["q", "kind", "unit", "touchpoint"];

    private const int LongestText = 200;

    /// <summary>After which one the page begins: by when it was written, or its case was closed.</summary>
    public CaseCursor? After { get; init; }

    /// <summary>Whether they are narrowed.</summary>
    public bool Narrowed => Words is not null || Kind is not null || Unit is not null || Touchpoint is not null;

    /// <summary>Reads an address. What it cannot read it leaves out.</summary>
    public static LessonQuery FromAddress(IQueryCollection query)
    {
        string? Text(string name) => query[name].ToString().Trim() is { Length: > 0 and <= LongestText } text && !text.Contains('\0') ? text : null;
        return new(query["of"] == "missing", Text("q"), CaseWords.KindOf(query["kind"]), Text("unit"), Text("touchpoint")) { After = CaseCursor.Read(query["after"]) };
    }

    /// <summary>The cases that it means. A code that nothing has finds nothing.</summary>
    internal IQueryable<Case> Narrow(IQueryable<Case> all, StreamNames names)
    {
        if (Kind is { } kind) all = all.Where(row => row.Kind == kind);
        if (Unit is { } unit)
        {
            Guid?[] below = names.Units.FirstOrDefault(one => one.Code == unit) is { } top ? [.. Core.Organisation.Unit.Subtree(top.Id, names.Units).Select(id => (Guid?)id)] : [];
            all = all.Where(row => below.Contains(row.UnitId));
        }

        if (Touchpoint is not { } touchpoint) return all;
        var point = names.Touchpoints.FirstOrDefault(one => one.Code == touchpoint)?.Id ?? Guid.Empty;
        return all.Where(row => row.TouchpointId == point);
    }
}
