using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Store;
using Kolot.Store.Backups;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Store.Backups;

/// <summary>Who comes in where an organisation was restored, and with which keys.</summary>
public sealed class RestoredPeopleTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kolot-restored-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Rows_of_the_directory_go_through_every_change_that_their_directory_had_not_made(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await world.Key(Right.EnterVoices);
        using var archive = await OpenedArchive.Open(await Take(world), Cancel);
        var scripts = Migrator.Scripts("Directory", StoreKind.Sqlite).ToList();
        Assert.Equal(scripts.Select(script => script.Number), archive.Contents.DirectoryScripts);
        // One that is finished late though its number is low, and one of a later version that needs a column filled.
        scripts.Insert(0, (-1, "late", "update accounts set language = 'en'"));
        scripts.Add((9999, "later", """
            create table keys_anew as select * from access_keys; delete from access_keys; alter table access_keys add column shade text not null default '';
            insert into access_keys select keys_anew.*, 'blue' from keys_anew; update access_keys set name = name || ' ' || shade
            """));
        await using var directory = world.Services.GetRequiredService<Databases>().OpenDirectory();

        var people = await ArchivedPeople.Read(archive, directory, scripts, Cancel);

        Assert.All(people.RowsOf("accounts"), account => Assert.Equal("en", account("language")));
        Assert.Equal("הקופה blue", Assert.Single(people.RowsOf("access_keys"))("name"));
        var tamar = await directory.Users.AsNoTracking().SingleAsync(account => account.Email == Cast.Tamar.Mail, Cancel);
        var brought = people.RowsOf("accounts").Single(account => account("email") as string == Cast.Tamar.Mail);
        Assert.Equal((tamar.Id, tamar.PasswordHash, tamar.LockoutEnabled), ((Guid)(brought("id") ?? Guid.Empty), brought("password_hash"), (bool)(brought("lockout_enabled") ?? false)));
    }

    [Theory, EveryStore]
    public async Task A_restore_says_how_many_keys_and_invitations_open_and_ends_them_where_that_is_wished(StoreKind kind)
    {
        await using var here = await World.Open(StoreKind.Sqlite, World.WithoutRounds);
        using var key = await here.Key(Right.EnterVoices);
        using (await here.As(Cast.Tamar).Post($"/{World.Cafe}/settings/invitations", ("mail", "maya@cafe.example"), ("role", "Viewer"), ("reach", "All")))
        {
        }

        var archive = await Take(here);
        await using var there = await World.Empty(kind, services: World.WithoutRounds);
        await using var elsewhere = await World.Empty(kind, services: World.WithoutRounds);

        var done = (await Restore(there, archive)).Value;
        var ended = (await Restore(elsewhere, archive, new(EndKeys: true))).Value;

        Assert.Equal((1, 1), (done.OpenKeys, done.OpenInvitations));
        Assert.Equal((0, 0), (ended.OpenKeys, ended.OpenInvitations));
        await using var directory = elsewhere.Services.GetRequiredService<Databases>().OpenDirectory();
        Assert.NotNull((await directory.AccessKeys.SingleAsync(Cancel)).RevokedAt);
        await using var store = await elsewhere.Store();
        Assert.NotNull((await store.JoinLinks.SingleAsync(Cancel)).SpentAt);
    }

    [Theory, EveryStore]
    public async Task The_account_that_stands_here_takes_over_from_the_owner_of_its_mail(StoreKind kind)
    {
        await using var here = await World.Open(StoreKind.Sqlite, World.WithoutRounds);
        using var key = await here.Key(Right.EnterVoices);
        using (await here.As(Cast.Tamar).Post($"/{World.Cafe}/views", ("name", "מתלוננים"), ("query", "kind=complaint")))
        {
        }

        var archive = await Take(here);
        await using var there = await World.Open(kind, World.WithoutRounds);

        foreach (var stranger in new[] { "nobody@cafe.example", Cast.Dana.Mail })
            Assert.Equal(new Fault("owner", "no_owner"), Assert.Single(Assert.IsType<Refusal.Invalid>((await Restore(there, archive, new(stranger), "cafe-copy")).Refusal).Faults));
        Assert.False(await there.Services.GetRequiredService<Stores>().Exists("cafe-copy", Cancel));
        var done = (await Restore(there, archive, new($" {Cast.Tamar.Mail.ToUpperInvariant()}"), "cafe-copy")).Value;

        Assert.DoesNotContain(Cast.Tamar.Mail, done.Strangers);
        Assert.Contains(Cast.Dana.Mail, done.Strangers);
        using var page = await there.As(Cast.Tamar).Get("/cafe-copy/settings/members");
        Assert.Equal(System.Net.HttpStatusCode.OK, page.StatusCode);
        await using var store = await there.Store("cafe-copy");
        await using var directory = there.Services.GetRequiredService<Databases>().OpenDirectory();
        var tamar = (await directory.Users.SingleAsync(account => account.Email == Cast.Tamar.Mail, Cancel)).Id;
        var owner = await store.Members.SingleAsync(member => member.Mail == Cast.Tamar.Mail, Cancel);
        Assert.Equal((tamar, true), (owner.Id, owner is { LeftAt: null, Role: Role.Owner, Reach: Reach.All }));
        Assert.Equal(tamar, (await store.SavedViews.SingleAsync(Cancel)).MemberId);
        Assert.Single(await store.LogLines.Where(line => line.Act == "member.joined" && line.Subject == tamar.ToString()).ToArrayAsync(Cancel));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<string> Take(World world) => world.Services.GetRequiredService<TakeBackup>().Run(World.Cafe, folder, null, Cancel);

    private static async Task<Result<Restored>> Restore(World world, string archive, RestoreWishes? wishes = null, string? name = null)
    {
        await world.Services.GetRequiredService<Migrator>().MigrateDirectory(Cancel);
        return await world.Services.GetRequiredService<RestoreBackup>().Run(archive, name, null, Cancel, wishes);
    }
}
