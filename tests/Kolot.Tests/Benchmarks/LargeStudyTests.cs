using System.Net;
using Kolot.Core.Benchmarks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Benchmarks;

public sealed class LargeStudyTests
{
    private const int Probes = 5_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_a_change_to_a_large_study_is_reckoned_its_page_shows_what_was_and_says_so_and_files_wait()
    {
        await using var made = await Researched.In(StoreKind.Postgres);
        await Grow(made);
        using var tamar = made.World.As(Cast.Tamar);
        await Until(tamar, page => page.QuerySelector(".league") is not null && !Meanwhile(page));

        await using (var store = await made.World.Store())
        {
            await store.Studies.ExecuteUpdateAsync(set => set.SetProperty(study => study.Revision, study => study.Revision + 1), Cancel);
            await using var held = await store.Database.BeginTransactionAsync(Cancel);
            // Whoever reckons waits for the probes.
            await store.Database.ExecuteSqlRawAsync("lock table probes in access exclusive mode", Cancel);

            Assert.True(Meanwhile(await tamar.Page($"{Researched.Page}?lang=en")));
            using var file = await tamar.Get($"{Researched.Page}/league.csv");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, file.StatusCode);
        }

        await Until(tamar, page => !Meanwhile(page));
    }

    private static bool Meanwhile(AngleSharp.Dom.IDocument page) => page.QuerySelector(".kicker")!.TextContent.Contains("As it was before the last change", StringComparison.Ordinal);

    private static async Task Until(Visitor visitor, Func<AngleSharp.Dom.IDocument, bool> holds)
    {
        while (!holds(await visitor.Page($"{Researched.Page}?lang=en"))) await Task.Delay(100, Cancel);
    }

    private static async Task Grow(Researched made)
    {
        await using var store = await made.World.Store();
        var company = await store.StudyCompanies.OrderBy(one => one.Number).Select(one => one.Id).FirstAsync(Cancel);
        var sent = made.World.Clock.Now.AddDays(-60);
        store.Probes.AddRange(Enumerable.Range(1, Probes).Select(at => new Probe
        {
            Id = Guid.CreateVersion7(), StudyId = made.Id, Wave = 1, CompanyId = company, Channel = ProbeChannel.Mail, SentAt = sent, State = ProbeState.Answered, WaitedFrom = at * 60_000L, WaitedUntil = at * 60_000L, Review = ProbeReview.Accepted,
        }));
        await store.SaveChangesAsync(Cancel);
    }
}
