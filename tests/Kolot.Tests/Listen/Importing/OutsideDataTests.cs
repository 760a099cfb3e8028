using Kolot.Core.Listen.Importing;
using Kolot.Listen.Importing;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Listen.Importing;

/// <summary>Files that nobody wrote for Kolot, read with mappings as their owners would keep them.</summary>
public sealed class OutsideDataTests
{
    [Theory]
    [InlineData("airline-reviews", "airline-reviews/reviews.csv", 5672, 0, 5672)]
    [InlineData("british-airways-reviews", "british-airways-reviews/reviews.csv", 2561, 2561, 2556)]
    [InlineData("skytrax-seat-reviews", "skytrax-seat-reviews/reviews.csv", 880, 880, 880)]
    [InlineData("skytrax-lounge-reviews", "skytrax-lounge-reviews/reviews.csv", 1593, 1593, 1541)]
    [InlineData("telco-churn", "telco-churn/customers.csv", 4938, 0, 4938)]
    [InlineData("twitter-us-airline", "twitter-us-airline/tweets.csv", 10078, 10078, 0)]
    [InlineData("cfpb-complaints", "cfpb-complaints/complaints.csv", 2243, 0, 0)]
    [InlineData("cfpb-narratives", "cfpb-narratives/narratives.csv", 2751, 2751, 0)]
    [InlineData("hebrew-hotel-reviews", "hebrew-hotel-reviews/reviews.csv", 814, 814, 0)]
    [InlineData("hebrew-rater-texts", "hebrew-rater-agreement/texts.csv", 671, 671, 0)]
    [InlineData("hebrew-rater-ratings", "hebrew-rater-agreement/ratings.csv", 6711, 0, 6711)]
    [InlineData("hebrew-sentiment-facebook", "hebrew-sentiment-facebook/comments.csv", 5306, 5306, 0)]
    [InlineData("hebrew-survey-verbatims", "hebrew-survey-verbatims/verbatims.csv", 1516, 1516, 0)]
    public async Task A_file_comes_in_whole_and_a_second_time_adds_nothing(string mapping, string file, int rows, int texts, int scores)
    {
        var path = Outside(file);
        await using var world = await World.Open(StoreKind.Sqlite);

        var first = await Bring(world, path, mapping);
        var again = await Bring(world, path, mapping);

        Assert.Equal((ImportState.Done, rows, rows, 0L), (first.State, first.Read, first.Kept, first.Refused));
        Assert.Equal((rows, 0L, rows, 0L), (again.Read, again.Kept, again.Known, again.Revised));
        await using var store = await world.Store();
        Assert.Equal((rows, texts, scores), (await store.Voices.CountAsync(), await store.Voices.CountAsync(voice => voice.Text != null),
            await store.Voices.CountAsync(voice => voice.Score != null)));
    }

    [Theory, EveryStore]
    public async Task Of_a_conversation_the_customers_messages_are_voices_and_the_company_s_are_not(StoreKind kind)
    {
        var path = Outside("support-on-twitter/tweets.csv");
        await using var world = await World.Open(kind);

        var run = await Bring(world, path, "support-on-twitter");

        Assert.Equal((3377L, CustomerTweets, 0L), (run.Read, run.Kept, run.Refused));
        await using var store = await world.Store();
        Assert.Equal(Tweeters, await store.Customers.CountAsync());
    }

    [Theory, EveryStore]
    public async Task A_file_of_customers_brings_their_attributes(StoreKind kind)
    {
        var path = Outside("telco-churn/customers.csv");
        await using var world = await World.Open(kind);

        var run = await Bring(world, path, "telco-customers");

        Assert.Equal((4938L, 4938L, 0L), (run.Read, run.Kept, run.Refused));
        await using var store = await world.Store();
        Assert.Equal((4938, 1312), (await store.CustomerAttributes.CountAsync(attribute => attribute.Key == "plan"),
            await store.CustomerAttributes.CountAsync(attribute => attribute.Key == "why-left")));
    }

    private const long CustomerTweets = 1857;
    private const int Tweeters = 999;

    private static async Task<ImportRun> Bring(World world, string path, string mapping)
    {
        var json = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Listen", "Importing", "mappings", mapping + ".json"));
        var read = MappingJson.Read(json);
        Assert.NotNull(read);
        Assert.Empty(read.Faults());
        var run = await world.Services.GetRequiredService<ImportNow>().Run(World.Cafe, path, read, _ => { }, TestContext.Current.CancellationToken);
        return Assert.IsType<ImportRun>(run);
    }

    private static string Outside(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "shared", "data", file) is var path && File.Exists(path)) return path;
        Assert.Skip("The data from outside is not here.");
        return "";
    }
}
