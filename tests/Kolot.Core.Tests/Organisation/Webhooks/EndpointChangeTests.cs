using System.Text;
using System.Text.Json.Nodes;
using Kolot.Core.Organisation.Webhooks;

namespace Kolot.Core.Tests.Organisation.Webhooks;

public sealed class EndpointChangeTests
{
    private static readonly string[] Known = ["voice.heard", "survey.answered"];

    private static readonly EndpointDraft Crm = new() { Name = " CRM ", Address = " https://crm.example.org/kolot?key=1 ", Events = ["survey.answered"] };

    [Fact]
    public void A_draft_that_is_in_order_is_kept_without_the_spaces_around_it()
    {
        var decided = EndpointChange.Decide(Crm, Known, mayBeOpen: false).Value;

        Assert.Equal(("CRM", "https://crm.example.org/kolot?key=1", "survey.answered"), (decided.Name, decided.Address, string.Join(',', decided.Events)));
    }

    [Theory]
    [InlineData("", "required")]
    [InlineData("crm.example.org", "not_an_address")]
    [InlineData("/kolot", "not_an_address")]
    [InlineData("ftp://crm.example.org", "not_an_address")]
    [InlineData("http://crm.example.org", "open_connection")]
    [InlineData("https://me:secret@crm.example.org", "with_password")]
    public void An_address_is_whole_protected_and_holds_no_password(string address, string reason) =>
        Assert.Equal([new Fault("address", reason)], Faults(Crm with { Address = address }));

    [Fact]
    public void In_ones_own_network_messages_may_go_unprotected() =>
        Assert.False(EndpointChange.Decide(Crm with { Address = "http://10.0.0.7/kolot" }, Known, mayBeOpen: true).Refused);

    [Fact]
    public void A_name_and_at_least_one_known_event_are_needed()
    {
        Assert.Equal([new("name", "required"), new("events", "required")], Faults(Crm with { Name = " ", Events = [] }));
        Assert.Equal([new Fault("events", "unknown_event")], Faults(Crm with { Events = ["voice.heard", "voice.sung"] }));
    }

    [Fact]
    public void A_body_says_what_happened_when_and_of_what()
    {
        var body = WebhookBody.Of("voice.heard", new(2026, 11, 2, 7, 33, 12, DateTimeKind.Utc), new JsonObject { ["id"] = "7", ["text"] = "שלום" }, null);

        Assert.Equal("""{"type":"voice.heard","timestamp":"2026-11-02T07:33:12.000Z","data":{"id":"7","text":"שלום"}}""", body);
    }

    [Fact]
    public void What_is_too_long_to_be_told_in_full_is_told_by_its_ids()
    {
        var (thin, full) = (new JsonObject { ["id"] = "7" }, new JsonObject { ["id"] = "7", ["text"] = new string('א', 10_000) });

        var body = WebhookBody.Of("voice.heard", DateTime.UnixEpoch, thin, full);

        Assert.Contains("\"data\":{\"id\":\"7\"}", body, StringComparison.Ordinal);
        Assert.True(Encoding.UTF8.GetByteCount(body) <= WebhookBody.MostBytes);
    }

    [Fact]
    public void A_happening_comes_back_from_an_errand_as_it_went_in()
    {
        var happened = new Happening("voice.heard", new("019a4b1e-7c00-7d3a-9a51-3a0f5c2b8e11"), new(2026, 11, 2, 7, 33, 12, 345, DateTimeKind.Utc));

        Assert.Equal(happened, Happening.Read(happened.ToString()));
        Assert.Null(Happening.Read("voice.heard/nobody/1"));
    }

    private static IReadOnlyList<Fault> Faults(EndpointDraft draft) => (EndpointChange.Decide(draft, Known, mayBeOpen: false).Refusal as Refusal.Invalid)?.Faults ?? [];
}
