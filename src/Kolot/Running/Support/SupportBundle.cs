using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Kolot.Running.Status;
using Kolot.Store;

namespace Kolot.Running.Support;

/// <summary>What is handed to whoever helps: an archive without customers, members and secrets.</summary>
public sealed class SupportBundle(Machine machine, SupportOrganisation tell, SupportSources from, TimeProvider clock)
{
    private const string Explained = """
        What Kolot hands to whoever is asked to help. It is text: look through it before you send it.

        about.json          versions, machine, disks
        settings.json       numbers, switches and choices; of texts, such as addresses and secrets, only whether they are given
        organisations.json  how much there is of what, background tasks that failed and why, backups
        log.jsonl           what this node logged last; where it is empty: journalctl -u kolot --since yesterday

        There is nothing in it of what customers are or said, of members, keys, sessions or passwords.
        """;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>What it is called.</summary>
    public string Name => $"kolot-support-{clock.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}.zip";

    /// <summary>Writes it.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="organisation">Of which organisation alone; of all where null.</param>
    /// <param name="cancel">To stop.</param>
    public async Task Write(Stream to, string? organisation, CancellationToken cancel)
    {
        var all = await from.Organisations(cancel);
        var told = new List<object>();
        foreach (var one in all.Where(one => organisation is null || one == organisation)) told.Add(await tell.Run(one, cancel));
        // What this node logged of others is no owner's business.
        var lines = from.Lines.Where(line => organisation is null || !all.Any(one => one != organisation && line.Contains(one, StringComparison.OrdinalIgnoreCase)));
        await using var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel);
        await Add(zip, "README.txt", Explained, cancel);
        await Add(zip, "about.json", JsonSerializer.Serialize(await About(cancel), Json), cancel);
        await Add(zip, "settings.json", JsonSerializer.Serialize(from.Settings, Json), cancel);
        await Add(zip, "organisations.json", JsonSerializer.Serialize(told, Json), cancel);
        await Add(zip, "log.jsonl", string.Concat(lines), cancel);
    }

    private async Task<object> About(CancellationToken cancel)
    {
        var (server, schema) = await machine.Directory(cancel);
        using var process = Process.GetCurrentProcess();
        return new
        {
            at = clock.GetUtcNow(),
            version = Machine.Version,
            runtime = RuntimeInformation.FrameworkDescription,
            system = RuntimeInformation.OSDescription,
            processors = Environment.ProcessorCount,
            memory = process.WorkingSet64,
            database = new { kind = machine.Kind, version = server, schema, newest = Migrator.Newest("Directory", machine.Kind), newestOfOrganisations = Migrator.Newest("Organisation", machine.Kind) },
            disks = machine.Disks().Select(disk => new { disk.What, disk.Free, disk.Total }),
        };
    }

    private static async Task Add(ZipArchive zip, string name, string text, CancellationToken cancel)
    {
        await using var entry = await zip.CreateEntry(name).OpenAsync(cancel);
        await using var writer = new StreamWriter(entry);
        await writer.WriteAsync(text.AsMemory(), cancel);
    }
}
