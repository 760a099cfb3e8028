using System.Text;
using Kolot.Core.Listen.Importing;
using Kolot.Core.Organisation;
using Kolot.Listen.Forgetting;
using Kolot.Listen.Importing;
using Kolot.Organisation;
using Kolot.Store;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Kolot.Tests.Listen.Forgetting;

/// <summary>Ruti, who asks to be forgotten, and where her words may hide.</summary>
internal static class Ruti
{
    public const string Mail = "ruti.zilpamark@abraham.example";
    public const string Phone = "052-7654321";
    public const string Name = "רותי זילפהסון";

    /// <summary>What must be nowhere once she is gone.</summary>
    public static readonly string[] Marks = ["zilpamark", "זילפה", "7654321", "76-54-321", "bilhamark", "zilpaword", "c-zilpa-77"];

    public static readonly ImportMapping Mapping = new()
    {
        Source = "survey",
        Channel = "call",
        Columns =
        [
            new() { Header = "id", Meaning = ColumnMeaning.Id },
            new() { Header = "date", Meaning = ColumnMeaning.HeardAt, Dates = DateStyle.DayFirst },
            new() { Header = "text", Meaning = ColumnMeaning.Text },
            new() { Header = "score", Meaning = ColumnMeaning.Score, Low = 0, High = 10 },
            new() { Header = "mail", Meaning = ColumnMeaning.CustomerMail },
        ],
    };

    /// <summary>A row of hers, one of hers that is refused, one of somebody else, one of somebody else that mentions her.</summary>
    public const string File = $"id,date,text,score,mail\ns-1,22/11/2025,zilpaword in a file,9,{Mail}\ns-2,31/02/2025,bad day zilpaword,3,{Mail}\n"
        + $"s-3,22/11/2025,all well,7,other@example.com\ns-4,22/11/2025,my neighbour {Mail} knows,6,other@example.com\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly object Customer = new { source = "crm", id = "c-zilpa-77", name = Name, mail = Mail, phone = Phone };

    /// <summary>She speaks, changes her mind, is spoken of, and stands in files.</summary>
    public static async Task Speaks(World world)
    {
        await world.Hear(
            new { source = "till", id = "bilhamark-1", channel = "survey", text = "הקפה של זילפה היה zilpaword שרוף", score = new { value = 3 }, customer = Customer, unit = "haifa", answers = new Dictionary<string, object> { ["שוב"] = true, ["למה"] = "כי zilpaword", ["טלפון"] = 527654321 } },
            new { source = "till", id = "bilhamark-2", channel = "call", title = "zilpaword", customer = Customer },
            new { source = "till", id = "o-1", channel = "survey", text = $"אפשר לחזור אליי דרך {Mail} או 052 76-54-321. תודה", author = $"קופה {Phone}" },
            new { source = "till", id = "o-2", channel = "survey", text = "של מישהו אחר", customer = new { source = "crm", id = "c-2", mail = "dan@example.com" } });
        await world.Hear(new { source = "till", id = "bilhamark-1", channel = "survey", text = "זילפה התחרטה: zilpaword מצוין", score = new { value = 9 }, customer = Customer, unit = "haifa", answers = new Dictionary<string, object> { ["שוב"] = true } });
        await world.Hear(new { source = "till", id = "o-1", channel = "survey", text = $"תיקון: {Mail}, ‎+972-52-765-4321" });
        using (var crm = await world.Key(Right.ChangeCustomers))
        using (var put = await (await crm.Client()).PutAsync($"/api/v1/{World.Cafe}/customers/crm/c-zilpa-77", new StringContent(
            $$"""{ "name": "{{Name}}", "identities": { "mail": "{{Mail}}", "phone": "{{Phone}}", "handle": "@zilpamark" }, "attributes": { "plan": "bilhamark" } }""", Encoding.UTF8, "application/json"), Cancel))
            Assert.True(put.IsSuccessStatusCode);
        await Import(world);
        await world.Services.GetRequiredService<UploadImport>().Run(Owner(), $"קובץ של {Mail}.csv", new MemoryStream(Encoding.UTF8.GetBytes(File)), Cancel);
        await using var store = await world.Store();
        store.SavedViews.Add(new() { Id = Guid.CreateVersion7(), MemberId = Guid.CreateVersion7(), Name = "של רותי", Query = $"q={Uri.EscapeDataString(Mail)}" });
        await store.SaveChangesAsync(Cancel);
    }

    /// <summary>Her file comes in, to the café or another.</summary>
    public static async Task<ImportRun> Import(World world, string organisation = World.Cafe, string text = File)
    {
        var path = Path.Combine(world.Folder, Guid.CreateVersion7().ToString("N") + ".csv");
        await System.IO.File.WriteAllTextAsync(path, text, Cancel);
        var run = await world.Services.GetRequiredService<ImportNow>().Run(organisation, path, Mapping, _ => { }, Cancel);
        System.IO.File.Delete(path);
        return run ?? throw new InvalidOperationException("The import is not there.");
    }

    /// <summary>She is erased, as an owner does it.</summary>
    public static async Task<Guid> IsErased(World world, bool keepsScores = true, bool waits = true)
    {
        var held = await world.Services.GetRequiredService<WhatIsHeld>().Of(Owner(), Mail, Cancel) ?? throw new InvalidOperationException("Nothing is held.");
        var erasure = (await world.Services.GetRequiredService<ErasePerson>().Run(Owner(), held, keepsScores, Cancel)).Value;
        if (waits) await Ended(world, erasure);
        return erasure;
    }

    /// <summary>Waits until an erasure has come to its end.</summary>
    public static async Task Ended(World world, Guid erasure)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            await world.Services.GetRequiredService<FinishErasures>().Run(Cancel);
            await using var directory = world.Services.GetRequiredService<Databases>().OpenDirectory();
            if (await directory.Erasures.AnyAsync(row => row.Id == erasure && row.EndedAt != null, Cancel)) return;
            await Task.Delay(50, Cancel);
        }

        Assert.Fail("The erasure did not end: " + world.Troubles);
    }

    /// <summary>Whoever may do everything in the café.</summary>
    public static Member Owner(string organisation = World.Cafe) => new(organisation, Guid.CreateVersion7(), "תמר אלון", Rights.For(Role.Owner), Reach.All, null);

    /// <summary>In which tables, of all that there are in all databases of the house, one of her marks stands; whoever adds a table need not know of this.</summary>
    public static async Task<IReadOnlyList<string>> Traces(World world, StoreKind kind, string organisation = World.Cafe)
    {
        var databases = world.Services.GetRequiredService<Databases>();
        var found = new List<string>();
        await using var one = await databases.Connect(organisation, Cancel);
        await using var other = await databases.ConnectDirectory(Cancel);
        foreach (var connection in new[] { one, other })
        {
            var tables = await Column(connection, kind == StoreKind.Postgres
                ? "select table_name from information_schema.tables where table_schema = current_schema()"
                : "select name from sqlite_master where type = 'table' and name not like 'voice_words'");
            Assert.NotEmpty(tables);
            foreach (var table in tables)
            {
                var row = kind == StoreKind.Postgres ? "t::text"
                    : string.Join(" || ' ' || ", (await Column(connection, $"select name from pragma_table_info('{table}')")).Select(column => $"coalesce(cast(\"{column}\" as text), '')"));
                foreach (var mark in Marks)
                {
                    // PostgreSQL shows bytes by their hexadecimal digits.
                    var hex = Convert.ToHexStringLower(Encoding.UTF8.GetBytes(mark));
                    var count = Assert.Single(await Column(connection, $"select count(*) from \"{table}\" t where lower({row}) like '%{mark}%' or lower({row}) like '%{hex}%'"));
                    if (count != "0") found.Add($"{table}: {mark} ({count})");
                }
            }
        }

        return found;
    }

    /// <summary>Which of the files of SQLite hold one of her marks anywhere in their bytes.</summary>
    public static async Task<IReadOnlyList<string>> Bytes(World world)
    {
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(world.Folder, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes, Cancel);
            found.AddRange(Marks.Where(mark => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(mark)) >= 0).Select(mark => $"{Path.GetFileName(file)}: {mark}"));
        }

        return found;
    }

    private static async Task<List<string>> Column(System.Data.Common.DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var found = new List<string>();
        while (await reader.ReadAsync(Cancel)) found.Add(Convert.ToString(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture) ?? "");
        return found;
    }
}
