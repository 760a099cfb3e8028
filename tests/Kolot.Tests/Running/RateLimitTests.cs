using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kolot.Core.Organisation;
using Kolot.Store;

namespace Kolot.Tests.Running;

public sealed class RateLimitTests
{
    private static readonly Dictionary<string, string> Tight = new() { ["Limits:RequestsPerSecond"] = "3", ["Limits:PostsPerMinute"] = "4" };

    [Fact]
    public async Task A_key_that_asks_too_often_is_told_when_to_go_on_and_another_is_not_held_up()
    {
        await using var world = await World.Empty(StoreKind.Sqlite, Tight);
        await world.Found(World.Cafe, Cast.Tamar);
        using var eager = await world.Key(Right.ReadVoices);
        using var calm = await world.Key(Right.ReadVoices);

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => eager.Get("/api/v1/cafe-tamar/voices")));
        using var other = await calm.Get("/api/v1/cafe-tamar/voices");

        var refused = answers.First(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal("too_many", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Whoever_posts_without_a_key_is_slowed_down_by_network_address()
    {
        await using var world = await World.Empty(StoreKind.Sqlite, Tight);
        using var visitor = world.Nobody();

        for (var post = 0; post < 4; post++)
            using (await visitor.PostJson("/sign-out", new { }))
            {
            }

        using var refused = await visitor.PostJson("/sign-out", new { });

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal("text/html", refused.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_made_up_key_on_a_form_does_not_hide_whose_address_it_comes_from()
    {
        await using var world = await World.Empty(StoreKind.Sqlite, Tight);
        using var visitor = world.Nobody();
        var client = await visitor.Client();
        HttpStatusCode last = default;

        for (var post = 0; post < 5; post++)
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", $"{post}");
            using var answer = await visitor.PostJson("/sign-out", new { });
            last = answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
    }

    [Fact]
    public async Task Whoever_guesses_keys_is_slowed_down_by_network_address_and_a_key_that_opened_goes_on()
    {
        await using var world = await World.Empty(StoreKind.Sqlite, Tight);
        await world.Found(World.Cafe, Cast.Tamar);
        using var pos = await world.Key(Right.ReadVoices);
        using var guessing = world.Nobody();
        var client = await guessing.Client();
        await pos.Json("/api/v1/cafe-tamar/voices");
        var answers = new List<HttpStatusCode>();

        for (var guess = 0; guess < 6; guess++)
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", $"kolot_guess{guess}");
            using var answer = await guessing.Get("/api/v1/cafe-tamar/voices");
            answers.Add(answer.StatusCode);
        }

        Assert.Equal(Enumerable.Repeat(HttpStatusCode.Unauthorized, 4).Append(HttpStatusCode.TooManyRequests).Append(HttpStatusCode.TooManyRequests), answers);
        await pos.Json("/api/v1/cafe-tamar/voices");
    }
}
