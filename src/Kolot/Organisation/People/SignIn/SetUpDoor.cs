using System.Security.Cryptography;
using Kolot.Store;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People.SignIn;

/// <summary>The door for the very first owner: a link printed at start, as long as nobody is a member of anything.</summary>
public sealed class SetUpDoor(Databases databases, TimeProvider clock)
{
    private static readonly TimeSpan Lasting = TimeSpan.FromHours(24);

    /// <summary>Makes a link's secret; null when the house is set up already.</summary>
    public async Task<string?> Make(CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        if (await directory.Memberships.AnyAsync(cancel)) return null;
        var now = clock.GetUtcNow().UtcDateTime;
        await directory.SetUpLinks.Where(link => link.Until < now).ExecuteDeleteAsync(cancel);
        var secret = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        directory.SetUpLinks.Add(new() { Id = EntranceKeys.HashOf(secret), Until = now + Lasting });
        await directory.SaveChangesAsync(cancel);
        return secret;
    }

    /// <summary>Whether nobody has come through it yet.</summary>
    public async Task<bool> IsNeeded(CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        return !await directory.Memberships.AnyAsync(cancel);
    }

    /// <summary>Whether a secret opens the door.</summary>
    public async Task<bool> Opens(string secret, CancellationToken cancel)
    {
        var (id, now) = (EntranceKeys.HashOf(secret), clock.GetUtcNow().UtcDateTime);
        await using var directory = databases.OpenDirectory();
        return await directory.SetUpLinks.AnyAsync(link => link.Id == id && link.SpentAt == null && link.Until > now, cancel)
            && !await directory.Memberships.AnyAsync(cancel);
    }

    /// <summary>Goes through the door and shuts it behind: no other link opens it any more.</summary>
    /// <returns>False if somebody else was faster.</returns>
    public async Task<bool> Spend(string secret, CancellationToken cancel)
    {
        if (!await Opens(secret, cancel)) return false;
        var now = clock.GetUtcNow().UtcDateTime;
        await using var directory = databases.OpenDirectory();
        return await directory.SetUpLinks.Where(link => link.SpentAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(link => link.SpentAt, now), cancel) > 0;
    }

    /// <summary>Prints the link once the house listens, so that whoever started it can go in.</summary>
    public static async Task Prepare(WebApplication app)
    {
        var door = app.Services.GetRequiredService<SetUpDoor>();
        if (await door.Make(app.Lifetime.ApplicationStopping) is not { } secret) return;
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            var listening = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
            var address = app.Configuration["PublicAddress"] ?? listening ?? "http://localhost";
            Console.WriteLine($"\nKolot is ready to be set up, once, within 24 hours:\n\n    {address.TrimEnd('/')}/set-up/{secret}\n");
        });
    }
}
