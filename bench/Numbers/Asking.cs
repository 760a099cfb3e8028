using System.Diagnostics;
using Kolot.Bench.Ground;
using Kolot.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Bench.Numbers;

/// <summary>One kind of question, asked of the program by HTTP and of the database in SQL, in turn; each time about somebody else, so that nothing that was told before serves.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Address">The question of a round to the program.</param>
/// <param name="Sql">The same to the database.</param>
internal sealed record Question(string Name, Func<int, string> Address, Func<int, string> Sql);

/// <summary>What came of it.</summary>
/// <param name="Times">How long the program took, in order, in milliseconds.</param>
/// <param name="Processor">How long it kept cores busy for each, in milliseconds.</param>
/// <param name="InSql">How long the database took, in the middle.</param>
internal sealed record Asked(double[] Times, double Processor, double InSql)
{
    public double At(double share) => Times.At(share);
}

internal static class Asking
{
    private const int Rounds = 3, Questions = 60, InSql = 3, Warm = 400;

    /// <summary>A figure of those in order.</summary>
    public static double At(this double[] sorted, double share) => sorted[(int)Math.Ceiling((sorted.Length - 1) * share)];

    /// <summary>Asks in three rounds, program and database in turn.</summary>
    public static async Task<Asked> Ask(Site site, (House House, HttpClient Client) program, Question question, CancellationToken cancel)
    {
        await using var services = site.Services();
        await using var connection = await services.GetRequiredService<Databases>().Connect(Site.Organisation, cancel);
        var (times, sql, busy, about) = (new List<double>(), new List<double>(), TimeSpan.Zero, 0);
        for (var warm = 0; warm < Warm; warm++) await Once(program.Client, question.Address(about++), cancel);
        for (var round = 0; round < Rounds; round++)
        {
            var before = program.House.Processor;
            for (var asked = 0; asked < Questions; asked++) times.Add(await Once(program.Client, question.Address(about++), cancel));
            busy += program.House.Processor - before;
            for (var asked = 0; asked < InSql; asked++) sql.Add(await Once(connection, question.Sql(about++), cancel));
        }

        return new([.. times.Order()], busy.TotalMilliseconds / times.Count, sql.Median());
    }

    /// <summary>Asks the program once.</summary>
    public static async Task<double> Once(HttpClient client, string address, CancellationToken cancel)
    {
        var clock = Stopwatch.GetTimestamp();
        _ = await client.GetByteArrayAsync(address, cancel);
        return Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
    }

    private static async Task<double> Once(System.Data.Common.DbConnection connection, string sql, CancellationToken cancel)
    {
        var clock = Stopwatch.GetTimestamp();
        await using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 0);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
        }

        return Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
    }
}
