using System.Net;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Organisation.People;

public sealed class KeysTests
{
    [Theory, EveryStore]
    public async Task A_key_is_shown_once_opens_until_it_is_revoked_and_then_opens_nothing(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var till = world.Nobody();

        using var made = await tamar.Post("/cafe-tamar/settings/keys", ("name", "הקופה"), ("scopes", "ReadVoices"), ("scopes", "ManageMembers"));
        var secret = (await Visitor.Read(made)).QuerySelector("input[name=secret]")?.GetAttribute("value") ?? "";
        Assert.Matches("^kolot_[0-9A-Za-z]{32}$", secret);
        (await till.Client()).DefaultRequestHeaders.Authorization = new("Bearer", secret);
        using var open = await till.Get("/api/v1/cafe-tamar/voices");

        await using var directory = world.Services.GetRequiredService<Databases>().OpenDirectory();
        var key = await directory.AccessKeys.AsNoTracking().SingleAsync();
        using var revoked = await tamar.Post($"/cafe-tamar/settings/keys/{key.Id}/closure");
        using var shut = await till.Get("/api/v1/cafe-tamar/voices");

        Assert.Equal(("ReadVoices", secret[^4..]), (key.Scopes, key.Ending));
        Assert.NotNull(key.UsedAt);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.SeeOther, HttpStatusCode.Unauthorized), (open.StatusCode, revoked.StatusCode, shut.StatusCode));
        Assert.DoesNotContain(secret, (await tamar.Page("/cafe-tamar/settings/keys")).Source.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EnterVoices", "curl http://localhost/api/v1/cafe-tamar/voices \\")]
    [InlineData("ReadVoices", "curl http://localhost/api/v1/cafe-tamar/voices -H")]
    [InlineData("ReadCustomers", "curl http://localhost/api/v1/cafe-tamar/customers -H")]
    [InlineData("Import", null)]
    public async Task A_new_key_is_shown_with_a_request_that_it_may_send(string scope, string? beginning)
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        using var tamar = world.As(Cast.Tamar);

        using var made = await tamar.Post("/cafe-tamar/settings/keys", ("name", "הקופה"), ("scopes", scope));
        var page = await Visitor.Read(made);

        var example = page.QuerySelector("pre")?.TextContent;
        Assert.Equal(beginning is not null, example is not null);
        Assert.StartsWith(beginning ?? "", example ?? "", StringComparison.Ordinal);
        Assert.Contains(page.QuerySelector("input[name=secret]")?.GetAttribute("value") ?? "none", example ?? page.Source.Text, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task The_keys_of_somebody_who_left_are_shown_as_theirs_and_revoked_together(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var yoav = world.As(Cast.Yoav);
        foreach (var name in new[] { "הקופה", "האתר" })
            using (var made = await tamar.Post("/cafe-tamar/settings/keys", ("name", name), ("scopes", "ReadVoices"))) Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        using var raised = await tamar.Post(await MembersTests.PathOf(world, Cast.Yoav), ("role", "Owner"), ("reach", "All"), ("unit", ""), ("version", "0"));
        using (var his = await yoav.Post("/cafe-tamar/settings/keys", ("name", "הסקרים"), ("scopes", "ReadVoices"))) Assert.Equal(HttpStatusCode.OK, his.StatusCode);
        Assert.Empty((await yoav.Page("/cafe-tamar/settings/keys")).QuerySelectorAll("form[action*='/keys/of/']"));

        // As an organisation that is older than handing over.
        await using (var before = await world.Store())
            await before.Members.Where(member => member.Mail == Cast.Tamar.Mail).ExecuteUpdateAsync(set => set.SetProperty(member => member.LeftAt, world.Clock.Now));
        var page = await yoav.Page("/cafe-tamar/settings/keys");
        var form = page.QuerySelector("form[action*='/keys/of/']")?.GetAttribute("action") ?? "";
        using var revoked = await yoav.Post(form);

        Assert.Equal(2, page.QuerySelectorAll("tbody tr").Count(row => row.TextContent.Contains(Cast.Tamar.Name, StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.SeeOther, revoked.StatusCode);
        await using var directory = world.Services.GetRequiredService<Databases>().OpenDirectory();
        Assert.Equal(["הסקרים"], await directory.AccessKeys.Where(key => key.RevokedAt == null).Select(key => key.Name).ToListAsync());
        await using var store = await world.Store();
        Assert.Equal(2, await store.LogLines.CountAsync(line => line.Act == "key.revoked"));
    }

    [Theory, EveryStore]
    public async Task A_key_is_not_revoked_where_nothing_can_be_written_down(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var made = await tamar.Post("/cafe-tamar/settings/keys", ("name", "הקופה"), ("scopes", "ReadVoices"));
        await using var directory = world.Services.GetRequiredService<Databases>().OpenDirectory();
        var key = await directory.AccessKeys.AsNoTracking().SingleAsync();
        await using (var store = await world.Store()) await store.Database.ExecuteSqlRawAsync("alter table log_lines rename to lines_elsewhere");

        using var revoked = await tamar.Post($"/cafe-tamar/settings/keys/{key.Id}/closure");

        Assert.Equal(HttpStatusCode.InternalServerError, revoked.StatusCode);
        Assert.Null((await directory.AccessKeys.AsNoTracking().SingleAsync()).RevokedAt);
    }

    [Theory, EveryStore]
    public async Task A_key_without_a_name_or_a_purpose_is_not_made(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);

        using var refused = await tamar.Post("/cafe-tamar/settings/keys", ("name", " "));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(2, (await Visitor.Read(refused)).QuerySelectorAll(".faults li").Length);
    }
}
