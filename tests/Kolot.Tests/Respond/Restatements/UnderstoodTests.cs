using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Restatements;
using Kolot.Core.Statistics;
using Kolot.Respond.Recovery;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Respond.Restatements;

public sealed class UnderstoodTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_case_that_was_answered_without_its_customers_word_says_so_and_counts_so(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        using var dana = world.As(Cast.Dana);
        var rows = new List<Case>();
        for (var at = 0; at < 5; at++) rows.Add(await Matters.Open(world, title: $"טיפול {at}", known: false));
        var path = $"/{World.Cafe}/cases/{rows[0].Number}/restatement";
        using var blank = await dana.Post(path, ("id", Guid.CreateVersion7().ToString()), ("text", "לא הגיעה החבילה"), ("way", "corrected"), ("said", ""));
        using var called = await dana.Post(path, ("id", Guid.CreateVersion7().ToString()), ("text", "לא הגיעה החבילה"), ("way", "corrected"), ("said", "הגיעה, שבורה"));
        using var anew = await dana.Post(path, ("id", Guid.CreateVersion7().ToString()), ("text", "החבילה הגיעה שבורה"), ("way", "confirmed"), ("said", ""));
        using var skipped = await dana.Post($"/{World.Cafe}/cases/{rows[1].Number}/restatement/skip", ("id", Guid.CreateVersion7().ToString()), ("why", "שאלה על שעות פתיחה"));
        using var bare = await dana.Post($"/{World.Cafe}/cases/{rows[1].Number}/restatement/skip", ("id", Guid.CreateVersion7().ToString()), ("why", " "));
        Assert.Equal([422, 303, 303, 303, 422], new[] { blank, called, anew, skipped, bare }.Select(answer => (int)answer.StatusCode));
        foreach (var row in rows) await Matters.Step(world, row.Number, new() { Kind = CaseStepKinds.Answered, At = world.Clock.Now, Text = "תודה", SeenByCustomer = true });

        Assert.Null((await dana.Page(path)).QuerySelector("main .hurt"));
        foreach (var row in rows.Skip(1).Take(2)) Assert.Equal("נענה בלי אישור שהבנו", (await dana.Page($"/{World.Cafe}/cases/{row.Number}/restatement")).QuerySelector("main .hurt")!.TextContent);
        var told = await world.Services.GetRequiredService<ReadTrust>().Run(await Matters.Who(world, Cast.Tamar), Cancel);
        Assert.Equal((1L, 5L, (3, 1)), (told.Understood.Value.Count, told.Understood.Value.N, told.Without));
        Assert.Equal(CannotSay.NoAnswers, told.Trust.Difference.Why);
        await using var store = await world.Store();
        Assert.Equal([RestatementEnding.Confirmed, RestatementEnding.Corrected, RestatementEnding.Skipped], await store.Restatements.Select(one => one.Ending).OrderBy(one => one).ToArrayAsync(Cancel));
    }
}
