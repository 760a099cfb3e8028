using Kolot.Core.Organisation;
using Kolot.Organisation;
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
    /// <summary>Those within a member's reach, to be shown.</summary>
    public static Task<NamedRows> SeenBy(OrganisationStore store, Member member, NamedKind kind, CancellationToken cancel) =>
        Load(store, kind, store.UnitsSeenBy(member), cancel);

    /// <summary>All of them, as changes are decided upon: a code is taken also where it cannot be seen.</summary>
    public static Task<NamedRows> All(OrganisationStore store, NamedKind kind, CancellationToken cancel) => Load(store, kind, store.Units, cancel);

    /// <summary>Keeps everybody else from changing any of a kind until the transaction ends, so that what was decided still holds when it is kept.</summary>
    public static async Task Lock(OrganisationStore store, NamedKind kind, CancellationToken cancel)
    {
        // On SQLite there is one writer anyway.
        if (!store.Database.IsNpgsql()) return;
        await store.Database.ExecuteSqlRawAsync(
            kind switch
            {
                NamedKind.Unit => "lock table units in share row exclusive mode",
                NamedKind.Channel => "lock table channels in share row exclusive mode",
                NamedKind.Stage => "lock table stages in share row exclusive mode",
                _ => "lock table touchpoints in share row exclusive mode",
            },
            cancel);
    }

    /// <summary>The one of that id.</summary>
    public INamed? Find(Guid id) => Named.FirstOrDefault(named => named.Id == id);

    /// <summary>What a change of one of them is decided upon.</summary>
    public NamingGround Ground(Member member) => new(Kind, Named, Above.ToDictionary(named => named.Code, named => named.Id), member);

    /// <summary>The code of what something belongs to.</summary>
    public string? AboveCode(Guid? id) => Above.FirstOrDefault(named => named.Id == id)?.Code;

    private static async Task<NamedRows> Load(OrganisationStore store, NamedKind kind, IQueryable<Unit> units, CancellationToken cancel)
    {
        List<INamed> named = kind switch
        {
            NamedKind.Unit => [.. await units.ToListAsync(cancel)],
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

    /// <summary>Lets in whoever may set a kind up: units by reach, what all units share by whole reach alone.</summary>
    public static RouteHandlerBuilder NeedsSetUp(this RouteHandlerBuilder route, NamedKind kind) =>
        kind == NamedKind.Unit ? route.Needs(Right.SetUp) : route.NeedsWholeReach(Right.SetUp);

    /// <summary>Its word in the log: <c>unit.changed</c>.</summary>
    public static string LogWord(NamedKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The name in the reader's language.</summary>
    public static string NameOf(INamed named) => Language.Here == "en" ? named.NameEn ?? named.Name : named.Name;
}
