using Kolot.Core.Organisation;

namespace Kolot.Core.Tests.Organisation;

public sealed class MemberChangeTests
{
    [Fact]
    public void An_owner_sees_everything_and_needs_no_unit_for_it() =>
        Assert.Equal(new Trust(Role.Owner, Reach.All, null), MemberChange.Read(new("Owner", "Team", ""), []).Value);

    [Theory]
    [InlineData("Agent", "Team", "", "unit", "unit_for_reach")]
    [InlineData("Agent", "All", "nowhere", "unit", "unknown")]
    [InlineData("", "All", "", "role", "required")]
    [InlineData("7", "All", "", "role", "required")]
    public void What_is_missing_is_told_at_its_field(string role, string reach, string unit, string field, string reason) =>
        Assert.Equal([new Fault(field, reason)], Assert.IsType<Refusal.Invalid>(MemberChange.Read(new(role, reach, unit), []).Refusal).Faults);
}
