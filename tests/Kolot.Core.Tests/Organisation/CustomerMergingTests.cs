using Kolot.Core.Organisation;

namespace Kolot.Core.Tests.Organisation;

public sealed class CustomerMergingTests
{
    private static readonly DateTime Early = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly CustomerFace Ruth = new("רות", null, Early, new Dictionary<string, string> { ["plan"] = "fiber", ["value"] = "80" });
    private static readonly CustomerFace Ruthie = new("רותי", Guid.Empty, null, new Dictionary<string, string> { ["plan"] = "copper", ["came-from"] = "friend" });

    [Fact]
    public void Where_both_say_something_else_somebody_must_choose() =>
        Assert.Equal(["name", "attribute.plan"], CustomerMerging.Differing(Ruth, Ruthie));

    [Fact]
    public void What_only_one_of_them_says_is_kept_and_what_was_chosen_wins()
    {
        var one = CustomerMerging.Together(Ruth, Ruthie, new HashSet<string> { "attribute.plan", "since" });

        Assert.Equal(("רות", Guid.Empty, Early), (one.Name, one.UnitId, one.Since));
        Assert.Equal(["came-from=friend", "plan=copper", "value=80"], one.Attributes.Select(pair => $"{pair.Key}={pair.Value}").Order());
    }

    [Fact]
    public void Told_apart_again_each_is_as_before_save_for_what_was_changed_since()
    {
        var after = CustomerMerging.Together(Ruth, Ruthie, new HashSet<string> { "name", "attribute.plan" });
        var now = after with { Attributes = new Dictionary<string, string>(after.Attributes) { ["value"] = "95", ["why-left"] = "price" } };

        var apart = CustomerMerging.Apart(Ruth, after, now);

        Assert.Equal(("רות", null, Early), (apart.Name, apart.UnitId, apart.Since));
        Assert.Equal(["plan=fiber", "value=95", "why-left=price"], apart.Attributes.Select(pair => $"{pair.Key}={pair.Value}").Order());
    }

    [Fact]
    public void Merging_and_telling_apart_leaves_any_two_as_they_were()
    {
        string?[] names = [null, "א", "ב"];
        string[] keys = ["a", "b", "c"];
        var random = new Random(20261123);
        for (var round = 0; round < 2_000; round++)
        {
            CustomerFace Any() => new(
                names[random.Next(3)], random.Next(2) == 0 ? null : new Guid(random.Next(2), 0, 0, new byte[8]), random.Next(2) == 0 ? null : Early.AddDays(random.Next(2)),
                keys.Where(_ => random.Next(2) == 0).ToDictionary(key => key, _ => $"{random.Next(2)}"));
            var (stays, goes) = (Any(), Any());
            var chosen = CustomerMerging.Differing(stays, goes).Where(_ => random.Next(2) == 0).ToHashSet();

            var after = CustomerMerging.Together(stays, goes, chosen);
            var apart = CustomerMerging.Apart(stays, after, after);

            Assert.Equal((stays.Name, stays.UnitId, stays.Since), (apart.Name, apart.UnitId, apart.Since));
            Assert.Equal(stays.Attributes.OrderBy(pair => pair.Key), apart.Attributes.OrderBy(pair => pair.Key));
        }
    }
}
