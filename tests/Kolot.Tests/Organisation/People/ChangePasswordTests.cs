using System.Net;
using Kolot.Store;
using Kolot.Tests.Organisation.People.Passkeys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Organisation.People;

public sealed class ChangePasswordTests
{
    private const string Fresh = "arbaa kafe hafuch";

    [Theory, EveryStore]
    public async Task Whoever_guesses_at_the_current_password_is_locked_out_as_at_the_door(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var dana = world.As(Cast.Dana);
        for (var guess = 0; guess < 5; guess++)
            using (var wrong = await Change(dana, $"guess number {guess}")) Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);

        using var right = await Change(dana, World.Password);
        using var door = world.Nobody();
        using var entering = await door.Enter(Cast.Dana.Mail, World.Password);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, right.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, entering.StatusCode);
        await using var directory = world.Services.GetRequiredService<Databases>().OpenDirectory();
        Assert.Equal(6, await directory.SignIns.CountAsync(line => !line.Opened && line.Act == null));
    }

    [Theory, EveryStore]
    public async Task Whoever_changed_the_password_is_told_which_passkeys_open_besides(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await PasskeyTests.Give(world, Cast.Dana, 1, "הטלפון");
        await PasskeyTests.Give(world, Cast.Dana, 2, "של מישהו");
        using var dana = world.As(Cast.Dana);
        using var omer = world.As(Cast.Omer);

        using var changed = await Change(dana, World.Password);
        using var without = await Change(omer, World.Password);
        var page = await dana.Page(changed.Headers.Location?.ToString() ?? "");
        var omers = await omer.Page(without.Headers.Location?.ToString() ?? "");

        var note = page.QuerySelector("main .note");
        Assert.Contains("2", note?.TextContent, StringComparison.Ordinal);
        Assert.NotNull(note?.QuerySelector("a[href='/account/passkeys']"));
        Assert.Null(omers.QuerySelector("main .note a"));
    }

    [Fact]
    public async Task An_address_that_says_so_tells_nobody_that_a_password_was_recovered()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        using var dana = world.As(Cast.Dana);

        var page = await dana.Page("/account?password=recovered");

        Assert.Null(page.QuerySelector("main .note"));
    }

    private static Task<HttpResponseMessage> Change(Visitor visitor, string current) =>
        visitor.Post("/account/password", ("currentPassword", current), ("newPassword", Fresh));
}
