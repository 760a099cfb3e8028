using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Organisation.People.SecondStep;

public sealed class SecondStepKeptTests
{
    [Theory, EveryStore]
    public async Task The_secret_is_sealed_and_the_codes_are_kept_as_hashes(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var (secret, codes) = await SecondStepTests.SetUp(world, Cast.Dana);

        await using var directory = world.Services.GetRequiredService<Databases>().OpenDirectory();
        var row = await directory.SecondSteps.AsNoTracking().SingleAsync(TestContext.Current.CancellationToken);
        var hashes = await directory.RecoveryCodes.Select(code => code.Hash).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(-1, row.Secret.AsSpan().IndexOf(secret));
        Assert.All(hashes, hash => Assert.DoesNotContain(codes, code => hash.AsSpan().SequenceEqual(System.Text.Encoding.UTF8.GetBytes(code))));
    }
}
