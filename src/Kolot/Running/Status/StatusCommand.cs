using System.Globalization;
using System.Text;
using System.Text.Json;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Running.Status;

/// <summary><c>kolot status</c>: whether all is well on this machine, for whoever runs it and for programs that watch it.</summary>
public static class StatusCommand
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>One organisation. Closed, it has no condition.</summary>
    private sealed record Standing(string Name, Condition? Is, IReadOnlyList<Care> Cares);

    /// <summary>Tells how all stands.</summary>
    /// <returns>0 if all is well, 1 if something needs care.</returns>
    public static Task<int> Run(IServiceProvider services, CommandArguments words, CancellationToken cancel) => Run(services, words.Has("json"), Console.Out, cancel);

    /// <summary>Tells it to somebody.</summary>
    public static async Task<int> Run(IServiceProvider services, bool json, TextWriter to, CancellationToken cancel)
    {
        var machine = services.GetRequiredService<Machine>();
        var disks = machine.Disks();
        var standings = new List<Standing>();
        await using (var directory = services.GetRequiredService<Databases>().OpenDirectory())
            foreach (var placement in await directory.Placements.AsNoTracking().OrderBy(placement => placement.Organisation).ToArrayAsync(cancel))
                standings.Add(await Look(services, placement.Organisation, cancel));
        await to.WriteLineAsync(json ? await AsJson(machine, disks, standings, cancel) : await AsText(machine, disks, standings, cancel));
        return Count(disks, standings) == 0 ? 0 : 1;
    }

    private static int Count(IReadOnlyList<Disk> disks, List<Standing> standings) => standings.Sum(one => one.Cares.Count) + disks.Count(disk => disk.IsLow);

    private static async Task<Standing> Look(IServiceProvider services, string organisation, CancellationToken cancel)
    {
        try
        {
            var condition = await services.GetRequiredService<LookAt>().Organisation(organisation, cancel);
            return new(organisation, condition, [.. condition.Cares]);
        }
        catch (OrganisationClosedException)
        {
            return new(organisation, null, [Care.Closed]);
        }
    }

    private static async Task<string> AsText(Machine machine, IReadOnlyList<Disk> disks, List<Standing> standings, CancellationToken cancel)
    {
        var (server, schema) = await machine.Directory(cancel);
        var cares = Count(disks, standings);
        var text = new StringBuilder();
        text.AppendLine(cares == 0 ? "All is well." : cares == 1 ? "One thing needs care." : $"{cares} things need care.");
        text.AppendLine(Plain, $"Kolot {Machine.Version}, {machine.Kind} {server}, directory schema {schema}");
        foreach (var disk in disks) text.AppendLine(Plain, $"{disk.What}, {disk.Folder}: {Giga(disk.Free)} GB free of {Giga(disk.Total)}{(disk.IsLow ? ": NEARLY FULL" : "")}");
        foreach (var one in standings)
        {
            text.AppendLine(Plain, $"{one.Name}: {(one.Cares.Count == 0 ? "well" : string.Join(", ", one.Cares.Select(Say)).ToUpperInvariant())}");
            if (one.Is is not { } its) continue;
            text.AppendLine(Plain, $"  tasks: {its.Due} due{Since(its.DueSince)}, {its.Retried} tried again, {its.Failed} failed{Since(its.FailedSince)}; files coming in: {its.Imports}{Since(its.ImportsSince)}");
            text.AppendLine(Plain, $"  last good backup: {Moment(its.Backup.Whole?.BegunAt)}{(its.Backup.Newest is { Reason: { } reason } newest ? $"; failed {Moment(newest.BegunAt)}: {reason}" : "")}");
            text.AppendLine(Plain, $"  last night of retention: {Moment(its.Night?.BegunAt)}");
        }

        return text.ToString().TrimEnd();
    }

    private static async Task<string> AsJson(Machine machine, IReadOnlyList<Disk> disks, List<Standing> standings, CancellationToken cancel)
    {
        var (server, schema) = await machine.Directory(cancel);
        return JsonSerializer.Serialize(
            new
            {
                well = Count(disks, standings) == 0,
                version = Machine.Version,
                database = new { kind = machine.Kind.ToString().ToLowerInvariant(), version = server, schema },
                disks = disks.Select(disk => new { what = disk.What.ToString().ToLowerInvariant(), disk.Folder, disk.Free, disk.Total, low = disk.IsLow }),
                organisations = standings.Select(one => new { one.Name, cares = one.Cares.Select(Code), tasks = Tasks(one.Is), backup = Backup(one.Is), retention = one.Is?.Night?.BegunAt }),
            },
            Json);
    }

    private static object? Tasks(Condition? its) => its is null
        ? null
        : new { its.Due, its.DueSince, its.Retried, its.Failed, its.FailedSince, its.Imports, its.ImportsSince };

    private static object? Backup(Condition? its) => its is null
        ? null
        : new { whole = its.Backup.Whole?.BegunAt, failed = its.Backup.Newest?.Reason, scheduled = its.Backup.IsScheduled };

    private static string Code(Care care) => JsonNamingPolicy.SnakeCaseLower.ConvertName(care.ToString());

    private static string Say(Care care) => Code(care).Replace('_', ' ');

    private static string Since(DateTime? at) => at is null ? "" : $" since {Moment(at)}";

    private static string Moment(DateTime? at) => at is { } moment ? moment.ToString("yyyy-MM-dd HH:mm 'UTC'", Plain) : "none";

    private static string Giga(long bytes) => (bytes / 1e9).ToString("0.0", Plain);
}
