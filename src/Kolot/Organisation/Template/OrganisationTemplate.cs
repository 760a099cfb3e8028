using Kolot.Core.Organisation;
using Kolot.Store;

namespace Kolot.Organisation.Template;

/// <summary>What a new organisation finds in place: channels, a journey and one unit, all of them its own to change.</summary>
public static class OrganisationTemplate
{
    /// <summary>Whether a channel's share is still the template's: nobody of the organisation planned it.</summary>
    public static bool Holds(Channel channel) =>
        TemplateLines.Channels.Any(line => line.Code == channel.Code && line.PlannedShare == channel.PlannedShare);

    /// <summary>The code of the unit at the top.</summary>
    public const string Root = "all";

    /// <summary>Adds the template to an empty organisation; saving is the caller's, in the caller's transaction.</summary>
    public static void Plant(OrganisationStore store, DateTime at)
    {
        var moment = new DateTimeOffset(at, TimeSpan.Zero);
        store.Units.Add(new() { Id = Guid.CreateVersion7(moment), Code = Root, Name = "כל הארגון", NameEn = "Whole organisation" });
        foreach (var (place, line) in TemplateLines.Channels.Index()) store.Channels.Add(ChannelOf(line, place, moment));
        foreach (var (place, line) in TemplateLines.Stages.Index())
        {
            var stage = new Stage { Id = Guid.CreateVersion7(moment), Code = line.Code, Name = line.Name, NameEn = line.NameEn, Position = place };
            store.Stages.Add(stage);
            foreach (var (within, point) in line.Touchpoints.Index()) store.Touchpoints.Add(TouchpointOf(point, stage.Id, within, moment));
        }
    }

    private static Channel ChannelOf(ChannelLine line, int place, DateTimeOffset moment) => new()
    {
        Id = Guid.CreateVersion7(moment),
        Code = line.Code,
        Name = line.Name,
        NameEn = line.NameEn,
        Icon = line.Icon,
        PlannedShare = line.PlannedShare,
        Position = place,
    };

    private static Touchpoint TouchpointOf(TouchpointLine line, Guid stage, int place, DateTimeOffset moment) => new()
    {
        Id = Guid.CreateVersion7(moment),
        Code = line.Code,
        Name = line.Name,
        NameEn = line.NameEn,
        StageId = stage,
        Position = place,
    };
}
