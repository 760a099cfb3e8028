using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Places;

/// <summary>All that an organisation has of one kind, and what it can belong to.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Named">All of it, in no order.</param>
/// <param name="Above">What it can belong to: units for a unit, stages for a touchpoint.</param>
public sealed record NamedRows(NamedKind Kind, IReadOnlyList<INamed> Named, IReadOnlyList<INamed> Above)
{
    /// <summary>Loads them; some hundred rows at most.</summary>
    public static async Task<NamedRows> Load(OrganisationStore store, NamedKind kind, CancellationToken cancel)
    {
        List<INamed> named = kind switch
        {
            NamedKind.Unit => [.. await store.Units.ToListAsync(cancel)],
            NamedKind.Channel => [.. await store.Channels.ToListAsync(cancel)],
            NamedKind.Stage => [.. await store.Stages.ToListAsync(cancel)],
            _ => [.. await store.Touchpoints.ToListAsync(cancel)],
        };
        List<INamed> above = kind switch
        {
            NamedKind.Unit => named,
            NamedKind.Touchpoint => [.. await store.Stages.ToListAsync(cancel)],
            _ => [],
        };
        return new(kind, named, above);
    }

    /// <summary>The one of that code.</summary>
    public INamed? Find(string code) => Named.FirstOrDefault(named => named.Code == code);

    /// <summary>What a change of one of them is decided upon.</summary>
    public NamingGround Ground(Member member) => new(Kind, Named, Above.ToDictionary(named => named.Code, named => named.Id), member);

    /// <summary>The code of what something belongs to.</summary>
    public string? AboveCode(Guid? id) => Above.FirstOrDefault(named => named.Id == id)?.Code;
}

/// <summary>What the kinds are called in addresses and in the log.</summary>
internal static class NamedKinds
{
    public static readonly NamedKind[] All = [NamedKind.Unit, NamedKind.Channel, NamedKind.Stage, NamedKind.Touchpoint];

    /// <summary>Its path under the settings.</summary>
    public static string PathOf(NamedKind kind) => "settings/" + kind switch
    {
        NamedKind.Unit => "units",
        NamedKind.Channel => "channels",
        NamedKind.Stage => "stages",
        _ => "touchpoints",
    };

    /// <summary>The page that lists it.</summary>
    public static string ListOf(NamedKind kind) => kind is NamedKind.Stage or NamedKind.Touchpoint ? "settings/journey" : PathOf(kind);

    /// <summary>Its word in the log: <c>unit.changed</c>.</summary>
    public static string LogWord(NamedKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The name in the reader's language.</summary>
    public static string NameOf(INamed named) => Language.Here == "en" ? named.NameEn ?? named.Name : named.Name;
}
