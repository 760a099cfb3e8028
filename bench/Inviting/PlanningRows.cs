using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Kolot.Bench.Ground;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Surveys;
using Kolot.Listen.Inviting.Planning;
using Kolot.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Kolot.Bench.Inviting;

/// <summary>
/// Invitations planned over 1,000,000 customers with all rules: two campaigns, the second of which meets the first one's invitations at every customer, each with
/// an identity, hours, a sample, patience and two frequency rules. Wanted: less than 60 s each, and memory that does not grow with the customers.
/// </summary>
internal static class PlanningRows
{
    private const int Together = 20_000;
    private static readonly int Customers = int.TryParse(Environment.GetEnvironmentVariable("KOLOT_BENCH_CUSTOMERS"), out var count) ? count : 1_000_000;
    private static readonly TimeSpan Wanted = TimeSpan.FromSeconds(60);
    private static readonly Guid Survey = new(0, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 2);

    public static async Task Run(Site site, CancellationToken cancel)
    {
        await site.Clear();
        await site.Found(cancel);
        await using var services = site.Services(all => all.AddSingleton(TimeProvider.System).AddSingleton<PlanInvitations>().AddSingleton<IErrandAnswer, CampaignRound>().AddSingleton<ErrandRound>());
        await Fill(services, cancel);

        Figures.Line($"{Customers:n0} customers", "s", "CPU s", "peak MB", "planned");
        foreach (var (name, priority) in new[] { ("the first campaign", Priority.Usual), ("one that meets it everywhere", Priority.High) })
        {
            var (wall, busy) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
            var id = await Begin(services, name, priority, cancel);
            await services.GetRequiredService<ErrandRound>().Run(Site.Organisation, cancel);
            var spent = Process.GetCurrentProcess().TotalProcessorTime - busy;
            await using var store = await services.GetRequiredService<Stores>().Open(Site.Organisation, cancel);
            var planned = await store.Invitations.CountAsync(row => row.CampaignId == id && row.State == InvitationState.Planned, cancel);
            var all = await store.Invitations.CountAsync(row => row.CampaignId == id, cancel);
            Figures.Line(name, $"{wall.Elapsed.TotalSeconds:f1}", $"{spent.TotalSeconds:f1}", $"{Machine.PeakMegabytes(Process.GetCurrentProcess()):n0}", $"{planned:n0}");
            Figures.Line($"  under {Wanted.TotalSeconds:f0} s, all of them decided", Figures.Met(wall.Elapsed < Wanted && all == Customers));
        }
    }

    private static async Task<Guid> Begin(ServiceProvider services, string name, Priority priority, CancellationToken cancel)
    {
        await using var store = await services.GetRequiredService<Stores>().Open(Site.Organisation, cancel);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var campaign = new Campaign
        {
            Id = Guid.CreateVersion7(), Name = name, SurveyId = Survey, Ways = "mail,sms", Attributes = "{}", BegunAt = now, StartedAt = now, State = CampaignState.Running, Priority = priority,
            SamplePercent = 90, PatienceDays = 7, AnsweredDays = 90, Version = 1,
        };
        store.Campaigns.Add(campaign);
        await CampaignRound.Arm(store, campaign.Id, now, cancel);
        await store.SaveChangesAsync(cancel);
        return campaign.Id;
    }

    private static async Task Fill(ServiceProvider services, CancellationToken cancel)
    {
        await using var store = await services.GetRequiredService<Stores>().Open(Site.Organisation, cancel);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var channel = await store.Channels.Select(row => row.Id).FirstAsync(cancel);
        var asked = SurveyJson.Write(new Survey { Languages = ["he", "en"], Title = Wording.Of("ביקור", "Visit") });
        store.AddRange(
            new SurveyRow { Id = Survey, Code = "visit", Name = "ביקור", Draft = asked, Asked = 1, ChannelId = channel, BegunAt = now }, new SurveyVersion { SurveyId = Survey, Number = 1, Content = asked, PublishedAt = now },
            new FrequencyRule { Id = Guid.CreateVersion7(), Most = 1, Days = 30, MadeAt = now }, new FrequencyRule { Id = Guid.CreateVersion7(), Most = 4, Days = 365, Purpose = Purpose.Feedback, MadeAt = now });
        await store.SaveChangesAsync(cancel);
        await using var connection = await services.GetRequiredService<Databases>().Connect(Site.Organisation, cancel);
        foreach (var lot in Enumerable.Range(0, Customers).Chunk(Together))
        {
            await Write(connection, "customers", ["id", "source", "source_id", "name", "kept_at", "version"], lot.Select(number => new object[] { Id(number), "crm", number.ToString(CultureInfo.InvariantCulture), "לקוח", now, 0 }), cancel);
            await Write(connection, "identities", ["id", "customer_id", "kind", "value"], lot.Select(number => new object[] { Guid.CreateVersion7(), Id(number), "mail", $"c{number}@example.com" }), cancel);
        }

        if (store.Database.IsNpgsql()) await store.Database.ExecuteSqlRawAsync("analyze", cancel);
    }

    private static Guid Id(int number) => new(number, 1, 0x7000, 0x80, 1, 2, 3, 4, 5, 6, 7);

    private static async Task Write(DbConnection connection, string table, string[] columns, IEnumerable<object[]> rows, CancellationToken cancel)
    {
        if (connection is NpgsqlConnection postgres)
        {
            await using var copy = await postgres.BeginBinaryImportAsync($"copy {table} ({string.Join(", ", columns)}) from stdin (format binary)", cancel);
            foreach (var row in rows) await copy.WriteRowAsync(cancel, row);
            await copy.CompleteAsync(cancel);
            return;
        }

        await using var transaction = (SqliteTransaction)await connection.BeginTransactionAsync(cancel);
        await using var command = new SqliteCommand($"insert into {table} ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select((_, at) => $"${at}"))})", (SqliteConnection)connection, transaction);
        foreach (var (at, _) in columns.Index()) command.Parameters.Add(new SqliteParameter($"${at}", null));
        foreach (var row in rows)
        {
            foreach (var (at, value) in row.Index()) command.Parameters[at].Value = value;
            command.ExecuteNonQuery();
        }

        await transaction.CommitAsync(cancel);
    }
}
