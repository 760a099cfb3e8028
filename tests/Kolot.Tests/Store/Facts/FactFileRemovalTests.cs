using Kolot.Store;
using Kolot.Store.Facts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Kolot.Tests.Store.Facts.FactFileGround;

namespace Kolot.Tests.Store.Facts;

public sealed class FactFileRemovalTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Of_whom_was_removed_nothing_lies_in_the_file_and_none_lies_there_until_it_is_written_anew(StoreKind kind)
    {
        await using var world = await Begin(kind);
        await using (var store = await world.Store())
        {
            var customer = await store.Customers.SingleAsync(customer => customer.SourceId == "c-1", Cancel);
            store.CustomerAttributes.Add(new() { CustomerId = customer.Id, Key = "nickname", Value = "המרקיזה" });
            await store.SaveChangesAsync(Cancel);
            using var held = Source(world).Of(World.Cafe);
            await held.Load(Cancel);
            await Until(async () => await held.Look(Cancel) && held.View?.Image.Names.Customers.ValuesOf("nickname")?.Find("המרקיזה") > 0);
            await held.Write(Cancel);
            Assert.True(Holds(world, "המרקיזה"u8.ToArray()) && Holds(world, customer.Id.ToByteArray()));

            await Remove(store, customer.Id);
            await Until(async () => { await held.Look(Cancel); return !File.Exists(PathIn(world)); });
            // On PostgreSQL what is read by then may end anywhere among these: whoever else still writes on the server holds it up, and what was known of the customer before is read anew first.
            await Until(async () => { await held.Look(Cancel); await held.Write(Cancel); return Told(held) == "3×1" && !Holds(world, "המרקיזה"u8.ToArray()) && !Holds(world, customer.Id.ToByteArray()); });
        }
    }

    // On SQLite nobody is between two that write.
    [Fact]
    public async Task Where_others_still_write_on_the_server_a_customer_goes_before_their_voice_and_the_file_goes_with_each()
    {
        await using var world = await Begin(StoreKind.Postgres);
        await using var store = await world.Store();
        var customer = await store.Customers.Where(customer => customer.SourceId == "c-1").Select(customer => customer.Id).SingleAsync(Cancel);
        await using var one = await world.Store();
        await using var earlier = await StillWriting(one);
        store.CustomerAttributes.Add(new() { CustomerId = customer, Key = "nickname", Value = "המרקיזה" });
        await store.SaveChangesAsync(Cancel);
        await using var another = await world.Store();
        await using var later = await StillWriting(another);
        using var held = Source(world).Of(World.Cafe);
        await held.Load(Cancel);
        await held.Write(Cancel);
        await Remove(store, customer);

        await earlier.Commit(Cancel);
        await Until(async () => { await held.Look(Cancel); return !File.Exists(PathIn(world)); });
        await held.Write(Cancel);
        // Where tests beside this one held up what could be read when it began, both come at once.
        Assert.Contains(Told(held), (string[])["3×1 9×1", "3×1"]);
        Assert.False(Holds(world, customer.ToByteArray()));

        await later.Commit(Cancel);
        await Becomes("3×1", held);
        Assert.False(File.Exists(PathIn(world)));
    }

    [Theory, EveryStore]
    public async Task A_node_that_does_not_hold_the_numbers_lets_go_of_the_file_when_somebody_was_erased_or_nobody_asked_for_a_day(StoreKind kind)
    {
        await using var world = await Begin(kind);
        var unwatched = world.Services.GetRequiredService<FactFilesUnwatched>();
        await Write(world);
        await unwatched.Remove([World.Cafe], Cancel);
        await unwatched.Remove([], Cancel);
        Assert.True(File.Exists(PathIn(world)));

        await using (var directory = world.Services.GetRequiredService<Databases>().OpenDirectory())
        {
            directory.Erasures.Add(new() { Organisation = World.Cafe, Id = Guid.CreateVersion7(), At = world.Clock.GetUtcNow().UtcDateTime, ByName = "", Counts = "{}" });
            await directory.SaveChangesAsync(Cancel);
        }

        await unwatched.Remove([], Cancel);
        Assert.False(File.Exists(PathIn(world)));
        world.Clock.Advance(TimeSpan.FromHours(1));
        await Write(world);
        await unwatched.Remove([], Cancel);
        Assert.True(File.Exists(PathIn(world)));
        world.Clock.Advance(TimeSpan.FromHours(25));
        await unwatched.Remove([], Cancel);
        Assert.False(File.Exists(PathIn(world)));
    }

    private static async Task Remove(OrganisationStore store, Guid customer)
    {
        await store.Voices.Where(voice => voice.CustomerId == customer).ExecuteDeleteAsync(Cancel);
        await store.CustomerAttributes.Where(known => known.CustomerId == customer).ExecuteDeleteAsync(Cancel);
        await store.Identities.Where(identity => identity.CustomerId == customer).ExecuteDeleteAsync(Cancel);
        await store.Customers.Where(other => other.Id == customer).ExecuteDeleteAsync(Cancel);
    }

    // Somebody who began to write, and whose transaction has its number.
    private static async Task<Writing> StillWriting(OrganisationStore store)
    {
        var writing = await store.BeginWriting(Cancel);
        await store.Database.ExecuteSqlRawAsync("select pg_current_xact_id()", Cancel);
        return writing;
    }
}
