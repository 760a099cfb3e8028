using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Organisation.Privacy;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.VoiceStream;

/// <summary>The names that voices are shown with.</summary>
/// <param name="Channels">All channels, in order.</param>
/// <param name="Stages">All stages, in order.</param>
/// <param name="Touchpoints">All touchpoints, in the order of the journey.</param>
/// <param name="Units">All units, in order.</param>
public sealed record StreamNames(
    IReadOnlyList<Channel> Channels, IReadOnlyList<Stage> Stages, IReadOnlyList<Touchpoint> Touchpoints, IReadOnlyList<Unit> Units)
{
    /// <summary>The versions of the privacy notice that were published.</summary>
    public IReadOnlyList<NoticeVersion> Notices { get; private init; } = [];

    private readonly Dictionary<Guid, Channel> channels = Channels.ToDictionary(channel => channel.Id);
    private readonly Dictionary<Guid, Touchpoint> touchpoints = Touchpoints.ToDictionary(touchpoint => touchpoint.Id);
    private readonly Dictionary<Guid, Unit> units = Units.ToDictionary(unit => unit.Id);

    /// <summary>Loads them.</summary>
    public static async Task<StreamNames> Load(OrganisationStore store, CancellationToken cancel) => await OfPlaces(store, cancel) with { Notices = await NoticesOf(store, cancel) };

    /// <summary>Loads them without the notices, for where no voice is shown.</summary>
    public static async Task<StreamNames> OfPlaces(OrganisationStore store, CancellationToken cancel)
    {
        var rows = await PlaceRow.All(store, cancel);
        Stage[] stages = [.. rows[PlaceKind.Stage].Select(row => row.Stage())];
        var order = stages.Select((stage, at) => (stage.Id, at)).ToDictionary(stage => stage.Id, stage => stage.at);
        var touchpoints = rows[PlaceKind.Touchpoint].OrderBy(row => row.Of is { } stage ? order.GetValueOrDefault(stage, int.MaxValue) : int.MaxValue);
        return new([.. rows[PlaceKind.Channel].Select(row => row.Channel())], stages, [.. touchpoints.Select(row => row.Touchpoint())], [.. rows[PlaceKind.Unit].Select(row => row.Unit())]);
    }

    /// <summary>The versions of the privacy notice that were published.</summary>
    public static Task<IReadOnlyList<NoticeVersion>> NoticesOf(OrganisationStore store, CancellationToken cancel) => PublishedNotices.Read(store, cancel);

    /// <summary>Under which versions a voice was given: the one that its source says, or else those in force when it was said.</summary>
    public IReadOnlyList<NoticeVersion> NoticesOf(Voice voice) =>
        voice.Notice is { } said ? [.. Notices.Where(version => version.Code == said)] : NoticeVersion.InForce(Notices, voice.HeardAt);

    /// <summary>A channel by id.</summary>
    public Channel? Channel(Guid? id) => id is { } known ? channels.GetValueOrDefault(known) : null;

    /// <summary>A touchpoint by id.</summary>
    public Touchpoint? Touchpoint(Guid? id) => id is { } known ? touchpoints.GetValueOrDefault(known) : null;

    /// <summary>A unit by id.</summary>
    public Unit? Unit(Guid? id) => id is { } known ? units.GetValueOrDefault(known) : null;
}
