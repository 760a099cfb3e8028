using System.Data.Common;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Listen.Contact;
using Kolot.Store;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Kolot.Listen.Keeping;

/// <summary>What is kept in the transaction of voices, beside them.</summary>
/// <param name="Responses">Responses to surveys.</param>
/// <param name="Enquiries">What was written through the contact form.</param>
internal sealed record KeptBeside(IReadOnlyList<SurveyResponse> Responses, IReadOnlyList<KeptEnquiry> Enquiries)
{
    /// <summary>Whether there is nothing.</summary>
    public bool IsEmpty => Responses.Count == 0 && Enquiries.Count == 0;

    /// <summary>All that stands beside the voices of some loads.</summary>
    public static KeptBeside Of(IReadOnlyCollection<Waiting> loads) => new([.. loads.SelectMany(load => load.Responses)], [.. loads.SelectMany(load => load.Enquiries)]);
}

/// <summary>Something that was written through the contact form, on its way to be kept with its voice.</summary>
/// <param name="Enquiry">The enquiry; null where something is added to one.</param>
/// <param name="Step">The step that it is.</param>
public sealed record KeptEnquiry(Enquiry? Enquiry, EnquiryStep Step)
{
    /// <summary>Its voice, as it is kept.</summary>
    public Voice? Voice { get; internal set; }

    /// <summary>Says which voice it is.</summary>
    internal void Is(Guid voice)
    {
        Step.VoiceId = voice;
        if (Enquiry is not null) Enquiry.VoiceId = voice;
    }

    /// <summary>A voice that was known already has the id of when it was first heard.</summary>
    internal void Settle(IReadOnlyDictionary<Guid, Guid> known)
    {
        if (Step.VoiceId is { } voice && known.TryGetValue(voice, out var settled)) Is(settled);
    }
}

/// <summary>Writes enquiries and their first steps, and has the mail sent that tells of them. What is there already stays as it is.</summary>
internal static class EnquiryColumns
{
    private static readonly string[] OfEnquiry = ["key", "voice_id", "topic", "kind", "language", "way", "name", "mail", "phone", "consent", "promised_minutes", "at", "until"];
    private static readonly string[] OfStep = ["id", "enquiry_key", "kind", "at", "due_at", "voice_id", "mail", "mail_at", "mail_tries"];
    private static readonly string[] OfErrand = ["kind", "subject", "due_at", "tries"];

    /// <summary>Which of the voices that wait were sent before, by the same form: they are not heard again, however they read now.</summary>
    public static async Task<IReadOnlySet<Guid>> Again(DbTransaction transaction, IReadOnlyList<KeptEnquiry> kept, CancellationToken cancel)
    {
        var again = new HashSet<Guid>();
        if (kept.Count == 0) return again;
        var come = new Dictionary<Guid, Guid>();
        foreach (var one in kept)
            if (one is { Enquiry: { } enquiry, Step.VoiceId: { } voice } && !come.TryAdd(enquiry.Key, voice)) again.Add(voice);
        if (come.Count == 0) return again;
        await using var command = transaction.Command("");
        command.CommandText = $"select key from enquiries where key in ({command.List("key", come.Keys.Cast<object>())})";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) again.Add(come[reader.GetGuid(0)]);
        return again;
    }

    public static async Task Keep(DbTransaction transaction, IReadOnlyList<KeptEnquiry> kept, CancellationToken cancel)
    {
        // In one order everywhere, so that two nodes never wait for each other in a ring.
        KeptEnquiry[] ordered = [.. kept.OrderBy(one => one.Step.Id)];
        var steps = ordered.Select(one => one.Step).ToArray();
        Enquiry[] enquiries = [.. ordered.Select(one => one.Enquiry).OfType<Enquiry>()];
        if (transaction.Connection is SqliteConnection file)
        {
            foreach (var enquiry in enquiries)
                if (await transaction.InsertNew("enquiries", OfEnquiry, [Values(enquiry)], cancel) == 1) enquiry.Id = raw.sqlite3_last_insert_rowid(file.Handle);
        }
        else await transaction.InsertNew("enquiries", OfEnquiry, [.. enquiries.Select(Values)], cancel);

        await transaction.InsertNew("enquiry_steps", OfStep, [.. steps.Select(Values)], cancel);
        await transaction.InsertNew("errands", OfErrand, [.. steps.Where(step => step.Mail == MailState.Waiting).Select(step => new object?[] { WriteStep.Errand, step.Id.ToString(), step.At, 0 })], cancel);
    }

    private static object?[] Values(Enquiry enquiry) =>
    [
        enquiry.Key, enquiry.VoiceId, enquiry.Topic, (int)enquiry.Kind, enquiry.Language, enquiry.Way, enquiry.Name, enquiry.Mail, enquiry.Phone, enquiry.Consent, enquiry.PromisedMinutes, enquiry.At,
        enquiry.Until,
    ];

    private static object?[] Values(EnquiryStep step) => [step.Id, step.EnquiryKey, (int)step.Kind, step.At, step.DueAt, step.VoiceId, (int)step.Mail, step.MailAt, step.MailTries];
}
