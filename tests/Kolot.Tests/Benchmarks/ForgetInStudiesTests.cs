using System.Text;
using System.Text.Json;
using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Listen.Forgetting;
using Kolot.Organisation;
using Kolot.Store;
using Kolot.Store.Backups;
using Kolot.Tests.Listen.Forgetting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Benchmarks;

/// <summary>Ruti approached companies, objected to a study, and stands in what others wrote there.</summary>
public sealed class ForgetInStudiesTests : IDisposable
{
    private const string Secret = "ruti-secret-of-enough-letters";

    private readonly string folder = Directory.CreateTempSubdirectory("kolot-forget-studies-").FullName;

    private static readonly Guid Letter = Guid.CreateVersion7(), Photo = Guid.CreateVersion7(), Other = Guid.CreateVersion7();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Of_whom_is_erased_no_word_is_left_in_studies_and_what_counts_stays(StoreKind kind)
    {
        await using var field = await Stands(kind);
        var before = await field.Revision();
        Assert.Contains(await Ruti.Traces(field.World, kind), trace => trace.StartsWith("study_shoppers", StringComparison.Ordinal));

        await Ruti.IsErased(field.World);

        Assert.Empty(await Ruti.Traces(field.World, kind));
        if (kind == StoreKind.Sqlite) Assert.Empty(await Ruti.Bytes(field.World));
        await using var store = await field.World.Store();
        var probe = await store.Probes.SingleAsync(one => one.Id == field.ProbeId, Cancel);
        Assert.Equal((ProbeState.Answered, 600_000L, "הוחזר: […] לא ענתה"), (probe.State, probe.WaitedFrom!.Value, probe.ReviewNote));
        Assert.Equal("כתבו: […], תודה", (await store.ProbeReplies.SingleAsync(reply => reply.ProbeId == field.ProbeId, Cancel)).Text);
        var graded = await store.ProbeGradings.SingleAsync(Cancel);
        Assert.Equal((4, "ענו אל […]"), (StudyJson.ReadGrades(graded.Grades)["warm"]!.Value, graded.Remark));
        Assert.True(await field.Revision() > before);
    }

    [Theory, EveryStore]
    public async Task Their_link_opens_nothing_and_their_objection_is_of_nobody(StoreKind kind)
    {
        await using var field = await Stands(kind);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await Opens(field)).StatusCode);

        await Ruti.IsErased(field.World);

        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await Opens(field)).StatusCode);
        await using var store = await field.World.Store();
        var appeal = await store.StudyAppeals.SingleAsync(Cancel);
        Assert.Equal(("[…]", null, "לא נכון. אפשר לכתוב אל […]", "כתבנו אל […]"), (appeal.Name, appeal.Mail, appeal.Text, appeal.Decision));
        Assert.Equal(["עדי", "רמי", "[…]"], (await store.StudyShoppers.Select(one => one.Name).ToListAsync(Cancel)).OrderBy(name => name == "[…]").ThenBy(name => name, StringComparer.Ordinal));
        Assert.Equal(["hello@bakery.example"], await store.StudyCompanies.Where(one => one.Id == field.CompanyId).Select(one => one.Addresses).ToListAsync(Cancel) is [var addresses] ? StudyJson.Read<Dictionary<ProbeChannel, string>>(addresses).Values : []);
    }

    [Theory, EveryStore]
    public async Task A_mail_that_names_them_goes_however_it_is_coded_and_so_does_what_they_photographed(StoreKind kind)
    {
        await using var field = await Stands(kind);

        await Ruti.IsErased(field.World);

        await using var store = await field.World.Store();
        Assert.Equal([Other], await store.ProbeEvidence.Select(one => one.Id).ToListAsync(Cancel));
        Assert.Equal([Other], await store.FileParts.Where(part => part.FileId == Letter || part.FileId == Photo || part.FileId == Other).Select(part => part.FileId).ToListAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task What_is_handed_out_to_them_names_where_they_stand_in_studies_and_of_others_only_the_words_around(StoreKind kind)
    {
        await using var field = await Stands(kind);
        var held = await field.World.Services.GetRequiredService<WhatIsHeld>().Of(Ruti.Owner(), Ruti.Mail, Cancel);
        using var body = new MemoryStream();

        await field.World.Services.GetRequiredService<ExportPerson>().WriteJson(body, Ruti.Owner(), held!, Cancel);

        var things = JsonDocument.Parse(body.ToArray()).RootElement.GetProperty("studies").EnumerateArray().ToList();
        Assert.Equal(["appeal", "evidence", "mention", "mention", "mention", "mention", "shopper"], things.Select(thing => thing.GetProperty("name").GetString()!).Order());
        Assert.Equal(7, held!.Counts.InStudies);
        var shopper = things.Single(thing => thing.GetProperty("name").GetString() == "shopper");
        Assert.Equal(("מאפיות", Ruti.Name, "1"), (Known(shopper, "study"), Known(shopper, "name"), Known(shopper, "probes")));
        Assert.Equal(["לא נכון. אפשר לכתוב אל " + Ruti.Mail, "כתבנו אל " + Ruti.Mail], things.Single(thing => thing.GetProperty("name").GetString() == "appeal").GetProperty("words").EnumerateArray().Select(word => word.GetString()));
        var far = new string('ש', 100);
        Assert.DoesNotContain(things, thing => thing.GetProperty("words").EnumerateArray().Any(word => word.GetString()!.Contains(far, StringComparison.Ordinal)));
    }

    [Theory, EveryStore]
    public async Task A_study_that_is_restored_from_before_stands_there_without_them(StoreKind kind)
    {
        await using var field = await Stands(kind);
        var archive = await field.World.Services.GetRequiredService<TakeBackup>().Run(World.Cafe, folder, null, Cancel);
        field.World.Clock.Advance(TimeSpan.FromHours(1));
        await Ruti.IsErased(field.World);

        await field.World.Services.GetRequiredService<RestoreBackup>().Run(archive, "cafe-copy", null, Cancel);

        await using (var copy = await field.World.Store("cafe-copy"))
        {
            Assert.Equal((3, 0), (await copy.StudyShoppers.CountAsync(Cancel), await copy.StudyShoppers.CountAsync(one => one.Mail != null, Cancel)));
            await copy.FileParts.Where(part => !copy.ProbeEvidence.Any(one => one.Id == part.FileId)).ExecuteDeleteAsync(Cancel);
        }

        Assert.Empty(await Ruti.Traces(field.World, kind, "cafe-copy"));
    }

    [Theory, EveryStore]
    public async Task Whoever_bears_the_same_name_and_another_address_stays(StoreKind kind)
    {
        await using var field = await FieldWorld.Over(await World.Open(kind, World.WithoutRounds));
        await Ruti.Speaks(field.World);
        await using (var store = await field.World.Store())
        {
            store.StudyShoppers.Add(new() { Id = Guid.CreateVersion7(), StudyId = field.StudyId, Name = Ruti.Name, Mail = "namesake@example.com", Language = "he", SecretHash = EntranceKeys.HashOf(Secret) });
            await store.SaveChangesAsync(Cancel);
        }

        await Ruti.IsErased(field.World);

        await using var after = await field.World.Store();
        Assert.Equal(Ruti.Name, (await after.StudyShoppers.SingleAsync(one => one.Mail == "namesake@example.com", Cancel)).Name);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    // She makes the probe to the bakery, which was answered and graded; she objected; others wrote of her.
    private static async Task<FieldWorld> Stands(StoreKind kind)
    {
        var field = await FieldWorld.Over(await World.Open(kind, World.WithoutRounds));
        await Ruti.Speaks(field.World);
        await field.Done("sent", ("when", "now"));
        await using var store = await field.World.Store();
        var (now, ruti) = (field.World.Clock.Now, Guid.CreateVersion7());
        store.StudyShoppers.Add(new() { Id = ruti, StudyId = field.StudyId, Name = Ruti.Name, Mail = Ruti.Mail, Language = "he", SecretHash = EntranceKeys.HashOf(Secret) });
        var probe = await store.Probes.SingleAsync(one => one.Id == field.ProbeId, Cancel);
        (probe.ShopperId, probe.State, probe.WaitedFrom, probe.WaitedUntil, probe.Review, probe.ReviewNote) = (ruti, ProbeState.Answered, 600_000, 600_000, ProbeReview.Returned, $"הוחזר: {Ruti.Phone} לא ענתה");
        store.ProbeReplies.Add(new() { Id = Letter, ProbeId = probe.Id, From = now, Until = now, ByMail = true, Text = $"כתבו: {Ruti.Mail}, תודה" });
        store.ProbeGradings.Add(new() { ProbeId = probe.Id, ShopperId = ruti, Form = 1, At = now, Grades = StudyJson.WriteGrades(new Dictionary<string, int?> { ["fast"] = 5, ["warm"] = 4 }), Remark = $"ענו אל {Ruti.Mail}" });
        store.StudyAppeals.Add(new() { Id = Guid.CreateVersion7(), CompanyId = field.CompanyId, Name = Ruti.Name, Mail = Ruti.Mail, Text = $"לא נכון. אפשר לכתוב אל {Ruti.Mail}", At = now, Upheld = false, Decision = $"כתבנו אל {Ruti.Mail}" });
        var company = await store.StudyCompanies.SingleAsync(one => one.Id == field.CompanyId, Cancel);
        company.Addresses = StudyJson.Write(new Dictionary<ProbeChannel, string> { [ProbeChannel.Mail] = "hello@bakery.example", [ProbeChannel.Phone] = Ruti.Phone });
        var said = $"{new string('ש', 200)} נא להתקשר אל {Ruti.Phone} {new string('ש', 200)}";
        Keep(store, Letter, field.ProbeId, "mail.eml", "message/rfc822", now, Encoding.UTF8.GetBytes($"From: service@bakery.example\r\nTo: study@cafe.example\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(Encoding.UTF8.GetBytes(said))}\r\n"));
        Keep(store, Photo, field.ProbeId, "photo.png", "image/png", now, FieldWorld.Png);
        Keep(store, Other, (await store.Probes.SingleAsync(one => one.Id != field.ProbeId, Cancel)).Id, "other.eml", "message/rfc822", now, Encoding.UTF8.GetBytes("From: service@bakery.example\r\nTo: dan@example.com\r\n\r\nתודה"));
        await store.SaveChangesAsync(Cancel);
        return field;
    }

    private static void Keep(OrganisationStore store, Guid id, Guid probe, string name, string kind, DateTime now, byte[] content)
    {
        store.ProbeEvidence.Add(new() { Id = id, ProbeId = probe, Name = name, Kind = kind, Bytes = content.Length, At = now, Until = now.AddDays(30) });
        store.FileParts.Add(new() { FileId = id, Number = 0, Content = content });
    }

    private static async Task<HttpResponseMessage> Opens(FieldWorld field)
    {
        using var nobody = field.World.Nobody();
        return await (await nobody.Client()).GetAsync($"/{World.Cafe}/field/{Secret}", Cancel);
    }

    private static string? Known(JsonElement thing, string key) => thing.GetProperty("known").GetProperty(key).GetString();
}
