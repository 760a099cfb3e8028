using System.Diagnostics;
using System.Net;
using Kolot.Bench.Ground;
using Kolot.Core.Benchmarks;
using Kolot.Core.Listen.Surveys;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Bench.Benchmarks;

/// <summary>The page of a study of 5,000 companies in four waves of three probes each, over HTTP: once it is reckoned, and when something has just changed it.</summary>
internal static class StudyPageRows
{
    private const string Code = "large", Before = "כפי שהיה לפני השינוי האחרון";
    private const int Companies = 5_000, Waves = 4, Each = 3, Opened = 200, Changed = 5, AtOnce = 5_000;

    // What of it is looked at, one after the other: all, a page far down, a wave, an order, an industry.
    private static readonly string[] Views = ["", "?p=40", "?wave=3", "?order=emotional", "?industry=industry%207", "?order=name&p=2", "?wave=1&order=time"];

    public static async Task Measure(Site site, CancellationToken cancel)
    {
        await Stand(site, cancel);
        await using var house = await House.Start(site, await House.Publish(cancel), [], cancel);
        using var handler = new SocketsHttpHandler { CookieContainer = new CookieContainer() };
        using var client = new HttpClient(handler) { BaseAddress = house.Address };
        await Owner.SignIn(client, cancel);
        var first = await UntilThere(client, "", anew: true, cancel);
        var (meanwhile, anew) = (new List<double>(), new List<double>());
        for (var round = 0; round < Changed; round++)
        {
            await Touch(site, cancel);
            var clock = Stopwatch.GetTimestamp();
            meanwhile.Add(await UntilThere(client, "", anew: false, cancel));
            await UntilThere(client, "", anew: true, cancel);
            anew.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
        }

        foreach (var view in Views) await UntilThere(client, view, anew: true, cancel);
        var (took, busy) = (new List<double>(), house.Processor);
        for (var at = 0; at < Opened; at++) took.Add(await UntilThere(client, Views[at % Views.Length], anew: true, cancel));
        var cpu = (house.Processor - busy).TotalMilliseconds / Opened;
        took.Sort();
        var p95 = took[(int)(took.Count * .95)];
        Figures.Line("page of 60,000 probes, p95", $"{p95:f0}", $"{cpu:f0}", $"p50 {took.Median():f0}", "300", $"  {Figures.Met(p95 < 300)}");
        Figures.Line("the same, just after a change", $"{meanwhile.Median():f0}", "", $"most {meanwhile.Max():f0}", "300", $"  {Figures.Met(meanwhile.Max() < 300)}");
        Figures.Line("  until it shows the change", $"{anew.Median():f0}", "", $"most {anew.Max():f0}", "");
        Figures.Line("  the first after the start", $"{first:f0}", "", "", "");
        await FieldPageRows.Measure(client, $"/{Site.Organisation}/studies/{Code}", house, cancel);
        await FieldPageRows.Remove(client, $"/{Site.Organisation}/studies/{Code}", "מחקר גדול", cancel);
    }

    // A page that says that it is being reckoned comes again by itself; here it is asked for at once. One that shows what was before says so.
    private static async Task<double> UntilThere(HttpClient client, string view, bool anew, CancellationToken cancel)
    {
        var clock = Stopwatch.GetTimestamp();
        while (true)
        {
            using var answer = await client.GetAsync($"/{Site.Organisation}/studies/{Code}{view}", cancel);
            answer.EnsureSuccessStatusCode();
            var page = await answer.Content.ReadAsStringAsync(cancel);
            if (!answer.Headers.Contains("Refresh") && !(anew && page.Contains(Before, StringComparison.Ordinal))) return Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
        }
    }

    private static async Task Touch(Site site, CancellationToken cancel)
    {
        await using var services = site.Services();
        await using var store = await services.GetRequiredService<Stores>().Open(Site.Organisation, cancel);
        await store.Studies.ExecuteUpdateAsync(set => set.SetProperty(study => study.Revision, study => study.Revision + 1), cancel);
    }

    private static async Task Stand(Site site, CancellationToken cancel)
    {
        await site.Clear();
        await site.Found(cancel);
        await Owner.Settle(site, cancel);
        await using var services = site.Services();
        var (chance, now, stores) = (new Random(7), TimeProvider.System.GetUtcNow().UtcDateTime, services.GetRequiredService<Stores>());
        var study = new Study { Id = Guid.CreateVersion7(), Code = Code, Name = "מחקר גדול", State = StudyState.Fielded, Design = StudyJson.Write(new StudyDesign(Wording.Of("מי עונה?", "Who answers?"), OutcomeRule.Usual, [ProbeChannel.Mail])), BegunAt = now };
        var rows = new List<object> { study, new StudyForm { StudyId = study.Id, Number = 1, Content = StudyJson.Write(new AssessmentForm([.. Enum.GetValues<Layer>().Select(layer => new AssessmentItem($"{layer}", layer, Wording.Of("טוב", "Good"), 1))])), WrittenAt = now } };
        rows.AddRange(Enumerable.Range(1, Waves).Select(wave => new StudyWave { Id = Guid.CreateVersion7(), StudyId = study.Id, Number = wave, From = DateOnly.FromDateTime(now), Until = DateOnly.FromDateTime(now), Form = 1, ClosedAt = now }));
        for (var company = 1; company <= Companies; company++)
        {
            var row = new StudyCompany { Id = Guid.CreateVersion7(), StudyId = study.Id, Number = company, Name = $"חברה מספר {company}", Industry = $"industry {company % 20}", Ours = company == 1, Addresses = "{}" };
            rows.Add(row);
            var good = chance.NextDouble();
            for (var probe = 0; probe < Waves * Each; probe++) rows.AddRange(Probe(chance, row, 1 + (probe / Each), (good, now)));
        }

        foreach (var some in rows.Chunk(AtOnce))
        {
            await using var store = await stores.Open(Site.Organisation, cancel);
            await using var writing = await store.BeginWriting(cancel);
            store.AddRange(some);
            await store.SaveChangesAsync(cancel);
            await writing.Commit(cancel);
        }
    }

    private static IEnumerable<object> Probe(Random chance, StudyCompany company, int wave, (double Good, DateTime Now) of)
    {
        var silent = chance.NextDouble() < 0.4 * (1 - of.Good);
        var waited = silent ? OutcomeRule.Usual.NeverAfterMinutes * 60_000L : (long)(Math.Exp(4 + (4 * chance.NextDouble()) - of.Good) * 60_000);
        var row = new Probe
        {
            Id = Guid.CreateVersion7(), StudyId = company.StudyId, CompanyId = company.Id, Wave = wave, Channel = ProbeChannel.Mail, State = silent ? ProbeState.Silent : ProbeState.Answered, SentAt = of.Now.AddDays(-30), WaitedFrom = waited, WaitedUntil = silent ? null : waited,
        };
        yield return row;
        if (silent) yield break;
        yield return new ProbeReply { Id = Guid.CreateVersion7(), ProbeId = row.Id, From = of.Now, Until = of.Now, Text = "תודה שכתבתם. בדקנו, ואפשר להתקין כבר ביום שלישי בבוקר." };
        foreach (var again in chance.Next(10) == 0 ? new[] { false, true } : [false])
            yield return new ProbeGrading { ProbeId = row.Id, Again = again, Form = 1, At = of.Now, Grades = StudyJson.WriteGrades(Enum.GetValues<Layer>().ToDictionary(layer => $"{layer}", _ => (int?)Math.Clamp((int)Math.Round(1 + (3 * of.Good) + (1.5 * chance.NextDouble())), 1, 5))) };
    }
}
