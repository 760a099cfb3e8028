using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.VoiceStream;

/// <summary>What a row of names is of.</summary>
internal enum PlaceKind
{
    /// <summary>A channel.</summary>
    Channel,

    /// <summary>A stage of the journey.</summary>
    Stage,

    /// <summary>A touchpoint.</summary>
    Touchpoint,

    /// <summary>A unit.</summary>
    Unit,
}

/// <summary>A channel, stage, touchpoint or unit as it comes from the database: every page wants all of them, so they are one question and not four.</summary>
internal sealed class PlaceRow
{
    // What one of them lacks is told by something of the same type, and not looked at.
    private static readonly ReadyQuery<int, PlaceRow> Query = new((store, _) =>
        store.Channels.Select(row => new PlaceRow { Kind = PlaceKind.Channel, Id = row.Id, Code = row.Code, Name = row.Name, NameEn = row.NameEn, Of = row.Id, Icon = row.Icon, PlannedShare = row.PlannedShare, Position = row.Position, Retired = row.Retired, Version = row.Version })
            .Concat(store.Stages.Select(row => new PlaceRow { Kind = PlaceKind.Stage, Id = row.Id, Code = row.Code, Name = row.Name, NameEn = row.NameEn, Of = row.Id, Icon = row.Code, PlannedShare = (double?)row.Position, Position = row.Position, Retired = row.Retired, Version = row.Version }))
            .Concat(store.Touchpoints.Select(row => new PlaceRow { Kind = PlaceKind.Touchpoint, Id = row.Id, Code = row.Code, Name = row.Name, NameEn = row.NameEn, Of = row.StageId, Icon = row.Code, PlannedShare = (double?)row.Position, Position = row.Position, Retired = row.Retired, Version = row.Version }))
            .Concat(store.Units.Select(row => new PlaceRow { Kind = PlaceKind.Unit, Id = row.Id, Code = row.Code, Name = row.Name, NameEn = row.NameEn, Of = row.ParentId, Icon = row.Code, PlannedShare = (double?)row.Position, Position = row.Position, Retired = row.Retired, Version = row.Version }))
            .OrderBy(row => row.Position).ThenBy(row => row.Name));

    public PlaceKind Kind { get; init; }

    public Guid Id { get; init; }

    public required string Code { get; init; }

    public required string Name { get; init; }

    public string? NameEn { get; init; }

    /// <summary>The stage of a touchpoint, the parent of a unit.</summary>
    public Guid? Of { get; init; }

    public required string Icon { get; init; }

    public double? PlannedShare { get; init; }

    public int Position { get; init; }

    public bool Retired { get; init; }

    public int Version { get; init; }

    /// <summary>Loads all of them, each kind in order.</summary>
    public static async Task<ILookup<PlaceKind, PlaceRow>> All(OrganisationStore store, CancellationToken cancel) => (await Query.Ask(store, 0, cancel)).ToLookup(row => row.Kind);

    public Channel Channel() => new() { Id = Id, Code = Code, Name = Name, NameEn = NameEn, Icon = Icon, PlannedShare = PlannedShare, Position = Position, Retired = Retired, Version = Version };

    public Stage Stage() => new() { Id = Id, Code = Code, Name = Name, NameEn = NameEn, Position = Position, Retired = Retired, Version = Version };

    public Touchpoint Touchpoint() => new() { Id = Id, Code = Code, Name = Name, NameEn = NameEn, StageId = Of, Position = Position, Retired = Retired, Version = Version };

    public Unit Unit() => new() { Id = Id, Code = Code, Name = Name, NameEn = NameEn, ParentId = Of, Position = Position, Retired = Retired, Version = Version };
}
