using System.Net;
using Kolot.Benchmarks.Field;
using Kolot.Benchmarks.Findings;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Kolot.Tests.Benchmarks.Designing;

namespace Kolot.Tests.Benchmarks;

/// <summary>A study is removed for good, by whoever runs studies, once its name was typed.</summary>
public sealed class RemoveStudyTests
{
    private static readonly string Field = $"/{World.Cafe}/studies/{FieldWorld.Code}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_draft_goes_once_its_name_is_typed_with_all_that_was_written_in_it_and_its_links_open_nothing(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = await Begin(world);
        using var renewed = await tamar.Post($"{Autumn}/shoppers/{await Shopper(world)}/link");
        var link = new Uri((await Visitor.Read(renewed)).GetElementById("made")!.GetAttribute("value")!).AbsolutePath;
        var asked = await tamar.Page((await tamar.Page($"{Autumn}/design")).QuerySelector("#removal a")!.GetAttribute("href")!);
        Assert.Contains("אי אפשר להחזיר", asked.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(asked.QuerySelector("#report"));

        using var removed = await tamar.Post(asked.QuerySelector("#removal")!.GetAttribute("action")!, ("confirm", " מי  עונה "));

        Assert.Equal((HttpStatusCode.SeeOther, $"/{World.Cafe}/studies"), (removed.StatusCode, removed.Headers.Location!.OriginalString));
        Assert.Contains("המחקר נמחק", (await tamar.Page($"/{World.Cafe}/studies")).Body!.TextContent, StringComparison.Ordinal);
        using var nobody = world.Nobody();
        Assert.Equal(HttpStatusCode.NotFound, (await nobody.Get(link)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await tamar.Get($"{Autumn}/design")).StatusCode);
        Assert.Empty(await Left(world));
        await using var store = await world.Store();
        var line = await store.LogLines.SingleAsync(line => line.Act == "study.removed", Cancel);
        Assert.Equal("autumn", line.Subject);
        Assert.Contains("מי עונה", line.Detail, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task What_was_brought_from_the_field_goes_at_once_its_files_soon_after_and_nothing_of_another_study(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        var world = field.World;
        await Everything(field);
        using var tamar = await Begin(world);
        await Plan(world, tamar);
        var other = await Left(world, "autumn");
        using var nobody = world.Nobody();
        Assert.Equal(HttpStatusCode.OK, (await nobody.Get($"/{World.Cafe}/study-sheet/{FieldWorld.Bakery}")).StatusCode);

        using var removed = await tamar.Post($"{Field}/removal", ("confirm", "מאפיות"));

        Assert.Equal(HttpStatusCode.SeeOther, removed.StatusCode);
        foreach (var gone in new[] { FieldWorld.Page, $"/{World.Cafe}/field/{FieldWorld.Rami}", $"/{World.Cafe}/study-sheet/{FieldWorld.Bakery}" }) Assert.Equal(HttpStatusCode.NotFound, (await nobody.Get(gone)).StatusCode);
        using var late = await field.Post("reply", ("id", Guid.CreateVersion7().ToString()), ("when", "now"));
        Assert.Equal(HttpStatusCode.NotFound, late.StatusCode);
        await world.Settle();
        Assert.Equal(other, await Left(world));
        await using var store = await world.Store();
        Assert.Equal((0, 0), (await store.ProbeEvidence.CountAsync(Cancel), await store.FileParts.CountAsync(Cancel)));
        Assert.Equal(0, await store.Errands.CountAsync(errand => errand.Trouble != null, Cancel));
    }

    [Theory, EveryStore]
    public async Task Files_of_a_house_that_ended_right_after_the_removal_go_with_the_next_one_however_many_they_are(StoreKind kind)
    {
        await using var field = await FieldWorld.Over(await World.Open(kind, World.WithoutRounds));
        await using (var store = await field.World.Store())
        {
            for (var at = 0; at < 130; at++)
            {
                var id = Guid.CreateVersion7();
                store.ProbeEvidence.Add(new() { Id = id, ProbeId = field.ProbeId, Name = "a.png", Kind = "image/png", Bytes = 3, At = field.World.Clock.Now, Until = field.World.Clock.Now.AddYears(1) });
                store.FileParts.Add(new() { FileId = id, Number = 0, Content = [1, 2, 3] });
            }

            // Of somebody else, and so it stays.
            store.FileParts.Add(new() { FileId = Guid.CreateVersion7(), Number = 0, Content = [1] });
            await store.SaveChangesAsync(Cancel);
        }

        using var tamar = field.World.As(Cast.Tamar);
        using var removed = await tamar.Post($"{Field}/removal", ("confirm", "Bakeries"));
        Assert.Equal(HttpStatusCode.SeeOther, removed.StatusCode);
        await using var after = await field.World.Store();
        Assert.Equal((0, 131), (await after.Probes.CountAsync(Cancel), await after.FileParts.CountAsync(Cancel)));

        await field.World.Services.GetRequiredService<ErrandRound>().Run(World.Cafe, Cancel);

        Assert.Equal((0, 1), (await after.ProbeEvidence.CountAsync(Cancel), await after.FileParts.CountAsync(Cancel)));
    }

    [Theory, EveryStore]
    public async Task The_page_says_beforehand_what_goes_and_what_is_typed_wrongly_comes_back(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        await Everything(field);
        using var tamar = field.World.As(Cast.Tamar);

        var page = await tamar.Page($"{Field}/removal");
        using var wrong = await tamar.Post($"{Field}/removal", ("confirm", "מאפיה"));
        using var nothing = await tamar.Post($"{Field}/removal", ("confirm", ""));
        var back = await Visitor.Read(wrong);

        var rows = page.QuerySelectorAll(".removal tr").ToDictionary(row => row.QuerySelector("th")!.TextContent.Split(',')[0].Trim(), row => row.QuerySelector("td")!.TextContent.Trim());
        Assert.Equal(["2", "1", "2", "2", "1", "1", "2", "1", "1", "1", "1"], new[] { "חברות", "קישורים של חברות לגיליון שלהן", "פונים סמויים", "קישורים של פונים סמויים", "מיילים עם קישור שממתינים למשלוח", "גלים", "פניות", "תשובות שחזרו", "הערכות", "ערעורים של חברות", "קובצי ראיות" }.Select(name => rows[name]));
        Assert.Contains("ערעור אחד עוד לא הוכרע", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("תיבת הדואר של המחקר לא תיקרא עוד", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (wrong.StatusCode, nothing.StatusCode));
        Assert.Equal("מאפיה", back.QuerySelector("[name=confirm]")!.GetAttribute("value"));
        Assert.Contains("זה אינו שם המחקר", back.QuerySelector(".error")!.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(await Left(field.World));
    }

    [Theory, EveryStore]
    public async Task Of_a_published_study_it_is_told_which_public_page_closes_and_it_does(StoreKind kind)
    {
        await using var study = await Researched.In(kind);
        await study.Publish("all");
        using var tamar = study.World.As(Cast.Tamar);
        using var nobody = study.World.Nobody();
        Assert.Equal(HttpStatusCode.OK, (await nobody.Get(Researched.Report)).StatusCode);

        Assert.Contains(Researched.Report, (await tamar.Page($"{Researched.Page}/removal")).QuerySelector("#report bdi")!.TextContent, StringComparison.Ordinal);
        using var removed = await tamar.Post($"{Researched.Page}/removal", ("confirm", "מחקר קפה"));

        Assert.Equal(HttpStatusCode.SeeOther, removed.StatusCode);
        foreach (var gone in new[] { Researched.Report, $"{Researched.Report}/league.csv" }) Assert.Equal(HttpStatusCode.NotFound, (await nobody.Get(gone)).StatusCode);
        Assert.Empty(await Left(study.World));
    }

    [Theory, EveryStore]
    public async Task Programs_remove_a_study_once_whatever_it_holds_and_others_studies_stay(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var key = await world.Key(Right.RunStudies);
        using var reads = await world.Key(Right.ReadScores);
        foreach (var name in new[] { "בטעות", "כראוי" })
        {
            using var brought = await key.PostJson($"/api/v1/{World.Cafe}/studies/times", new { name, text = "company,asked,answered\nגיל,2025-03-01 09:00,2025-03-01 11:30\n" });
            Assert.Equal(HttpStatusCode.Created, brought.StatusCode);
        }

        var (client, path) = (await key.Client(), $"/api/v1/{World.Cafe}/studies/times-1");
        using var forbidden = await (await reads.Client()).DeleteAsync(path, Cancel);
        using var first = await client.DeleteAsync(path, Cancel);
        using var second = await client.DeleteAsync(path, Cancel);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.NoContent, HttpStatusCode.NotFound), (forbidden.StatusCode, first.StatusCode, second.StatusCode));
        await using var store = await world.Store();
        Assert.Equal("times-2", (await store.Studies.SingleAsync(Cancel)).Code);
        Assert.Equal((1, 1, 1), (await store.StudyCompanies.CountAsync(Cancel), await store.StudyWaves.CountAsync(Cancel), await store.Probes.CountAsync(Cancel)));
    }

    [Theory, EveryStore]
    public async Task Whoever_runs_no_studies_sees_no_such_page_and_removes_none(StoreKind kind)
    {
        await using var study = await Researched.In(kind);
        await study.Publish("all");
        using var dana = study.World.As(Cast.Dana);

        using var page = await dana.Get($"{Researched.Page}/removal");
        using var act = await dana.Post($"{Researched.Page}/removal", ("confirm", "מחקר קפה"));

        Assert.True((int)page.StatusCode is 403 or 404, page.StatusCode.ToString());
        Assert.True((int)act.StatusCode is 403 or 404, act.StatusCode.ToString());
        Assert.NotEmpty(await Left(study.World));
    }

    // Answered, graded, proved, objected to, with a letter that waits and a mailbox that is read.
    private static async Task Everything(FieldWorld field)
    {
        await field.Bring();
        using var proof = await field.Attach(Guid.CreateVersion7(), FieldWorld.Png, "a.png");
        using var appeal = await field.PostTo($"/{World.Cafe}/study-sheet/{FieldWorld.Bakery}/appeals", ("id", Guid.CreateVersion7().ToString()), ("name", "דוד"), ("text", "ענינו מהר יותר"));
        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (proof.StatusCode, appeal.StatusCode));
        await using var store = await field.World.Store();
        store.ShopperMails.Add(new() { Id = field.AdiId, At = field.World.Clock.Now, Mail = MailState.Waiting, MailAt = field.World.Clock.Now.AddDays(1) });
        store.StudyMailboxes.Add(new() { StudyId = field.StudyId, Host = "127.0.0.1", Port = 1, Security = MailSecurity.None, UserName = "study", Folder = "INBOX", Version = 1, Password = field.World.Services.GetRequiredService<StudyMailboxes>().Seal(World.Cafe, "x") });
        await store.SaveChangesAsync(Cancel);
    }

    private static async Task<Guid> Shopper(World world)
    {
        await using var store = await world.Store();
        return await store.StudyShoppers.Where(one => one.Name == "מאיה").Select(one => one.Id).SingleAsync(Cancel);
    }

    // What is held of studies, table by table; but for what proves answers, which goes later.
    private static async Task<Dictionary<string, int>> Left(World world, string? code = null)
    {
        await using var store = await world.Store();
        var id = code is null ? (Guid?)null : await store.Studies.Where(one => one.Code == code).Select(one => one.Id).SingleAsync(Cancel);
        var (probes, companies, shoppers) = (store.Probes.Where(one => id == null || one.StudyId == id), store.StudyCompanies.Where(one => id == null || one.StudyId == id), store.StudyShoppers.Where(one => id == null || one.StudyId == id));
        var all = new Dictionary<string, int>
        {
            ["studies"] = await store.Studies.CountAsync(one => id == null || one.Id == id, Cancel), ["companies"] = await companies.CountAsync(Cancel), ["shoppers"] = await shoppers.CountAsync(Cancel), ["probes"] = await probes.CountAsync(Cancel),
            ["scenarios"] = await store.StudyScenarios.CountAsync(one => id == null || one.StudyId == id, Cancel), ["forms"] = await store.StudyForms.CountAsync(one => id == null || one.StudyId == id, Cancel),
            ["waves"] = await store.StudyWaves.CountAsync(one => id == null || one.StudyId == id, Cancel), ["mailboxes"] = await store.StudyMailboxes.CountAsync(one => id == null || one.StudyId == id, Cancel),
            ["mails"] = await store.ShopperMails.CountAsync(one => id == null || shoppers.Any(shopper => shopper.Id == one.Id), Cancel), ["replies"] = await store.ProbeReplies.CountAsync(one => id == null || probes.Any(probe => probe.Id == one.ProbeId), Cancel),
            ["gradings"] = await store.ProbeGradings.CountAsync(one => id == null || probes.Any(probe => probe.Id == one.ProbeId), Cancel), ["appeals"] = await store.StudyAppeals.CountAsync(one => id == null || companies.Any(company => company.Id == one.CompanyId), Cancel),
        };
        return all.Where(one => one.Value > 0).ToDictionary();
    }
}
