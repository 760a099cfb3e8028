using System.Net;
using Kolot.Core.Organisation;
using Kolot.Store;

namespace Kolot.Tests.Listen;

public sealed class HearingLinesTests
{
    [Fact]
    public async Task More_organisations_are_heard_than_there_are_connections()
    {
        await using var world = await World.Empty(StoreKind.Postgres, World.PostgresWith("Maximum Pool Size=4"));
        string[] organisations = ["arad", "bat-yam", "carmiel", "dimona", "eilat", "fureidis", "gedera", "haifa"];
        foreach (var organisation in organisations) await world.Found(organisation, Cast.Tamar);

        foreach (var organisation in organisations)
        {
            using var pos = await world.KeyTo(organisation, Right.EnterVoices);
            using var answer = await pos.PostJson($"/api/v1/{organisation}/voices", new { source = "pos", id = "1", channel = "survey", text = "תודה" });
            Assert.True(answer.StatusCode == HttpStatusCode.Accepted, $"{organisation}: {answer.StatusCode} {world.Troubles}");
        }

        using var tamar = world.As(Cast.Tamar);
        await tamar.Page("/arad/voices");
    }
}
