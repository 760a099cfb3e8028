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
