using System.Data.Common;
using System.Globalization;
using Kolot.Core;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Store.Backups;

/// <summary>The commands <c>kolot backup</c> and <c>kolot restore</c>, for whoever runs the machine.</summary>
public static class BackupCommand
{
    private const string BackupUsage = """
        kolot backup --to FOLDER [--organisation NAME]
            takes a backup of each organisation, or of one, while Kolot runs; each is one archive, read back before it is called whole

        kolot backup --check FILE
            reads an archive from its first row to its last and says whether it is whole
        """;

    private const string RestoreUsage = """
        kolot restore FILE [--as NAME] [--owner MAIL] [--end-keys]
            restores an organisation from an archive, under its own name or another; the archive may come from the other kind of database,
            so this also moves an organisation from SQLite to PostgreSQL and back
            --owner MAIL   the account of that mail here takes over from the owner of that mail in the archive
            --end-keys     its API keys and invitations open nothing any more
        """;

    /// <summary>Takes or checks backups.</summary>
    /// <returns>0 if it was done.</returns>
    public static Task<int> Backup(IServiceProvider services, CommandArguments words, CancellationToken cancel) => Told(async () =>
    {
        if (words["check"] is { } file) return await Check(file, cancel);
        if (words["to"] is not { } folder) return Refuse(BackupUsage);
        var names = words["organisation"] is { } one ? [one] : await Organisations(services, cancel);
        var stores = services.GetRequiredService<Stores>();
        foreach (var name in names)
        {
            if (!await stores.Exists(name, cancel)) return Refuse($"There is no organisation {name}.");
            var path = await services.GetRequiredService<TakeBackup>().Run(name, folder, Progress, cancel);
            Console.Error.WriteLine();
            Console.WriteLine($"{name}: {path}, {Count(new FileInfo(path).Length / 1024)} KB, read back and whole");
        }

        return names.Count > 0 ? 0 : Refuse("There is no organisation yet.");
    });

    /// <summary>Restores from an archive.</summary>
    /// <returns>0 if it was done.</returns>
    public static Task<int> Restore(IServiceProvider services, CommandArguments words, CancellationToken cancel) => Told(async () =>
    {
        if (words.Plain is not { } file) return Refuse(RestoreUsage);
        if (!File.Exists(file)) return Refuse($"There is no file {file}.");
        var done = await services.GetRequiredService<RestoreBackup>().Run(file, words["as"], Progress, cancel, new(words["owner"], words.Has("end-keys")));
        if (done.Refusal is Refusal.Invalid refused) return Refuse(refused.Faults[0].Reason switch
        {
            "taken" => "There is an organisation of that name. Say another with --as NAME.",
            "database_there" => "There is a database of that name with rows in it, which the directory does not know. Move it away, or say another name with --as NAME.",
            "nobody_enters" => "None of its owners could sign in here: their mail addresses belong to other accounts. Say --owner MAIL, and the account of that mail here takes over.",
            "no_owner" => "There is no account of that mail here, or no owner of that mail in the archive.",
            _ => "A name is of lower-case Latin letters, digits and hyphens.",
        });

        Console.Error.WriteLine();
        Console.WriteLine($"{done.Value.Organisation}: {Count(done.Value.Rows)} rows restored");
        if (done.Value.Forgotten is { IsNothing: false } left)
            Console.WriteLine($"{Count(left.Customers)} customers and {Count(left.Voices)} voices of people who asked to be forgotten were left out, and {Count(left.Mentions)} mentions of them.");
        if (done.Value.OpenKeys + done.Value.OpenInvitations > 0)
            Console.WriteLine($"{Count(done.Value.OpenKeys)} API keys and {Count(done.Value.OpenInvitations)} invitations open it as when the backup was taken. "
                + "Look through them, also for such as ended since; --end-keys ends all of them.");
        foreach (var mail in done.Value.Strangers)
            Console.WriteLine($"{mail} belongs to another account here, which is no member of {done.Value.Organisation}: invite it again.");
        return 0;
    });

    private static async Task<int> Check(string file, CancellationToken cancel)
    {
        if (!File.Exists(file)) return Refuse($"There is no file {file}.");
        var contents = await CheckArchive.Run(file, progress: null, cancel);
        Console.WriteLine($"{contents.Organisation}, taken {contents.TakenAt:yyyy-MM-dd HH:mm} UTC: {Count(contents.Tables.Sum(table => table.Rows))} rows, whole");
        return 0;
    }

    private static async Task<IReadOnlyList<string>> Organisations(IServiceProvider services, CancellationToken cancel)
    {
        await using var directory = services.GetRequiredService<Databases>().OpenDirectory();
        return await directory.Placements.Select(placement => placement.Organisation).Order().ToArrayAsync(cancel);
    }

    private static async Task<int> Told(Func<Task<int>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception fault) when (fault is BrokenArchiveException or IOException or UnauthorizedAccessException or OrganisationClosedException or DbException)
        {
            return Refuse(fault.Message);
        }
    }

    private static void Progress(long rows) => Console.Error.Write($"\r{Count(rows)} rows");

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static int Refuse(string why)
    {
        Console.Error.WriteLine(why);
        return 1;
    }
}
