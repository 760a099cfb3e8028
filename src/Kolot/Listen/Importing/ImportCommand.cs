using System.Globalization;
using Kolot.Core;
using Kolot.Core.Listen.Importing;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Importing;

/// <summary>The command <c>kolot import</c>: brings a file in without a browser, by the same act.</summary>
public static class ImportCommand
{
    private const string Usage = """
        kolot import --guess FILE [--kind voices|customers]
            prints the mapping that the file itself suggests, to be looked over and saved

        kolot import FILE --organisation NAME [--mapping NAME|FILE.json] [--save-mapping NAME]
                     [--kind voices|customers] [--source NAME] [--channel CODE]
                     [--heard-on YYYY-MM-DD] [--dry-run]
            brings the file in; --heard-on is the day of rows without a date, --dry-run reads it and keeps nothing
        """;

    /// <summary>Runs the command.</summary>
    /// <returns>0 if it was done.</returns>
    public static async Task<int> Run(IServiceProvider services, CommandArguments arguments, CancellationToken cancel)
    {
        var path = arguments["guess"] ?? arguments.Plain;
        if (path is null) return Refuse(Usage);
        if (!File.Exists(path)) return Refuse($"There is no file {path}.");
        try
        {
            if (arguments["guess"] is not null) return Guess(path, arguments);
            if (arguments["organisation"] is not { } organisation) return Refuse(Usage);
            if (!await services.GetRequiredService<Stores>().Exists(organisation, cancel)) return Refuse($"There is no organisation {organisation}.");
            if (await MappingOf(services, organisation, path, arguments, cancel) is not { } mapping)
                return Refuse($"There is no mapping {arguments["mapping"]}, neither saved nor as a file.");
            if (mapping.Faults() is { Count: > 0 } faults) return Refuse("The mapping cannot be used: " + Told(faults));
            return arguments.Has("dry-run")
                ? await Try(services, organisation, path, mapping, cancel)
                : await Bring(services, organisation, path, (mapping, arguments["save-mapping"]), cancel);
        }
        catch (InvalidDataException fault)
        {
            return Refuse($"The file cannot be read: {fault.Message}.");
        }
    }

    /// <summary>The mapping that a file itself suggests.</summary>
    public static ImportMapping Guessed(string path, RowKind kind)
    {
        var shape = ImportFiles.ShapeOf(path) with { Rows = kind };
        using var rows = ImportFiles.Open(path, shape);
        return MappingGuess.Of([.. rows.Read().Take(200).Select(row => row.Cells)], shape).Mapping;
    }

    private static int Guess(string path, CommandArguments arguments)
    {
        Console.WriteLine(MappingJson.Write(With(Guessed(path, KindOf(arguments)), arguments)));
        return 0;
    }

    private static async Task<ImportMapping?> MappingOf(
        IServiceProvider services, string organisation, string path, CommandArguments arguments, CancellationToken cancel)
    {
        if (arguments["mapping"] is not { } name) return With(Guessed(path, KindOf(arguments)), arguments);
        string? json;
        if (File.Exists(name)) json = await File.ReadAllTextAsync(name, cancel);
        else
        {
            await using var store = await services.GetRequiredService<Stores>().Open(organisation, cancel);
            json = await store.SavedMappings.Where(saved => saved.Name == name).Select(saved => saved.Mapping).SingleOrDefaultAsync(cancel);
        }

        return json is not null && MappingJson.Read(json) is { } mapping ? With(mapping, arguments) : null;
    }

    private static ImportMapping With(ImportMapping mapping, CommandArguments arguments) => mapping with
    {
        Rows = arguments["kind"] is null ? mapping.Rows : KindOf(arguments),
        Source = arguments["source"] ?? mapping.Source,
        Channel = arguments["channel"] ?? mapping.Channel,
        HeardOn = DateOnly.TryParseExact(arguments["heard-on"], "yyyy-MM-dd", out var day) ? day : mapping.HeardOn,
    };

    private static RowKind KindOf(CommandArguments arguments) => arguments["kind"] == "customers" ? RowKind.Customers : RowKind.Voices;

    private static async Task<int> Try(IServiceProvider services, string organisation, string path, ImportMapping mapping, CancellationToken cancel)
    {
        using var rows = ImportFiles.Open(path, mapping);
        var tried = await services.GetRequiredService<CheckImport>().Run(CommandLineMember.Of(organisation), rows, mapping, long.MaxValue, cancel);
        foreach (var (row, reasons) in tried.First) Console.WriteLine($"row {row.Line}: {reasons}");
        if (tried.Trouble is { } trouble) return Refuse($"The file cannot be read on: {trouble.Field} {trouble.Reason}.");
        Console.WriteLine($"{Count(tried.Good)} rows would come in, {Count(tried.Refused)} would be refused, {Count(tried.PassedOver)} are passed over.");
        return 0;
    }

    private static async Task<int> Bring(
        IServiceProvider services, string organisation, string path, (ImportMapping Mapping, string? Name) by, CancellationToken cancel)
    {
        if (by.Name is { } name)
        {
            // Whoever writes the name of a mapping into a command wants that one replaced.
            var mappings = services.GetRequiredService<SavedMappings>();
            var known = await mappings.Find(organisation, name.Trim(), cancel);
            if ((await mappings.Save(organisation, name, by.Mapping, known?.Version, cancel)).Refused) return Refuse("The mapping cannot be saved by that name.");
        }

        var work = services.GetRequiredService<ImportNow>();
        var run = await work.Run(organisation, path, by.Mapping, progress => Console.Error.Write($"\r{Count(progress.Read)} rows"), cancel);
        Console.Error.WriteLine();
        if (run is not { State: ImportState.Done }) return Refuse($"It did not come in: {run?.Trouble ?? run?.State.ToString()}. What had come in was taken back.");
        Console.WriteLine($"{Count(run.Read)} rows read: {Count(run.Kept)} kept, {Count(run.Known)} known, {Count(run.Revised)} revised, "
            + $"{Count(run.Refused)} refused{(run.Forgotten > 0 ? $", {Count(run.Forgotten)} of people who asked to be forgotten" : "")}. Import {run.Id}");
        return 0;
    }

    private static string Told(IReadOnlyList<Fault> faults) => string.Join(", ", faults.Select(fault => $"{fault.Field} {fault.Reason}"));

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static int Refuse(string why)
    {
        Console.Error.WriteLine(why);
        return 1;
    }
}
