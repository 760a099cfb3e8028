using System.Net;
using System.Security.Cryptography;
using Kolot.Organisation.People.SignIn;
using Kolot.Store;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Organisation.People;

public sealed class KeyFileTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task With_a_key_file_no_row_of_the_directory_opens_what_was_sealed_also_before_there_was_one(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var dana = world.As(Cast.Dana);
        using var first = await dana.Get("/account");
        var text = Seal(world).Protect("a secret");
        Assert.Contains("requiresEncryption", await Rows(world), StringComparison.Ordinal);

        await Write(file, NewKey());
        await using (var beside = world.Beside(settings: new Dictionary<string, string> { ["Protection:KeyFile"] = file }))
            Assert.Equal("a secret", Seal(beside).Unprotect(text));

        Assert.DoesNotContain("requiresEncryption", await Rows(world), StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", await Rows(world), StringComparison.Ordinal);
        var sealing = await File.ReadAllTextAsync(file, Cancel);
        // A new key before the old one: both open.
        await Write(file, NewKey() + sealing);
        await using (var later = world.Beside(settings: new Dictionary<string, string> { ["Protection:KeyFile"] = file }))
            Assert.Equal("a secret", Seal(later).Unprotect(text));
        // Without the file there is nothing to open it by.
        await Write(file, NewKey());
        await using var other = world.Beside(settings: new Dictionary<string, string> { ["Protection:KeyFile"] = file });
        Assert.Throws<CryptographicException>(() => Seal(other).Unprotect(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("too short")]
    [InlineData("AAAA\n")]
    public async Task A_file_without_a_key_is_named_before_the_house_opens(string text)
    {
        await Write(file, text);

        var fault = Assert.Single(new ProtectionSettings { KeyFile = file }.Validate(new(this)));

        Assert.Contains(file, fault.ErrorMessage, StringComparison.Ordinal);
        Assert.Single(new ProtectionSettings { KeyFile = file + ".gone" }.Validate(new(this)));
        Assert.Empty(new ProtectionSettings().Validate(new(this)));
    }

    public void Dispose() => File.Delete(file);

    private static IDataProtector Seal(World world) => world.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n";

    private static Task Write(string file, string text) => File.WriteAllTextAsync(file, text, Cancel);

    private static async Task<string> Rows(World world)
    {
        await using var directory = world.Services.GetRequiredService<Databases>().OpenDirectory();
        return string.Join('\n', await directory.ProtectionKeys.Select(key => key.Xml).ToListAsync(Cancel));
    }
}
