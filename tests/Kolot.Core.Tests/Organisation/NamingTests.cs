using Kolot.Core.Organisation;

namespace Kolot.Core.Tests.Organisation;

public sealed class NamingTests
{
    private static readonly Unit All = UnitOf(1, "all", null, 0);
    private static readonly Unit Haifa = UnitOf(2, "haifa", All, 0);
    private static readonly Unit Kitchen = UnitOf(3, "kitchen", Haifa, 0);
    private static readonly Unit Yafo = UnitOf(4, "yafo", All, 1);
    private static readonly Unit[] Units = [All, Haifa, Kitchen, Yafo];

    [Fact]
    public void A_code_is_made_lower_case_and_may_be_given_once()
    {
        Assert.Equal("carmel-1", Naming.Decide(new() { Code = " Carmel-1 ", Name = "כרמל" }, null, Ground()).Value.Code);
        AssertFault(Naming.Decide(new() { Code = "haifa", Name = "כרמל" }, null, Ground()), "code:taken");
        AssertFault(Naming.Decide(new() { Code = "חיפה", Name = "כרמל" }, null, Ground()), "code:not_a_code");
    }

    [Fact]
    public void A_unit_cannot_stand_below_itself() =>
        AssertFault(Naming.Decide(new() { Above = "kitchen" }, Haifa, Ground()), "above:loop");

    [Fact]
    public void What_a_draft_leaves_out_stays_and_what_it_empties_goes()
    {
        var named = UnitOf(9, "carmel", Haifa, 3);
        named.NameEn = "Carmel";

        Assert.Equal("Carmel", Naming.Decide(new() { Name = "הכרמל" }, named, Ground()).Value.NameEn);
        Assert.Null(Naming.Decide(new() { NameEn = "" }, named, Ground()).Value.NameEn);
    }

    [Fact]
    public void A_change_from_an_older_version_is_refused() =>
        Assert.IsType<Refusal.Conflict>(Naming.Decide(new() { Name = "חיפה רבתי", Version = 4 }, Haifa, Ground()).Refusal);

    [Fact]
    public void Who_sees_one_branch_changes_nothing_of_another()
    {
        var ground = Ground(new HashSet<Guid> { Haifa.Id, Kitchen.Id });

        Assert.IsType<Refusal.NotFound>(Naming.Decide(new() { Name = "יפו" }, Yafo, ground).Refusal);
        AssertFault(Naming.Decide(new() { Code = "bar", Name = "בר", Above = "yafo" }, null, ground), "above:unknown");
        AssertFault(Naming.Decide(new() { Code = "bar", Name = "בר" }, null, ground), "above:required");
        Assert.False(Naming.Decide(new() { Code = "bar", Name = "בר", Above = "haifa" }, null, ground).Refused);
    }

    [Theory]
    [InlineData("25", 0.25)]
    [InlineData("12.5%", 0.125)]
    [InlineData("", null)]
    public void A_planned_share_is_written_in_percent(string written, double? share) =>
        Assert.Equal(share, Naming.Decide(new() { Code = "call", Name = "שיחות", Share = written }, null, Ground() with { Kind = NamedKind.Channel }).Value.Share);

    [Fact]
    public void A_tree_with_a_ring_in_it_is_still_shown_whole()
    {
        var (one, other) = (UnitOf(7, "one", null, 0), UnitOf(8, "other", null, 0));
        (one.ParentId, other.ParentId) = (other.Id, one.Id);

        Assert.Equal(["all", "haifa", "kitchen", "yafo", "one", "other"], NamedOrder.Tree<Unit>([.. Units, one, other]).Select(shown => shown.Named.Code));
    }

    [Fact]
    public void Moving_up_changes_places_with_the_sibling_before() =>
        Assert.Equal([("yafo", 0), ("haifa", 1)], NamedOrder.Moved(Yafo, up: true, Units).Select(moved => (moved.Named.Code, moved.Position)));

    [Fact]
    public void A_line_of_a_file_may_stand_below_one_that_comes_later()
    {
        var lines = Decide(("bar", "carmel"), ("carmel", "all"));

        Assert.All(lines, line => Assert.Equal(LineOutcome.Added, line.Outcome));
        Assert.Equal([2, 3], lines.Select(line => line.Line.Number));
    }

    [Fact]
    public void Lines_that_stand_below_each_other_are_refused_and_the_others_taken()
    {
        var lines = Decide(("one", "other"), ("other", "one"), ("carmel", "all"));

        Assert.Equal([LineOutcome.Refused, LineOutcome.Refused, LineOutcome.Added], lines.Select(line => line.Outcome));
        Assert.Equal("loop", lines[0].Faults.Single().Reason);
    }

    [Fact]
    public void A_line_below_a_refused_one_is_refused_and_a_repeated_code_too()
    {
        var lines = Decide(("carmel", "nowhere"), ("bar", "carmel"), ("bar", "all"));

        Assert.Equal(["above:unknown", "above:unknown", "code:repeated"], lines.Select(line => $"{line.Faults[0].Field}:{line.Faults[0].Reason}"));
    }

    private static IReadOnlyList<LineDecision> Decide(params (string Code, string Above)[] lines)
    {
        var drafts = lines.Select((line, index) => new NamedLine(index + 2, new() { Code = line.Code, Name = line.Code, Above = line.Above }));
        var next = 100;
        return NamedFile.Decide([.. drafts], Ground(), () => IdOf(next++)).Lines;
    }

    private static NamingGround Ground(IReadOnlySet<Guid>? reach = null) => new(
        NamedKind.Unit, Units, Units.ToDictionary(unit => unit.Code, unit => unit.Id),
        new Member("demo", Guid.Empty, "נועה", Rights.For(Role.Manager), reach is null ? Reach.All : Reach.Subtree, reach));

    private static Unit UnitOf(int number, string code, Unit? parent, int position) =>
        new() { Id = IdOf(number), Code = code, Name = code, ParentId = parent?.Id, Position = position };

    private static Guid IdOf(int number) => new(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0);

    private static void AssertFault(Result<NamedTerms> result, string fault) =>
        Assert.Equal([fault], Assert.IsType<Refusal.Invalid>(result.Refusal).Faults.Select(found => $"{found.Field}:{found.Reason}"));
}
