using System.Data.Common;
using System.Globalization;
using Kolot.Bench.Ground;
using Kolot.Core.Listen;
using Kolot.Core.Listen.Surveys;
using Kolot.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Kolot.Bench.Asking;

/// <summary>Responses to one survey, each with its voice; made once and kept between runs.</summary>
internal static class ManyResponses
{
    /// <summary>The survey's code.</summary>
    public const string Code = "visit";

    private const int Together = 20_000;
    private static readonly Guid Id = new(0, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);

    private static readonly string[] VoiceColumns = ["place", "id", "heard_at", "kept_at", "kind", "channel_id", "text", "language", "score", "score_low", "score_high", "band", "answers", "source", "source_id", "history", "version"];
    private static readonly string[] ResponseColumns = ["id", "survey_id", "number", "language", "way", "begun_at", "sent_at", "finished_at", "screen", "seconds", "given", "counted", "quotas", "voice_id"];

    private static readonly Survey Survey = new()
    {
        Languages = ["he"],
        Title = Wording.Of("ביקור", "Visit"),
        Screens =
        [
            new() { Questions = [Asked("recommend", QuestionKind.Nps) with { Headline = true }, Asked("where", QuestionKind.One, "haifa", "yafo", "online")] },
            new()
            {
                Questions =
                [
                    Asked("liked", QuestionKind.Several, "coffee", "cake", "staff", "place"), Asked("set", QuestionKind.Statements, "fast", "courteous", "fitting"), Asked("wait", QuestionKind.Number),
                    Asked("comment", QuestionKind.Text) with { IsComment = true },
                ],
            },
        ],
    };

    /// <summary>Makes them, unless they stand.</summary>
    public static async Task Stand(Site site, int count, CancellationToken cancel)
    {
        var marker = Path.Combine(site.Folder, "made");
        if (File.Exists(marker) && await File.ReadAllTextAsync(marker, cancel) == $"{count}") return;
        await site.Clear();
        await site.Found(cancel);
        await Owner.Settle(site, cancel);
        await using (var services = site.Services())
        {
            await using var store = await services.GetRequiredService<Stores>().Open(Site.Organisation, cancel);
            var channel = await store.Channels.Where(channel => channel.Code == "survey").Select(channel => channel.Id).SingleAsync(cancel);
            var now = TimeProvider.System.GetUtcNow().UtcDateTime;
            store.AddRange(
                new SurveyRow { Id = Id, Code = Code, Name = "ביקור", Draft = SurveyJson.Write(Survey), Asked = 1, ChannelId = channel, BegunAt = now },
                new SurveyVersion { SurveyId = Id, Number = 1, Content = SurveyJson.Write(Survey), PublishedAt = now });
            await store.SaveChangesAsync(cancel);
            await using var connection = await services.GetRequiredService<Databases>().Connect(Site.Organisation, cancel);
            foreach (var batch in Enumerable.Range(0, count).Chunk(Together))
            {
                await Write(connection, "voices", VoiceColumns, batch.Select(number => Voice(number, channel, now)), cancel);
                await Write(connection, "survey_responses", ResponseColumns, batch.Select(number => Response(number, now)), cancel);
            }

            if (site.Server is not null) await store.Database.ExecuteSqlRawAsync("analyze", cancel);
        }

        Directory.CreateDirectory(site.Folder);
        await File.WriteAllTextAsync(marker, $"{count}", cancel);
    }

    private static Question Asked(string key, QuestionKind kind, params string[] choices) =>
        new() { Key = key, Kind = kind, Text = Wording.Of(key, key), Choices = [.. choices.Select(choice => new Choice(choice, Wording.Of(choice, choice)))] };

    private static Guid IdOf(int number, byte what) => new(number, 0, 0x7000, 0x80, what, 0, 0, 0, 0, 0, 0);

    private static DateTime Moment(int number, DateTime now) => now.AddDays(-365).AddSeconds(number * 30L % (365 * 86_400));

    private static object?[] Voice(int number, Guid channel, DateTime now)
    {
        var (at, score) = (Moment(number, now), number * 7 % 11);
        var answers = string.Create(CultureInfo.InvariantCulture,
            $"{{\"where\":\"{(number % 3) switch { 0 => "haifa", 1 => "yafo", _ => "online" }}\",\"liked.coffee\":true{(number % 2 == 0 ? ",\"liked.staff\":true" : "")},\"fast\":{1 + (number % 5)},\"courteous\":{1 + (number * 3 % 5)},\"fitting\":{1 + (number * 2 % 5)},\"wait\":{number % 40}}}");
        return
        [
            Place.Of(at, number), IdOf(number, 1), at, at, 0, channel, number % 3 == 0 ? Words.Sentence(number) : null, "he", (double)score, 0d, 10d, (int?)ScoreBands.Of(score, 0, 10), answers,
            SurveyVoice.SourceOf(Code), IdOf(number, 0).ToString(), false, 0,
        ];
    }

    private static object?[] Response(int number, DateTime now)
    {
        var at = Moment(number, now);
        return [IdOf(number, 0), Id, 1, "he", "link", at, at.AddSeconds(70), at.AddSeconds(70), 2, "30,40", "", 0, 0, IdOf(number, 1)];
    }

    private static async Task Write(DbConnection connection, string table, string[] columns, IEnumerable<object?[]> rows, CancellationToken cancel)
    {
        if (connection is NpgsqlConnection postgres)
        {
            await using var copy = await postgres.BeginBinaryImportAsync($"copy {table} ({string.Join(", ", columns)}) from stdin (format binary)", cancel);
            foreach (var row in rows) await copy.WriteRowAsync(cancel, row);
            await copy.CompleteAsync(cancel);
            return;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = $"insert into {table} ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select((_, at) => $"${at}"))})";
        SqliteParameter[] parameters = [.. columns.Select((_, at) => new SqliteParameter { ParameterName = $"${at}" })];
        command.Parameters.AddRange(parameters);
        foreach (var row in rows)
        {
            for (var at = 0; at < row.Length; at++) parameters[at].Value = row[at] ?? DBNull.Value;
            await command.ExecuteNonQueryAsync(cancel);
        }

        await transaction.CommitAsync(cancel);
    }
}
