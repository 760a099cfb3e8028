using Kolot.Core.Facts;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Measures;
using Kolot.Listen;
using Kolot.Listen.VoiceStream;

namespace Kolot.Understand.Scores;

/// <summary>Turns what an address names into what the facts are told apart by: codes into ids, units into those below them.</summary>
internal sealed class ScoreAxes(Member reader, StreamNames names)
{
    /// <summary>A question about a measure of the voices within a reader's reach.</summary>
    public static FactQuestion Question(Measure measure, Member reader, IReadOnlyList<DaySpan> spans) => new(measure.Question, measure.WorthOf, spans)
    {
        Reach = reader.Units is { } units ? new(units, reader.Id) : FactReach.All,
        // More than a few only wait for memory together, and each has tables of its own.
        Workers = Math.Min(4, Environment.ProcessorCount),
    };

    /// <summary>What narrows, one by one: to the voices that a measure is limited to, and to what was chosen. What a reader may not know of customers narrows nothing.</summary>
    public IReadOnlyList<FactAxis> Filters(Measure measure, ScoreQuery query) =>
    [
        .. VoiceLimits.Read(measure.Voices).Select(limit => Filter(limit.Name, limit.Codes)),
        .. query.Chosen.Select(one => Filter(one.Key, [one.Value])),
        .. reader.May(Right.ReadCustomers) ? query.Attributes.Select(one => FactAxis.Only(FactAxisKind.Attribute, new HashSet<string> { one.Value }, one.Key)) : [],
    ];

    /// <summary>By what groups are told apart, each value as the code by which it is named in an address; null where nothing, or nothing that the reader may know, is asked for.</summary>
    public FactAxis? Group(ScoreQuery query)
    {
        if (query.By is not { } by) return null;
        if (by.StartsWith(ScoreQuery.Attribute, StringComparison.Ordinal))
            return reader.May(Right.ReadCustomers) ? FactAxis.Each(FactAxisKind.Attribute, by[ScoreQuery.Attribute.Length..]) : null;
        return by switch
        {
            "unit" => UnitGroups(query.Chosen.GetValueOrDefault("unit")),
            "stage" => new(FactAxisKind.Touchpoint, "", CodeOf(names.Touchpoints.ToDictionary(point => point.Id, point => names.Stages.FirstOrDefault(stage => stage.Id == point.StageId)?.Code))),
            "touchpoint" => new(FactAxisKind.Touchpoint, "", CodeOf(names.Touchpoints)),
            "channel" => new(FactAxisKind.Channel, "", CodeOf(names.Channels)),
            "kind" => FactAxis.Each(FactAxisKind.Kind),
            _ => FactAxis.Each(FactAxisKind.Language),
        };
    }

    /// <summary>What a group of an axis is called.</summary>
    public string LabelOf(string? by, string code) => by switch
    {
        "unit" => VoiceWords.Name(names.Units.FirstOrDefault(unit => unit.Code == code)),
        "stage" => VoiceWords.Name(names.Stages.FirstOrDefault(stage => stage.Code == code)),
        "touchpoint" => VoiceWords.Name(names.Touchpoints.FirstOrDefault(point => point.Code == code)),
        "channel" => VoiceWords.Name(names.Channels.FirstOrDefault(channel => channel.Code == code)),
        "kind" => Enum.TryParse<VoiceKind>(code, ignoreCase: true, out var kind) ? VoiceWords.Kinds(kind) : code,
        "language" => VoiceWords.LanguageName(code),
        _ => code,
    };

    private FactAxis Filter(string name, IReadOnlyList<string> codes) => name switch
    {
        "channel" => Only(FactAxisKind.Channel, Of(names.Channels, codes)),
        "touchpoint" => Only(FactAxisKind.Touchpoint, Of(names.Touchpoints, codes)),
        "stage" => Only(FactAxisKind.Touchpoint, Of(names.Stages, codes).SelectMany(stage => names.Touchpoints.Where(point => point.StageId == stage).Select(point => point.Id))),
        "unit" => Only(FactAxisKind.Unit, Of(names.Units, codes).SelectMany(unit => Unit.Subtree(unit, [.. names.Units]))),
        "kind" => FactAxis.Only(FactAxisKind.Kind, codes.Select(code => code.ToLowerInvariant()).ToHashSet()),
        _ => FactAxis.Only(FactAxisKind.Language, codes.ToHashSet()),
    };

    /// <summary>The units at the top of what a reader sees.</summary>
    public static IReadOnlyList<Unit> TopsOf(Member reader, IEnumerable<Unit> units) =>
        [.. units.Where(unit => reader.Units is { } reach ? reach.Contains(unit.Id) && (unit.ParentId is not { } above || !reach.Contains(above)) : unit.ParentId is null)];

    /// <summary>Whether a unit that is chosen lies wholly beyond what a reader sees; one that there is not is no other.</summary>
    public static bool IsBeyond(Member reader, ScoreQuery query, IReadOnlyCollection<Unit> units) =>
        !reader.SeesAll && query.Chosen.TryGetValue("unit", out var code)
        && !Of(units, [code]).SelectMany(unit => Unit.Subtree(unit, units)).Any(unit => reader.Sees(unit, null));

    /// <summary>The units at the top of what is chosen, or of all where nothing is, as far as the reader sees.</summary>
    public IReadOnlyList<Unit> UnitTops(string? chosen)
    {
        if (chosen is null) return TopsOf(reader, names.Units);
        HashSet<Guid> within = [.. Of(names.Units, [chosen]).SelectMany(unit => Unit.Subtree(unit, [.. names.Units])).Where(unit => reader.Sees(unit, null))];
        return [.. names.Units.Where(unit => within.Contains(unit.Id) && (unit.ParentId is not { } above || !within.Contains(above)))];
    }

    // One level of the tree at a time: what lies right below the one unit at the top of what is chosen and seen, or the tops where these are several.
    private FactAxis UnitGroups(string? chosen)
    {
        var tops = UnitTops(chosen);
        var groups = tops.ToDictionary(unit => unit.Id, unit => (string?)unit.Code);
        foreach (var one in tops is [var only] ? names.Units.Where(unit => unit.ParentId == only.Id) : tops)
            foreach (var below in Unit.Subtree(one.Id, [.. names.Units])) groups[below] = one.Code;
        return new(FactAxisKind.Unit, "", CodeOf(groups));
    }

    private static FactAxis Only(FactAxisKind kind, IEnumerable<Guid> ids) => FactAxis.Only(kind, ids.Select(id => id.ToString()).ToHashSet());

    private static IEnumerable<Guid> Of(IEnumerable<INamed> all, IReadOnlyList<string> codes) =>
        all.Where(one => codes.Contains(one.Code, StringComparer.OrdinalIgnoreCase)).Select(one => one.Id);

    private static Func<string, string?> CodeOf(IEnumerable<INamed> all) => CodeOf(all.ToDictionary(one => one.Id, one => (string?)one.Code));

    private static Func<string, string?> CodeOf(IReadOnlyDictionary<Guid, string?> codes) =>
        value => Guid.TryParse(value, out var id) ? codes.GetValueOrDefault(id) : null;
}
