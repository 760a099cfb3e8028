using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kolot.Core.Organisation;
using Kolot.Organisation.Customers;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Organisation.Customers;

public sealed class PutCustomerTests
{
    private const string Ruth = "/api/v1/cafe-tamar/customers/crm/17";

    [Theory, EveryStore]
    public async Task A_customer_put_twice_is_kept_once_and_read_back(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var crm = await world.Key(Right.ChangeCustomers, Right.ReadCustomers);
        var body = new { name = "רות שגב", unit = "haifa", since = "2024-03-01T00:00:00+02:00", identities = new { mail = "Ruth@Example.org", phone = new[] { "054-123-4567" } }, attributes = new { came_from = "חברה אחרת", orders = 3 } };

        using var first = await Put(crm, Ruth, body);
        using var again = await Put(crm, Ruth, body);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        var read = await crm.Json(Ruth);
        Assert.Equal("ruth@example.org", read.GetProperty("identities").GetProperty("mail")[0].GetString());
        Assert.Equal("+972541234567", read.GetProperty("identities").GetProperty("phone")[0].GetString());
        Assert.Equal("חברה אחרת", read.GetProperty("attributes").GetProperty("came-from").GetString());
        Assert.Equal("haifa", read.GetProperty("unit").GetString());
        Assert.Equal(0, read.GetProperty("version").GetInt32());
        await using var store = await world.Store();
        Assert.Equal(1, await store.Customers.CountAsync());
        Assert.Equal(["customer.added", "customer.read"], await store.LogLines.Where(line => line.Act.StartsWith("customer.")).OrderBy(line => line.Id).Select(line => line.Act).ToListAsync());
    }

    [Theory, EveryStore]
    public async Task A_stale_version_is_refused_by_header_and_by_body(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var crm = await world.Key(Right.ChangeCustomers);
        using var first = await Put(crm, Ruth, new { name = "רות" });
        using var second = await Put(crm, Ruth, new { name = "רות שגב", version = 0 });
        var client = await crm.Client();
        using var request = new HttpRequestMessage(HttpMethod.Put, Ruth) { Content = JsonContent.Create(new { name = "ר׳ שגב" }) };
        request.Headers.TryAddWithoutValidation("If-Match", "\"0\"");

        using var byHeader = await client.SendAsync(request);
        using var byBody = await Put(crm, Ruth, new { name = "ר׳ שגב", version = 0 });

        Assert.Equal("\"1\"", second.Headers.ETag?.Tag);
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (byHeader.StatusCode, byBody.StatusCode));
        Assert.Equal("changed_meanwhile", (await byBody.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Theory, EveryStore]
    public async Task A_mail_of_another_customer_is_refused_and_names_that_one(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var crm = await world.Key(Right.ChangeCustomers);
        using var ruth = await Put(crm, Ruth, new { identities = new { mail = "ruth@example.org" } });

        using var refused = await Put(crm, Ruth + "8", new { identities = new { mail = " RUTH@example.org " } });

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(("identity_taken", "crm/17"), (problem.GetProperty("code").GetString(), problem.GetProperty("with").GetString()));
    }

    [Theory, EveryStore]
    public async Task What_is_written_wrongly_is_said_field_by_field(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var crm = await world.Key(Right.ChangeCustomers);

        using var refused = await Put(crm, Ruth, new { unit = "eilat", identities = new { mail = "no mail" } });
        using var broken = await Put(crm, Ruth, new { since = "yesterday" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var errors = (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateArray();
        Assert.Equal(["unit:unknown", "identities.mail:not_a_mail"], errors.Select(error => $"{error.GetProperty("path")}:{error.GetProperty("code")}"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, broken.StatusCode);
    }

    [Theory, EveryStore]
    public async Task All_customers_are_read_page_by_page_each_once(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Keep(world, 25);
        using var crm = await world.Key(Right.ReadCustomers);

        var met = new List<string?>();
        for (var path = "/api/v1/cafe-tamar/customers?limit=10"; path is not null;)
        {
            var page = await crm.Json(path);
            met.AddRange(page.GetProperty("customers").EnumerateArray().Select(customer => customer.GetProperty("sourceId").GetString()));
            path = page.GetProperty("next").GetString() is { } next ? $"/api/v1/cafe-tamar/customers?limit=10&cursor={next}" : null;
        }

        Assert.Equal(25, met.Count);
        Assert.Distinct(met);
        using var wrong = await crm.Get("/api/v1/cafe-tamar/customers?cursor=nonsense");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
    }

    [Theory, EveryStore]
    public async Task A_batch_keeps_what_is_sound_and_gives_no_mail_to_two(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var keep = world.Services.GetRequiredService<KeepCustomers>();
        CustomerRecord[] records =
        [
            new() { Source = "crm", Id = "1", Name = "רות", Identities = [new("mail", "ruth@example.org")] },
            new() { Source = "crm", Id = "2", Identities = [new("mail", "ruth@example.org")] },
            new() { Source = "crm", Id = "1", Attributes = new Dictionary<string, string?> { ["plan"] = "זהב" } },
            new() { Source = "crm", Name = "בלי מספר" },
        ];

        var kept = await keep.Run(Owner, records, null, TestContext.Current.CancellationToken);

        Assert.Equal([false, true, false, true], kept.Select(one => one.Refused));
        Assert.Equal(kept[0].Value.Id, kept[2].Value.Id);
        Assert.Equal("זהב", kept[2].Value.Terms.Attributes["plan"]);
        Assert.Equal("רות", kept[2].Value.Terms.Name);
    }

    [Theory, EveryStore]
    public async Task Many_who_keep_the_same_customer_at_once_make_one(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var keep = world.Services.GetRequiredService<KeepCustomers>();
        var record = new CustomerRecord { Source = "crm", Id = "1", Identities = [new("mail", "ruth@example.org")] };

        var kept = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => keep.Run(Owner, [record], null, TestContext.Current.CancellationToken)));

        Assert.Single(kept.Select(one => one[0].Value.Id).Distinct());
    }

    internal static readonly Member Owner = new(World.Cafe, Guid.CreateVersion7(), "הקופה", Rights.For(Role.Owner), Reach.All, null);

    internal static async Task Keep(World world, int count) => await world.Services.GetRequiredService<KeepCustomers>().Run(
        Owner, [.. Enumerable.Range(1, count).Select(number => new CustomerRecord { Source = "crm", Id = $"c{number}", Name = $"לקוח {number}" })], null,
        TestContext.Current.CancellationToken);

    private static async Task<HttpResponseMessage> Put(Visitor visitor, string path, object body) => await (await visitor.Client()).PutAsJsonAsync(path, body);
}
