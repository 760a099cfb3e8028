using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Listen.Forgetting;

public sealed class ForgettingPagesTests
{
    private const string Forgetting = $"/{World.Cafe}/settings/forgetting";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task An_owner_sees_what_is_held_takes_a_copy_and_erases_after_typing_whom(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Ruti.Speaks(world);
        using var tamar = world.As(Cast.Tamar);
        var page = $"/{World.Cafe}/customers/{await IdOf(world)}";

        var shown = await tamar.Page($"{page}/forgetting");
        using var zip = await tamar.Get($"{page}/export.zip");
        using var wrong = await tamar.Post($"{page}/forgetting", ("scores", "keep"), ("confirm", "מישהו אחר"));
        using var done = await tamar.Post($"{page}/forgetting", ("scores", "keep"), ("confirm", Ruti.Name));

        Assert.Contains(Ruti.Name, shown.Body?.TextContent, StringComparison.Ordinal);
        Assert.Equal(["person.html", "person.json"], Names(await zip.Content.ReadAsByteArrayAsync(Cancel)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
        var certificate = done.Headers.Location?.OriginalString ?? "";
        Assert.DoesNotContain("זילפה", (await tamar.Page(certificate)).Body?.TextContent, StringComparison.Ordinal);
        Assert.Equal(3, (await tamar.Json($"{certificate}/certificate.json")).GetProperty("counts").GetProperty("voices").GetInt32());
        Assert.DoesNotContain("זילפה", (await tamar.Page(Forgetting)).Body?.TextContent, StringComparison.Ordinal);
        using var gone = await tamar.Get(page);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Theory, EveryStore]
    public async Task Whoever_has_no_page_is_found_by_mail_or_phone_in_voices_and_refused_rows(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Ruti.Import(world, text: "id,date,text,score,mail\n1,31/02/2025,bad day,3,bilha@example.com\n2,22/11/2025,ask bilha@example.com,5,\n");
        using var tamar = world.As(Cast.Tamar);

        using var nothing = await tamar.Post($"{Forgetting}/search", ("identity", "not a mail"));
        using var found = await tamar.Post($"{Forgetting}/search", ("identity", "Bilha@Example.com"));
        using var erased = await tamar.Post(Forgetting, ("identity", "bilha@example.com"), ("confirm", "bilha@example.com"));
        using var again = await tamar.Post($"{Forgetting}/search", ("identity", "bilha@example.com"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.StatusCode);
        Assert.Equal(HttpStatusCode.OK, found.StatusCode);
        Assert.NotNull((await Visitor.Read(found)).QuerySelector("input[name=confirm]"));
        Assert.Equal(HttpStatusCode.SeeOther, erased.StatusCode);
        Assert.Null((await Visitor.Read(again)).QuerySelector("input[name=confirm]"));
    }

    [Theory, EveryStore]
    public async Task A_system_with_the_right_takes_a_copy_with_everything_and_erases_and_one_without_does_neither(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Ruti.Speaks(world);
        var path = $"/api/v1/{World.Cafe}/customers/{await IdOf(world)}";
        using var crm = await world.Key(Right.ExportPeople, Right.ErasePeople);
        using var other = await world.Key(Right.ChangeCustomers, Right.ReadCustomers);

        var copy = await crm.Json($"{path}/export");
        using var refused = await (await other.Client()).DeleteAsync(path, Cancel);
        using var erased = await (await crm.Client()).DeleteAsync($"{path}?scores=erase", Cancel);
        using var twice = await (await crm.Client()).DeleteAsync(path, Cancel);

        Assert.Equal((3, 1, 1, 1), (Count(copy, "voices"), Count(copy, "refusedRows"), Count(copy, "files"), copy.GetProperty("voices").EnumerateArray().Count(voice => Count(voice, "before") > 0)));
        Assert.Equal(2, Count(copy, "mentions"));
        Assert.Contains("customer.changed", copy.GetProperty("log").EnumerateArray().Select(line => line.GetProperty("act").GetString()));
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.NotFound), (refused.StatusCode, erased.StatusCode, twice.StatusCode));
        Assert.Equal(0, JsonDocument.Parse(await erased.Content.ReadAsStringAsync(Cancel)).RootElement.GetProperty("counts").GetProperty("scoresKept").GetInt32());
    }

    [Theory, EveryStore]
    public async Task Whoever_is_on_hold_is_not_erased_and_whoever_was_merged_goes_whole(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Ruti.Speaks(world);
        var id = await IdOf(world);
        using var crm = await world.Key(Right.ErasePeople);
        await using (var store = await world.Store())
        {
            store.CustomerHolds.Add(new() { CustomerId = id, Reason = "תביעה", HeldBy = Guid.CreateVersion7(), HeldAt = world.Clock.Now });
            store.Customers.Add(new() { Id = Guid.CreateVersion7(), Source = "old", SourceId = "c-zilpa-77-old", KeptAt = world.Clock.Now, MergedInto = id });
            store.CustomerMerges.Add(new() { Id = Guid.CreateVersion7(), IntoId = id, FromId = Guid.CreateVersion7(), Kept = """{"name":"זילפה"}""", MergedAt = world.Clock.Now, MergedBy = id });
            await store.SaveChangesAsync(Cancel);
        }

        using var held = await (await crm.Client()).DeleteAsync($"/api/v1/{World.Cafe}/customers/{id}", Cancel);
        await using (var store = await world.Store()) await store.CustomerHolds.ExecuteDeleteAsync(Cancel);
        await Ruti.IsErased(world);

        Assert.Equal(HttpStatusCode.Conflict, held.StatusCode);
        Assert.Empty(await Ruti.Traces(world, kind));
    }

    private static int Count(JsonElement whole, string list) => whole.GetProperty(list).GetArrayLength();

    private static string[] Names(byte[] bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes));
        return [.. zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal)];
    }

    private static async Task<Guid> IdOf(World world)
    {
        await using var store = await world.Store();
        return await store.Customers.Where(customer => customer.SourceId == "c-zilpa-77").Select(customer => customer.Id).SingleAsync(Cancel);
    }
}
