using System.Data.Common;
using System.Runtime.CompilerServices;
using Kolot.Core.Facts;
using Kolot.Core.Listen;

namespace Kolot.Store.Facts;

/// <summary>Reads what the course of cases answered as if voices had: under names that no voice has.</summary>
internal static class OutcomeReading
{
    private const string Counted = "place, kind, channel_id, touchpoint_id, unit_id, customer_id, owner_id, language, confirmed, solved_at_first, contact_again, own_minutes";

    /// <summary>The rows. What is given is the same object each time.</summary>
    public static async IAsyncEnumerable<FactRow> Rows(DbConnection connection, string where, object? some, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"select {Counted} from case_outcomes {where}";
        if (some is not null) FactReading.Add(command, some);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var row = new FactRow();
        while (await reader.ReadAsync(cancel)) yield return Read(reader, row);
    }

    private static FactRow Read(DbDataReader reader, FactRow row)
    {
        // A case that began without a voice came by no channel: it is in no group of them.
        (row.Place, row.Kind, row.Channel) = (reader.GetInt64(0), (VoiceKind)reader.GetInt32(1), FactReading.Id(reader, 2) ?? Guid.Empty);
        (row.Touchpoint, row.Unit, row.Customer, row.EnteredBy) = (FactReading.Id(reader, 3), FactReading.Id(reader, 4), FactReading.Id(reader, 5), FactReading.Id(reader, 6));
        row.Language = reader.IsDBNull(7) ? null : reader.GetString(7);
        row.Answers.Clear();
        if (!reader.IsDBNull(8)) row.Answers.Add((OutcomeQuestions.Confirmed, Yes(reader.GetBoolean(8))));
        if (!reader.IsDBNull(9)) row.Answers.Add((OutcomeQuestions.SolvedAtFirst, Yes(reader.GetBoolean(9))));
        if (!reader.IsDBNull(10)) row.Answers.Add((OutcomeQuestions.ContactAgain, Yes(reader.GetBoolean(10))));
        if (!reader.IsDBNull(11)) row.Answers.Add((OutcomeQuestions.OwnMinutes, new(reader.GetInt32(11))));
        return row;
    }

    private static Answer Yes(bool yes) => new(yes ? 1 : 0);
}
