using Kolot.Core.Organisation;

namespace Kolot.Core.Tests.Organisation;

public sealed class CustomerChangeTests
{
    private static readonly DateTime At = new(2026, 11, 22, 8, 0, 0, DateTimeKind.Utc);
    private static readonly Guid North = new("01900000-0000-7000-8000-000000000001");
    private static readonly Guid South = new("01900000-0000-7000-8000-000000000002");
    private static readonly Dictionary<string, Guid> Units = new() { ["north"] = North, ["south"] = South };

    private static readonly CustomerRecord Ruth = new() { Source = "crm", Id = "17", Name = "רות שגב" };

    private static readonly CustomerTerms RuthAsKnown = new(
        "רות שגב", North, null, new HashSet<WrittenIdentity> { new("mail", "ruth@example.org") }, new Dictionary<string, string> { ["plan"] = "זהב" });

    [Fact]
    public void A_mail_and_a_phone_are_kept_in_one_form()
    {
        var terms = CustomerChange.Decide(
            Ruth with { Identities = [new("mail", " Ruth@Example.org"), new("phone", "054-123-4567")] }, null, Ground());

        Assert.Equal([new("mail", "ruth@example.org"), new("phone", "+972541234567")], terms.Value.Identities.OrderBy(one => one.Kind));
    }

    [Fact]
    public void A_record_without_a_source_or_an_id_is_refused_at_both_fields() =>
        AssertFaults(CustomerChange.Decide(new() { Name = "רות" }, null, Ground()), "source:required", "id:required");

    [Fact]
    public void What_is_no_mail_is_refused_at_its_field() =>
        AssertFaults(CustomerChange.Decide(Ruth with { Identities = [new("mail", "ruth at home")] }, null, Ground()), "identities.mail:not_a_mail");

    [Fact]
    public void A_part_of_a_record_leaves_the_rest_as_it_was()
    {
        var terms = CustomerChange.Decide(
            new() { Source = "crm", Id = "17", Attributes = new Dictionary<string, string?> { ["came_from"] = "מתחרה" } }, Known(), Ground());

        Assert.Equal("רות שגב", terms.Value.Name);
        Assert.Equal(North, terms.Value.UnitId);
        Assert.Equal("זהב", terms.Value.Attributes["plan"]);
        Assert.Equal("מתחרה", terms.Value.Attributes["came-from"]);
        Assert.Single(terms.Value.Identities);
    }

    [Fact]
    public void A_whole_record_takes_away_what_it_leaves_out()
    {
        var terms = CustomerChange.Decide(Ruth with { Whole = true }, Known(), Ground());

        Assert.Empty(terms.Value.Identities);
        Assert.Empty(terms.Value.Attributes);
        Assert.Null(terms.Value.UnitId);
    }

    [Fact]
    public void A_change_from_an_older_version_is_refused()
    {
        var stale = CustomerChange.Decide(Ruth with { Version = 2 }, Known(version: 3), Ground());

        Assert.Equal(new Refusal.Conflict("changed_meanwhile"), stale.Refusal);
    }

    [Fact]
    public void A_mail_of_somebody_else_is_refused_and_names_them_only_within_reach()
    {
        var record = Ruth with { Identities = [new("mail", "ruth@example.org")] };

        var seen = CustomerChange.Decide(record, null, Ground(owner: new("crm/4", Seen: true)));
        var unseen = CustomerChange.Decide(record, null, Ground(owner: new("crm/4", Seen: false)));

        Assert.Equal(new Refusal.Conflict("identity_taken") { With = "crm/4" }, seen.Refusal);
        Assert.Equal(new Refusal.Conflict("identity_taken"), unseen.Refusal);
    }

    [Fact]
    public void A_customer_beyond_reach_is_not_found() =>
        Assert.IsType<Refusal.NotFound>(CustomerChange.Decide(Ruth, Known(seen: false), Ground()).Refusal);

    [Fact]
    public void Who_sees_one_unit_cannot_give_a_customer_to_another_nor_to_none()
    {
        var ground = Ground(reach: new HashSet<Guid> { North });

        AssertFaults(CustomerChange.Decide(Ruth with { Unit = "south" }, null, ground), "unit:unknown");
        AssertFaults(CustomerChange.Decide(Ruth, null, ground), "unit:required");
        Assert.Equal(North, CustomerChange.Decide(Ruth with { Unit = "north" }, null, ground).Value.UnitId);
    }

    private static KnownCustomer Known(int version = 0, bool seen = true) => new(RuthAsKnown, version, seen);

    private static CustomerGround Ground(IReadOnlySet<Guid>? reach = null, IdentityOwner? owner = null) => new(
        new Member("demo", Guid.Empty, "נועה", Rights.For(Role.Agent), reach is null ? Reach.All : Reach.Team, reach), At, Units, _ => owner);

    private static void AssertFaults(Result<CustomerTerms> result, params string[] faults) =>
        Assert.Equal(faults, Assert.IsType<Refusal.Invalid>(result.Refusal).Faults.Select(fault => $"{fault.Field}:{fault.Reason}"));
}
