using Kolot.Organisation.Template;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Organisation.Template;

public sealed class OrganisationTemplateTests
{
    private static readonly DateTime At = new(2026, 11, 22, 8, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_new_organisation_has_channels_whose_planned_shares_make_a_whole()
    {
        using var store = Planted();

        var channels = store.Channels.Local.OrderBy(channel => channel.Position).ToList();

        Assert.Equal("survey", channels[0].Code);
        Assert.Equal(1, channels.Sum(channel => channel.PlannedShare ?? 0), 9);
        Assert.All(channels, channel => Assert.False(string.IsNullOrWhiteSpace(channel.NameEn)));
    }

    [Fact]
    public void Every_stage_of_the_template_has_touchpoints_and_every_touchpoint_a_stage()
    {
        using var store = Planted();

        var stages = store.Touchpoints.Local.Select(touchpoint => touchpoint.StageId).ToHashSet();

        Assert.All(store.Stages.Local, stage => Assert.Contains(stage.Id, stages));
        Assert.DoesNotContain(null, stages);
    }

    [Fact]
    public void No_code_of_the_template_is_given_twice()
    {
        using var store = Planted();

        Assert.Distinct(store.Channels.Local.Select(channel => channel.Code));
        Assert.Distinct(store.Stages.Local.Select(stage => stage.Code));
        Assert.Distinct(store.Touchpoints.Local.Select(touchpoint => touchpoint.Code));
    }

    [Fact]
    public void There_is_one_unit_at_the_top()
    {
        using var store = Planted();

        var unit = Assert.Single(store.Units.Local);
        Assert.Equal(OrganisationTemplate.Root, unit.Code);
        Assert.Null(unit.ParentId);
    }

    private static OrganisationStore Planted()
    {
        var options = new DbContextOptionsBuilder<OrganisationStore>().UseSqlite("Data Source=:memory:").Options;
        var store = new OrganisationStore(options);
        OrganisationTemplate.Plant(store, At);
        return store;
    }
}
