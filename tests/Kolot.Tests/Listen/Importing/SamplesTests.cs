using Kolot.Core.Listen.Importing;
using Kolot.Listen.Importing;
using Kolot.Store;
using Kolot.Tests.HouseRules;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Listen.Importing;

/// <summary>What the README has a new user bring in.</summary>
public sealed class SamplesTests
{
    [Theory, EveryStore]
    public async Task The_sample_of_answers_is_understood_by_itself_and_found_by_the_word_that_the_README_names(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var file = File.OpenRead(Sample("answers.csv"));
        using var rows = new DelimitedRows(file, FileEncoding.Utf8, ',');
        var guess = MappingGuess.Of([.. rows.Read().Take(200).Select(row => row.Cells)], new() { Source = "survey" }).Mapping;

        var run = await Bring(world, "answers.csv", guess);

        Assert.Equal((ImportState.Done, 240L, 0L), (run?.State, run?.Kept, run?.Refused));
        await using var store = await world.Store();
        Assert.True(await store.Customers.CountAsync(TestContext.Current.CancellationToken) > 100);
        using var tamar = world.As(Cast.Tamar);
        Assert.NotEmpty((await tamar.Page("/cafe-tamar/voices?q=שירות")).QuerySelectorAll("article.voice mark"));
        Assert.NotEmpty(await tamar.Finds("channel=call"));
        Assert.NotEmpty(await tamar.Finds("band=low"));
    }

    [Theory, EveryStore]
    public async Task The_sample_of_complaints_comes_in_by_its_mapping(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var mapping = MappingJson.Read(await File.ReadAllTextAsync(Sample("complaints.mapping.json"), TestContext.Current.CancellationToken));

        var run = await Bring(world, "complaints.csv", mapping ?? new());

        Assert.Equal((ImportState.Done, 200L, 0L), (run?.State, run?.Kept, run?.Refused));
    }

    private static Task<ImportRun?> Bring(World world, string file, ImportMapping mapping) =>
        world.Services.GetRequiredService<ImportNow>().Run(World.Cafe, Sample(file), mapping, _ => { }, TestContext.Current.CancellationToken);

    private static string Sample(string file) => Path.Combine(House.Root, "samples", file);
}
