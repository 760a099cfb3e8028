using System.Net;
using System.Net.Http.Json;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.Customers;
using Kolot.Organisation.Customers.Merging;
using Kolot.Store;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Organisation.Customers;

public sealed class MergeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Merging_and_undoing_it_leaves_every_row_as_it_was(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var (ruth, ruthie, _) = await Three(world);
        await world.Settle();
        var before = await Rows(world);

        var merge = await Merge(world, ruth, ruthie, "name", "attribute.plan");
        var together = await Rows(world);
        var undone = await Undo(world, merge);

        Assert.Null(undone);
        Assert.NotEqual(before, together);
        Assert.Equal(before, await Rows(world));
        await using var store = await world.Store();
        Assert.Equal(["customer.merged", "customer.unmerged"],
            await store.LogLines.Where(line => line.Act.EndsWith("merged")).OrderBy(line => line.Id).Select(line => line.Act).ToListAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task Merges_upon_merges_are_undone_from_the_last_to_the_first(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var (ruth, ruthie, third) = await Three(world);
        await world.Settle();
        var before = await Rows(world);

        var first = await Merge(world, ruth, ruthie);
        var between = await Rows(world);
        var second = await Merge(world, third, ruth, "name");
        Assert.Equal("merged_further", Assert.IsType<Refusal.Conflict>(await Undo(world, first)).Reason);
        Assert.Null(await Undo(world, second));
        Assert.Equal(between, await Rows(world));
        var beside = await Merge(world, ruth, third);
        Assert.Equal("later_first", Assert.IsType<Refusal.Conflict>(await Undo(world, first)).Reason);
        Assert.Null(await Undo(world, beside));
        Assert.Null(await Undo(world, first));

        Assert.Equal(before, await Rows(world));
    }

    [Theory, EveryStore]
    public async Task What_comes_while_they_are_one_stays_with_whom_it_was_recognised_by(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var (ruth, ruthie, _) = await Three(world);
        var merge = await Merge(world, ruth, ruthie);

        await Say(world, "by-mail", new { mail = "ruthie@example.org" });
        await Say(world, "by-number", new { source = "crm", id = "ruthie", phone = "03-5551234" });
        await Say(world, "own", new { source = "crm", id = "ruth" });
        await using var store = await world.Store();
        Assert.Equal(5, await store.Voices.CountAsync(voice => voice.CustomerId == ruth, Cancel));
        Assert.Null(await Undo(world, merge));

        Assert.Equal(["by-mail", "by-number", "v-ruthie"], await Voices(store, ruthie));
        Assert.Equal(["own", "v-ruth"], await Voices(store, ruth));
        Assert.Equal(ruthie, await store.Identities.Where(identity => identity.Value == "+97235551234").Select(identity => identity.CustomerId).SingleAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task A_system_that_knows_one_of_them_reads_the_whole_and_writes_its_own_record(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var (ruth, ruthie, _) = await Three(world);
        await Merge(world, ruth, ruthie);
        using var crm = await world.Key(Right.ReadCustomers, Right.ChangeCustomers);
        var client = await crm.Client();

        using var putOwn = await client.PutAsJsonAsync("/api/v1/cafe-tamar/customers/crm/ruth", new { name = "רות", identities = new { mail = "ruth@example.org" } }, Cancel);
        using var putOther = await client.PutAsJsonAsync("/api/v1/cafe-tamar/customers/crm/ruthie", new { name = "רותי", identities = new { mail = new[] { "ruthie@example.org", "r@example.org" } } }, Cancel);
        var read = await crm.Json("/api/v1/cafe-tamar/customers/crm/ruthie");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (putOwn.StatusCode, putOther.StatusCode));
        Assert.Equal(ruth, read.GetProperty("id").GetGuid());
        Assert.Equal(["r@example.org", "ruth@example.org", "ruthie@example.org"], read.GetProperty("identities").GetProperty("mail").EnumerateArray().Select(mail => mail.GetString()));
        await using var store = await world.Store();
        Assert.Equal(3, await store.Customers.CountAsync(Cancel));
        Assert.Equal(ruthie, (await store.Identities.SingleAsync(identity => identity.Value == "r@example.org", Cancel)).MergedFrom);
    }

    [Theory, EveryStore]
    public async Task The_page_offers_who_is_alike_shows_both_sides_and_leads_from_the_old_address_to_the_new(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var (ruth, ruthie, third) = await Three(world);
        using var tamar = world.As(Cast.Tamar);
        var page = $"/cafe-tamar/customers/{ruth}/merge";

        var offered = await tamar.Page(page);
        var sides = await tamar.Page($"{page}?with={ruthie}");
        (string, string)[] fields = [("with", $"{ruthie}"), ("version", "0"), ("otherVersion", "0"), ("name", "other"), ("attribute.plan", "this")];
        using var stale = await tamar.Post(page, [.. fields.Select(field => field.Item1 == "otherVersion" ? ("otherVersion", "7") : field)]);
        using var self = await tamar.Post(page, [("with", $"{ruth}"), ("version", "0"), ("otherVersion", "0")]);
        using var merged = await tamar.Post(page, fields);
        using var old = await tamar.Get($"/cafe-tamar/customers/{ruthie}");

        Assert.Contains($"{page}?with={third}", offered.QuerySelectorAll(".doors a").Select(link => link.GetAttribute("href")));
        Assert.Equal(4, sides.QuerySelectorAll("input[type=radio]").Length);
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther), (stale.StatusCode, self.StatusCode, merged.StatusCode));
        Assert.Equal($"/cafe-tamar/customers/{ruth}", old.Headers.Location?.OriginalString);
        Assert.Equal("רותי שגב", (await tamar.Page($"/cafe-tamar/customers/{ruth}")).QuerySelector("h1")?.TextContent.Trim());
        Assert.DoesNotContain($"/cafe-tamar/customers/{ruthie}", (await tamar.Page("/cafe-tamar/customers")).QuerySelectorAll("#list a").Select(link => link.GetAttribute("href")));
        var undo = (await tamar.Page(page)).QuerySelector("form[action$='/removal']")?.GetAttribute("action");
        using var undone = await tamar.Post(undo ?? "");
        using var back = await tamar.Get($"/cafe-tamar/customers/{ruthie}");
        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.OK), (undone.StatusCode, back.StatusCode));
    }

    [Theory, EveryStore]
    public async Task A_form_of_a_merged_customer_leaves_the_others_identities_alone(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var (ruth, ruthie, _) = await Three(world);
        await Merge(world, ruth, ruthie);
        using var tamar = world.As(Cast.Tamar);

        using var saved = await tamar.Post($"/cafe-tamar/customers/{ruth}",
            ("name", "רות"), ("version", "1"), ("identityKind", "mail"), ("identityValue", "ruth@example.org"), ("identityKind", "mail"), ("identityValue", "ruthie@example.org"));

        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        await using var store = await world.Store();
        Assert.Equal(2, await store.Identities.CountAsync(identity => identity.CustomerId == ruth && identity.Kind == "mail", Cancel));
    }

    private static async Task<(Guid, Guid, Guid)> Three(World world)
    {
        CustomerRecord[] records =
        [
            Record("ruth", "רות שגב", "fiber"), Record("ruthie", "רותי שגב", "copper"), Record("third", "רות שגב", "fiber"),
        ];
        var kept = await world.Services.GetRequiredService<KeepCustomers>().Run(PutCustomerTests.Owner, records, null, Cancel);
        foreach (var id in new[] { "ruth", "ruthie", "third" }) await Say(world, $"v-{id}", new { source = "crm", id });
        return (kept[0].Value.Id, kept[1].Value.Id, kept[2].Value.Id);
    }

    private static CustomerRecord Record(string id, string name, string plan) => new()
    {
        Source = "crm", Id = id, Name = name, Unit = id == "ruthie" ? "yafo" : null,
        Identities = [new("mail", $"{id}@example.org")], Attributes = new Dictionary<string, string?> { ["plan"] = plan, [$"only-{id}"] = "כן" },
    };

    private static async Task Say(World world, string id, object customer) =>
        await world.Hear(new { source = "pos", id, channel = "survey", text = $"קול {id}", heardAt = world.Clock.Now, customer });

    private static async Task<Guid> Merge(World world, Guid into, Guid from, params string[] fromOther)
    {
        await using var store = await world.Store();
        var versions = await store.Customers.ToDictionaryAsync(customer => customer.Id, customer => customer.Version, Cancel);
        var done = await world.Services.GetRequiredService<MergeCustomers>().Run(PutCustomerTests.Owner, new(into, versions[into], from, versions[from], fromOther.ToHashSet()), Cancel);
        Assert.Null(done.Refusal);
        return done.Value;
    }

    private static async Task<Refusal?> Undo(World world, Guid merge) =>
        (await world.Services.GetRequiredService<UnmergeCustomers>().Run(PutCustomerTests.Owner, merge, Cancel)).Refusal;

    private static Task<List<string?>> Voices(OrganisationStore store, Guid customer) =>
        store.Voices.Where(voice => voice.CustomerId == customer).OrderBy(voice => voice.SourceId).Select(voice => voice.SourceId).ToListAsync(Cancel);

    // All that is a customer's, save how often the record was changed.
    private static async Task<string> Rows(World world)
    {
        await using var store = await world.Store();
        var customers = await store.Customers.AsNoTracking().OrderBy(row => row.Id).ToListAsync(Cancel);
        foreach (var customer in customers) customer.Version = 0;
        return System.Text.Json.JsonSerializer.Serialize(new
        {
            customers,
            identities = await store.Identities.AsNoTracking().OrderBy(row => row.Id).ToListAsync(Cancel),
            attributes = await store.CustomerAttributes.AsNoTracking().OrderBy(row => row.CustomerId).ThenBy(row => row.Key).ToListAsync(Cancel),
            voices = await store.Voices.AsNoTracking().OrderBy(row => row.Place).ToListAsync(Cancel),
        });
    }
}
