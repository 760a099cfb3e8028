using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kolot.Store;
using Kolot.Store.Backups;
using Kolot.Tests.HouseRules;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Store.Upgrades;

/// <summary>Populated organisations as earlier versions of Kolot wrote them: an archive for each schema whose columns differ from the one before.</summary>
/// <remarks>Made when the schema was the newest, by <c>KOLOT_TEST_POPULATE=1</c> and the tests of this folder, and never changed after.</remarks>
internal static class Populated
{
    public static string Folder { get; } = Path.Combine(House.Root, "tests/Kolot.Tests/Store/Upgrades/populated");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The archives, oldest first.</summary>
    public static IEnumerable<string> All => Directory.EnumerateFiles(Folder, "*" + Archive.Ending).Order(StringComparer.Ordinal);

    /// <summary>An organisation as it was at one schema: the newest archive that holds all columns of it, without the others that came later.</summary>
    /// <returns>Null where no archive holds them.</returns>
    public static async Task<string?> At(World world, int schema, string folder)
    {
        var databases = world.Services.GetRequiredService<Databases>();
        await world.Services.GetRequiredService<Migrator>().MigrateOrganisation($"at-{schema}", Cancel, schema);
        await using var connection = await databases.Connect($"at-{schema}", Cancel);
        var columns = await TablesHere.Columns(connection, Cancel);
        foreach (var path in All)
        {
            var contents = await CheckArchive.Run(path, null, Cancel);
            if (!columns.IsSubsetOf(contents.Tables.SelectMany(table => table.Columns.Select(column => $"{table.Name}.{column.Name}")))) continue;
            var copy = Path.Combine(folder, $"at-{schema}{Archive.Ending}");
            Cut(path, copy, contents, columns, schema);
            return copy;
        }

        return null;
    }

    private static void Cut(string from, string to, ArchiveContents contents, HashSet<string> columns, int schema)
    {
        using var source = ZipFile.OpenRead(from);
        using var zip = ZipFile.Open(to, ZipArchiveMode.Create);
        var tables = new List<ArchiveTable>();
        foreach (var table in contents.Tables)
        {
            int[] kept = [.. table.Columns.Index().Where(column => columns.Contains($"{table.Name}.{column.Item.Name}")).Select(column => column.Index)];
            if (kept.Length == 0) continue;
            var entry = Archive.OfOrganisation(table.Name);
            var lines = string.Concat(Lines(source, entry).Select(line => Only(line, kept) + "\n"));
            Write(zip, entry, lines);
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines)));
            tables.Add(table with { Columns = [.. kept.Select(at => table.Columns[at])], Sha256 = hash });
        }

        foreach (var table in contents.People) Write(zip, Archive.OfPeople(table.Name), string.Concat(Lines(source, Archive.OfPeople(table.Name)).Select(line => line + "\n")));
        Write(zip, Archive.Contents, JsonSerializer.Serialize(contents with { Schema = schema, Tables = tables }, Archive.Json));
    }

    private static string Only(string line, int[] kept)
    {
        var row = JsonNode.Parse(line)?.AsArray() ?? [];
        return new JsonArray([.. kept.Select(at => row[at]?.DeepClone())]).ToJsonString(Archive.Json).ReplaceLineEndings("");
    }

    private static IEnumerable<string> Lines(ZipArchive zip, string entry)
    {
        using var reader = new StreamReader((zip.GetEntry(entry) ?? throw new InvalidOperationException(entry)).Open());
        while (reader.ReadLine() is { } line) yield return line;
    }

    private static void Write(ZipArchive zip, string entry, string text)
    {
        using var writer = new StreamWriter(zip.CreateEntry(entry).Open());
        writer.Write(text);
    }
}
