using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Organisation.People;

public sealed class SignInLogTests
{
    [Theory, EveryStore]
    public async Task Sign_ins_are_kept_for_two_years_or_as_long_as_the_host_says_also_of_who_comes_in_no_more(StoreKind kind)
    {
        foreach (var (settings, days) in new[] { (new Dictionary<string, string>(), 731), (new() { ["SignIn:LogDays"] = "30" }, 30) })
        {
            await using var world = await World.Open(kind, settings: settings);
            using var gone = world.As(Cast.Omer);
            await gone.Page("/account");
            world.Clock.Advance(TimeSpan.FromDays(days - 1));
            Assert.Equal(2, await Lines(world, Cast.Dana));

            world.Clock.Advance(TimeSpan.FromDays(2));
            Assert.Equal(2, await Lines(world, Cast.Noa));

            using var tamar = world.As(Cast.Tamar);
            Assert.Equal(days, (await tamar.Json("/cafe-tamar/settings/held.json")).GetProperty("signInDays").GetInt32());
        }
    }

    // How many lines there are once somebody came in.
    private static async Task<int> Lines(World world, Person person)
    {
        using var visitor = world.As(person);
        await visitor.Page("/account");
        await using var directory = world.Services.GetRequiredService<Databases>().OpenDirectory();
        return await directory.SignIns.CountAsync(TestContext.Current.CancellationToken);
    }
}
