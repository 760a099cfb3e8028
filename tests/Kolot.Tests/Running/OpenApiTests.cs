using System.Text.Json;
using Kolot.Store;

namespace Kolot.Tests.Running;

public sealed class OpenApiTests
{
    [Fact]
    public async Task The_description_of_the_API_is_the_approved_one()
    {
        await using var world = await World.Empty(StoreKind.Sqlite);
        using var program = world.Nobody();
        using var answer = await program.Get("/openapi/v1.json");

        Approval.Holds(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), "openapi.approved.json");
    }

    [Fact]
    public async Task Every_route_of_the_API_shows_examples_and_says_what_a_key_too_many_is_told()
    {
        await using var world = await World.Empty(StoreKind.Sqlite);
        using var program = world.Nobody();
        var document = await program.Json("/openapi/v1.json");

        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        foreach (var path in document.GetProperty("paths").EnumerateObject())
            foreach (var operation in path.Value.EnumerateObject().Where(operation => operation.Value.ValueKind == JsonValueKind.Object))
            {
                var responses = operation.Value.GetProperty("responses");
                Assert.All(["401", "403", "429"], status => Assert.True(responses.TryGetProperty(status, out _), $"{operation.Name} {path.Name}: {status}"));
                var good = responses.EnumerateObject().First(response => response.Name[0] == '2').Value;
                if (good.TryGetProperty("content", out var content))
                    Assert.All(content.EnumerateObject(), media => Assert.True(media.Value.TryGetProperty("examples", out _), $"{operation.Name} {path.Name} shows no answer"));
                if (operation.Value.TryGetProperty("requestBody", out var body))
                    Assert.All(body.GetProperty("content").EnumerateObject(), media => Assert.True(media.Value.TryGetProperty("examples", out _), $"{operation.Name} {path.Name} shows no request"));
            }
    }
}
