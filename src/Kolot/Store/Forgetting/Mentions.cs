using System.Text.Json;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Store.Forgetting;

/// <summary>Whom one looks for in texts.</summary>
/// <param name="IsGone">Whether an identity is theirs.</param>
/// <param name="Patterns">What a text with them is like, for the database to look through; null for all texts.</param>
/// <param name="Cells">What would stand alone in a cell of a file: a number in another system, a handle, a name.</param>
/// <param name="Until">Kept until when; null for all.</param>
public sealed record Sought(Func<WrittenIdentity, bool> IsGone, IReadOnlyList<string>? Patterns, IReadOnlySet<string> Cells, DateTime? Until)
{
    // The last seven digits are a subscriber's number, however the rest was written.
    private const int Subscriber = 7;
    private const int ShortestCell = 4;

    /// <summary>Somebody whose identities are known.</summary>
    public static Sought Of(IReadOnlyCollection<WrittenIdentity> identities, IEnumerable<string?> alone)
    {
        var wanted = identities.Select(TombstoneMarks.Of).ToHashSet();
        var cells = alone.OfType<string>().Concat(identities.Select(identity => identity.Value)).Where(cell => cell.Length >= ShortestCell);
        return new(identity => wanted.Contains(TombstoneMarks.Of(identity)), [.. identities.Select(PatternOf).OfType<string>().Distinct()], cells.ToHashSet(), null);
    }

    /// <summary>Everybody who was erased, in what was kept before the last of them was.</summary>
    public static Sought All(Forgotten forgotten, DateTime until) => new(forgotten.Has, null, new HashSet<string>(), until);

    /// <summary>Whether they stand in one of some texts.</summary>
    public bool StandsIn(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
            if (Traces.Holds(text, IsGone)) return true;
        return false;
    }

    private static string? PatternOf(WrittenIdentity identity) => identity.Kind switch
    {
        "mail" => $"%{Escaped(identity.Value)}%",
        "phone" or "whatsapp" => $"%{string.Join('%', identity.Value[^Subscriber..].AsEnumerable())}%",
        _ => null,
    };

    /// <summary>As a part of a pattern that means itself.</summary>
    public static string Escaped(string text) =>
        text.ToLowerInvariant().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}

/// <summary>Where somebody is mentioned beside their own record and voices.</summary>
/// <param name="Voices">Voices, by place.</param>
/// <param name="Revisions">What voices said before.</param>
/// <param name="RefusedRows">Rows that could not come in.</param>
/// <param name="Views">Saved views.</param>
/// <param name="Imports">Imports, by the names of their files.</param>
public sealed record Mentions(
    IReadOnlyList<long> Voices, IReadOnlyList<long> Revisions, IReadOnlyList<long> RefusedRows, IReadOnlyList<Guid> Views, IReadOnlyList<Guid> Imports)
{
    /// <summary>Alerts, by whose voices they are of.</summary>
    public IReadOnlyList<Guid> Alerts { get; init; } = [];

    /// <summary>Signals, by the notes that were written to them.</summary>
    public IReadOnlyList<Guid> Signals { get; init; } = [];

    /// <summary>Answers that were broken off: they have no voice yet.</summary>
    public IReadOnlyList<Guid> Responses { get; init; } = [];

    /// <summary>Files that were given as answers, by their names.</summary>
    public IReadOnlyList<Guid> Files { get; init; } = [];

    /// <summary>Personal links into surveys of whom no customer is known.</summary>
    public IReadOnlyList<Guid> Links { get; init; } = [];

    /// <summary>Messages to other systems, by what they hold or by what was answered.</summary>
    public IReadOnlyList<Guid> Deliveries { get; init; } = [];

    /// <summary>What was answered to others who wrote.</summary>
    public IReadOnlyList<Guid> Steps { get; init; } = [];

    /// <summary>What others wrote who left their mail or telephone.</summary>
    public IReadOnlyList<long> Enquiries { get; init; } = [];

    /// <summary>Where in cases of others.</summary>
    public CaseMentions InCases { get; init; } = new([], []);

    /// <summary>Where in studies.</summary>
    public StudyMentions InStudies { get; init; } = new();

    /// <summary>Looks through all texts.</summary>
    public static async Task<Mentions> Find(OrganisationStore store, Sought sought, CancellationToken cancel)
    {
        var until = sought.Until ?? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);
        bool Holds(params ReadOnlySpan<string?> texts) => sought.StandsIn(texts);
        HashSet<long> voices = [], revisions = [], rows = [];
        foreach (var pattern in sought.Patterns ?? ["%"])
        {
            await foreach (var voice in store.Voices.FromSql(
                $"""
                select * from voices where kept_at <= {until}
                and lower(coalesce(title, '') || ' ' || coalesce(text, '') || ' ' || coalesce(answers, '') || ' ' || coalesce(author, '')) like {pattern} escape '\'
                """).AsNoTracking().Select(voice => new { voice.Place, voice.Title, voice.Text, voice.Answers, voice.Author }).AsAsyncEnumerable().WithCancellation(cancel))
                if (Holds(voice.Title, voice.Text, voice.Answers, voice.Author)) voices.Add(voice.Place);
            await foreach (var revision in store.VoiceRevisions.FromSql($"select * from voice_revisions where lower(content) like {pattern} escape '\\'")
                .AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
                if (Holds(revision.Content)) revisions.Add(revision.Id);
        }

        await foreach (var row in store.RefusedRows.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
            if (IsIn(row.Cells, sought)) rows.Add(row.Id);
        var views = await store.SavedViews.AsNoTracking().ToArrayAsync(cancel);
        var imports = await store.ImportRuns.AsNoTracking().Select(run => new { run.Id, run.FileName }).ToArrayAsync(cancel);
        return new([.. voices], [.. revisions], [.. rows], [.. views.Where(view => Holds(view.Name, Uri.UnescapeDataString(view.Query))).Select(view => view.Id)],
            [.. imports.Where(run => Holds(run.FileName)).Select(run => run.Id)])
        {
            Responses = [.. (await store.SurveyResponses.AsNoTracking().Where(response => response.Given != "").Select(response => new { response.Id, response.Given }).ToArrayAsync(cancel))
                .Where(response => Stand(SurveyJson.ReadGiven(response.Given).Values.SelectMany(field => field.Value), sought)).Select(response => response.Id)],
            Files = [.. (await store.SurveyFiles.AsNoTracking().Select(file => new { file.Id, file.Name }).ToArrayAsync(cancel)).Where(file => Holds(file.Name)).Select(file => file.Id)],
            Links = await Linked(store, sought, cancel),
            Deliveries = await Told(store, sought, cancel),
            Steps = [.. (await store.EnquirySteps.AsNoTracking().Where(step => step.Text != null).Select(step => new { step.Id, step.Text }).ToArrayAsync(cancel)).Where(step => Holds(step.Text)).Select(step => step.Id)],
            Enquiries = [.. (await store.Enquiries.AsNoTracking().Select(enquiry => new { enquiry.Id, enquiry.Name, enquiry.Mail, enquiry.Phone }).ToArrayAsync(cancel)).Where(enquiry => Holds(enquiry.Name, enquiry.Mail, enquiry.Phone)).Select(enquiry => enquiry.Id)],
            InCases = await CaseMentions.Find(store, sought, cancel),
            InStudies = await StudyMentions.Find(store, sought, cancel),
            Alerts = [.. (await store.Alerts.AsNoTracking().ToArrayAsync(cancel)).Where(alert => Holds(Uri.UnescapeDataString(alert.Query))).Select(alert => alert.Id)],
            Signals = [.. (await store.Signals.AsNoTracking().Where(signal => signal.Note != null).ToArrayAsync(cancel)).Where(signal => Holds(signal.Note)).Select(signal => signal.Id)],
        };
    }

    // Links made for somebody who is no customer: what stands in them is compared as it reads, however it is written.
    private static async Task<IReadOnlyList<Guid>> Linked(OrganisationStore store, Sought sought, CancellationToken cancel)
    {
        var links = await store.SurveyLinks.AsNoTracking().Where(link => link.CustomerId == null && link.Known != "{}").Select(link => new { link.Id, link.Known }).ToArrayAsync(cancel);
        return [.. links.Where(link => Stand(JsonSerializer.Deserialize<Dictionary<string, string>>(link.Known)?.Values ?? Enumerable.Empty<string>(), sought)).Select(link => link.Id)];
    }

    // What other systems were told, and what they answered.
    private static async Task<IReadOnlyList<Guid>> Told(OrganisationStore store, Sought sought, CancellationToken cancel)
    {
        var found = new HashSet<Guid>();
        await foreach (var told in store.WebhookDeliveries.AsNoTracking().Select(delivery => new { delivery.Id, delivery.Body }).AsAsyncEnumerable().WithCancellation(cancel))
            if (Traces.Holds(told.Body, sought.IsGone)) found.Add(told.Id);
        await foreach (var said in store.WebhookAttempts.AsNoTracking().Where(attempt => attempt.Said != null).Select(attempt => new { attempt.DeliveryId, attempt.Said }).AsAsyncEnumerable().WithCancellation(cancel))
            if (Traces.Holds(said.Said, sought.IsGone)) found.Add(said.DeliveryId);
        return [.. found];
    }

    /// <summary>Whether somebody stands in the cells of a row.</summary>
    public static bool Stand(IEnumerable<string> cells, Sought sought) =>
        cells.Any(cell => sought.Cells.Contains(cell.Trim()) || Traces.Holds(cell, sought.IsGone));

    private static bool IsIn(string cells, Sought sought) => Stand(JsonSerializer.Deserialize<string[]>(cells) ?? [], sought);
}
