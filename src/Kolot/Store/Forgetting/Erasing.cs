using System.Text.Json;
using System.Text.Json.Nodes;
using Kolot.Core.Listen;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Store.Forgetting;

/// <summary>What is to go.</summary>
/// <param name="Customers">Customers, with everything of theirs.</param>
/// <param name="Voices">Voices beside those of the customers.</param>
/// <param name="Mentions">Where else they are mentioned.</param>
/// <param name="IsGone">Whether an identity is theirs.</param>
/// <param name="KeepsScores">Whether scores and numeric answers stay, of nobody.</param>
public sealed record ToErase(
    IReadOnlyCollection<Guid> Customers, IReadOnlyCollection<Guid> Voices, Mentions Mentions, Func<WrittenIdentity, bool> IsGone, bool KeepsScores);

/// <summary>Removes a person from an organisation's rows, in the caller's transaction.</summary>
public static class Erasing
{
    // Others write between two turns, so a turn is short, whoever it is that spoke so much.
    private const int Together = 500;

    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Where there is much, removes most of it in turns of their own; little is left as it is. What breaks off between two turns goes on by the tombstones.</summary>
    /// <param name="store">Where. Begins and ends its own transactions.</param>
    /// <param name="what">What is to go.</param>
    /// <param name="noted">Is told after each turn how much went so far.</param>
    /// <param name="cancel">Gives up between two turns.</param>
    /// <returns>What went, and what is left for <see cref="Run"/>.</returns>
    public static async Task<(ErasureCounts Gone, ToErase Left)> InTurns(OrganisationStore store, ToErase what, Func<ErasureCounts, Task>? noted, CancellationToken cancel)
    {
        var total = new ErasureCounts();
        async Task Turn(IReadOnlyCollection<Guid> voices, IReadOnlyList<long> mentions)
        {
            await using var writing = await store.BeginWriting(cancel);
            await store.HoldCustomersStill(cancel);
            var gone = await Run(store, what with { Customers = [], Voices = voices, Mentions = new(mentions, [], [], [], []) }, cancel);
            await writing.Commit(cancel);
            store.ChangeTracker.Clear();
            total = total.And(gone) with { LogLines = total.LogLines + gone.LogLines };
            if (noted is not null) await noted(total);
        }

        var voices = (await Theirs(store, what).Select(voice => voice.Id).ToArrayAsync(cancel)).Chunk(Together).ToArray();
        foreach (var turn in voices.SkipLast(1)) await Turn(turn, []);
        var mentions = what.Mentions.Voices.Chunk(Together).ToArray();
        foreach (var turn in mentions.SkipLast(1)) await Turn([], turn);
        var left = voices.LastOrDefault([]).Intersect(what.Voices).ToArray();
        return (total, what with { Voices = left, Mentions = what.Mentions with { Voices = mentions.LastOrDefault([]) } });
    }

    /// <summary>Removes it.</summary>
    public static async Task<ErasureCounts> Run(OrganisationStore store, ToErase what, CancellationToken cancel)
    {
        var customers = what.Customers;
        var voices = await Theirs(store, what).ToArrayAsync(cancel);
        var (places, ids) = (voices.Select(voice => voice.Place).ToArray(), voices.Select(voice => voice.Id).ToArray());
        string[] subjects = [.. ids.Concat(customers).Select(id => id.ToString())];
        var counts = new ErasureCounts
        {
            Voices = voices.Length,
            Revisions = await store.VoiceRevisions.CountAsync(revision => ids.Contains(revision.VoiceId), cancel),
            Identities = await store.Identities.Where(identity => customers.Contains(identity.CustomerId)).ExecuteDeleteAsync(cancel),
            Attributes = await store.CustomerAttributes.Where(attribute => customers.Contains(attribute.CustomerId)).ExecuteDeleteAsync(cancel),
            LogLines = await store.LogLines.CountAsync(line => line.Subject != null && subjects.Contains(line.Subject), cancel),
            Others = await store.Errands.Where(errand => subjects.Contains(errand.Subject)).ExecuteDeleteAsync(cancel)
                + await store.CustomerHolds.Where(hold => customers.Contains(hold.CustomerId)).ExecuteDeleteAsync(cancel)
                + await Responses(store, customers, ids, cancel) + await Told(store, customers, ids, cancel) + await store.RemoveEnquiriesOf(ids, cancel) + await store.RemoveCasesOf(customers, ids, cancel),
        };
        // What was known of one stands in the merge with the other, also where they were told apart again.
        await store.CustomerMerges.Where(merge => customers.Contains(merge.IntoId) || customers.Contains(merge.FromId)).ExecuteDeleteAsync(cancel);
        await VoiceRows.Remove(store, places, ids, cancel);
        counts = counts with { Customers = await store.Customers.Where(customer => customers.Contains(customer.Id)).ExecuteDeleteAsync(cancel) };
        if (what.KeepsScores) counts = counts with { ScoresKept = await KeepScores(store, voices, cancel) };
        counts = counts.And(await Unmention(store, what, cancel));
        await store.SaveChangesAsync(cancel);
        return counts;
    }

    private static IQueryable<Voice> Theirs(OrganisationStore store, ToErase what)
    {
        // There may be more of them than a query has room for parameters: the list goes as one.
        var (customers, more) = (what.Customers, what.Voices.ToArray());
        return store.Voices.AsNoTracking().Where(voice => (voice.CustomerId != null && customers.Contains(voice.CustomerId.Value)) || EF.Parameter(more).Contains(voice.Id));
    }

    // Of a response with a voice only how it came about is left; of one that was broken off, what was given so far.
    private static async Task<int> Responses(OrganisationStore store, IReadOnlyCollection<Guid> customers, Guid[] voices, CancellationToken cancel)
    {
        var half = await Half(store, customers, cancel);
        // A link that was made before anybody knew them is known by the answer that it brought.
        var links = await store.SurveyLinks.Where(link => (link.CustomerId != null && customers.Contains(link.CustomerId.Value))
            || store.SurveyResponses.Any(response => response.LinkId == link.Id && response.VoiceId != null && EF.Parameter(voices).Contains(response.VoiceId.Value))).Select(link => link.Id).ToArrayAsync(cancel);
        var responses = store.SurveyResponses.Where(response => (response.VoiceId != null && EF.Parameter(voices).Contains(response.VoiceId.Value)) || (response.LinkId != null && EF.Parameter(links).Contains(response.LinkId.Value)) || EF.Parameter(half).Contains(response.Id));
        var files = await store.RemoveFilesOf(await responses.Select(response => response.Id).ToArrayAsync(cancel), cancel);
        // A list of a campaign that waits to be looked at may name them; whoever brought it brings it again, and they are kept out.
        files += await store.FileParts.Where(part => store.Campaigns.Any(campaign => campaign.Id == part.FileId)).ExecuteDeleteAsync(cancel);
        files += await store.RemoveInvitations(store.Customers.Where(customer => customers.Contains(customer.Id)).Select(customer => customer.Id), cancel);
        return files + await responses.ExecuteDeleteAsync(cancel) + await store.SurveyLinks.Where(link => EF.Parameter(links).Contains(link.Id)).ExecuteDeleteAsync(cancel);
    }

    // What other systems were told of them, or would be; not that they are gone, which is told without them.
    private static Task<int> Told(OrganisationStore store, IReadOnlyCollection<Guid> customers, Guid[] voices, CancellationToken cancel) => store.RemoveDeliveries(
        store.WebhookDeliveries.Where(delivery => voices.Contains(delivery.Subject) || (delivery.CustomerId != null && customers.Contains(delivery.CustomerId.Value))), cancel);

    // Whom a site proved has no voice while they are in the middle, nor of what does not count.
    private static async Task<Guid[]> Half(OrganisationStore store, IReadOnlyCollection<Guid> customers, CancellationToken cancel)
    {
        if (customers.Count == 0) return [];
        var known = (await store.Customers.AsNoTracking().Where(customer => customers.Contains(customer.Id)).Select(customer => new { customer.Source, customer.SourceId }).ToArrayAsync(cancel))
            .Select(customer => (customer.Source, customer.SourceId)).ToHashSet();
        var proven = await store.SurveyResponses.AsNoTracking().Where(response => response.Given.Contains(ProvenCustomer.Mark)).Select(response => new { response.Id, response.Given }).ToArrayAsync(cancel);
        return [.. proven.Where(response => ProvenCustomer.Of(SurveyJson.ReadGiven(response.Given)) is { Source: { } source, Id: { } id } && known.Contains((source, id))).Select(response => response.Id)];
    }

    /// <summary>What stays of a voice without its words and its person; null where nothing does.</summary>
    public static Voice? OfNobody(Voice voice, long running)
    {
        var answers = NumbersOf(voice.Answers);
        if (voice.Score is null && answers is null) return null;
        // To the day: the minute would tell whose it was to anyone who has the organisation's other records.
        var day = voice.HeardAt.Date;
        return new()
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(day, TimeSpan.Zero)), Place = Place.Of(day, running), HeardAt = day, KeptAt = voice.KeptAt.Date, Kind = voice.Kind, ChannelId = voice.ChannelId,
            TouchpointId = voice.TouchpointId, UnitId = voice.UnitId, Score = voice.Score, ScoreLow = voice.ScoreLow, ScoreHigh = voice.ScoreHigh,
            Band = voice.Band, Answers = answers, Source = voice.Source, ImportId = voice.ImportId, History = voice.History,
        };
    }

    private static string? NumbersOf(string? answers)
    {
        if (answers is null || JsonNode.Parse(answers) is not JsonObject all) return null;
        var kept = all.Where(answer => answer.Value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False || IsScale(answer.Value))
            .ToDictionary(answer => answer.Key, answer => answer.Value?.DeepClone());
        return kept.Count == 0 ? null : JsonSerializer.Serialize(kept, Json);
    }

    // A number of many digits is a phone or a customer's number.
    private static bool IsScale(JsonNode? answer) => answer?.GetValueKind() == JsonValueKind.Number && answer.ToJsonString().Length <= 5;

    private static async Task<int> KeepScores(OrganisationStore store, IEnumerable<Voice> voices, CancellationToken cancel)
    {
        var kept = new Dictionary<long, Voice>();
        // A day has two million places: what is drawn is hardly ever taken, and is drawn again then.
        for (var (open, tries) = (voices.ToArray(), 0); open.Length > 0 && tries < 100; tries++)
        {
            var drawn = open.Select(voice => (Voice: voice, Bare: OfNobody(voice, Random.Shared.NextInt64()))).Where(one => one.Bare is not null).ToArray();
            long[] places = [.. drawn.Select(one => one.Bare?.Place ?? 0)];
            var taken = (await store.Voices.Where(other => places.Contains(other.Place)).Select(other => other.Place).ToArrayAsync(cancel)).ToHashSet();
            open = [.. drawn.Where(one => one.Bare is { } bare && (taken.Contains(bare.Place) || !kept.TryAdd(bare.Place, bare))).Select(one => one.Voice)];
        }

        store.Voices.AddRange(kept.Values);
        return kept.Count;
    }

    private static async Task<ErasureCounts> Unmention(OrganisationStore store, ToErase what, CancellationToken cancel)
    {
        var (mentions, gone) = (what.Mentions, what.IsGone);
        var voices = await store.Voices.Where(voice => mentions.Voices.Contains(voice.Place)).ToArrayAsync(cancel);
        foreach (var voice in voices)
        {
            (voice.Title, voice.Text, voice.Author) = (Traces.Without(voice.Title, gone), Traces.Without(voice.Text, gone), Traces.Without(voice.Author, gone));
            voice.Answers = voice.Answers is null ? null : WithoutIn(voice.Answers, gone);
            await VoiceRows.FindAnew(store, voice, cancel);
        }

        var revisions = await store.VoiceRevisions.AsNoTracking().Where(revision => EF.Parameter(mentions.Revisions).Contains(revision.Id)).ToArrayAsync(cancel);
        foreach (var revision in revisions)
        {
            var content = WithoutIn(revision.Content, gone);
            await store.VoiceRevisions.Where(row => row.Id == revision.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Content, content), cancel);
        }

        foreach (var run in await store.ImportRuns.AsNoTracking().Where(run => mentions.Imports.Contains(run.Id)).ToArrayAsync(cancel))
        {
            var name = Traces.Without(run.FileName, gone) ?? "";
            await store.ImportRuns.Where(row => row.Id == run.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.FileName, name), cancel);
        }

        var notes = await store.Signals.Where(signal => mentions.Signals.Contains(signal.Id)).ToArrayAsync(cancel);
        foreach (var signal in notes) signal.Note = Traces.Without(signal.Note, gone);
        foreach (var file in await store.SurveyFiles.Where(file => mentions.Files.Contains(file.Id)).ToArrayAsync(cancel)) file.Name = Traces.Without(file.Name, gone) ?? "";
        await store.RemoveFilesOf(mentions.Responses, cancel);
        foreach (var step in await store.EnquirySteps.Where(step => mentions.Steps.Contains(step.Id)).ToArrayAsync(cancel)) step.Text = Traces.Without(step.Text, gone);
        await mentions.InCases.Remove(store, gone, cancel);
        foreach (var enquiry in await store.Enquiries.Where(enquiry => mentions.Enquiries.Contains(enquiry.Id)).ToArrayAsync(cancel)) (enquiry.Name, enquiry.Mail, enquiry.Phone) = (null, null, null);
        return new()
        {
            Mentions = voices.Length + revisions.Length + notes.Length,
            InStudies = await mentions.InStudies.Remove(store, gone, cancel),
            RefusedRows = await store.RefusedRows.Where(row => EF.Parameter(mentions.RefusedRows).Contains(row.Id)).ExecuteDeleteAsync(cancel),
            Others = await store.SurveyResponses.Where(response => mentions.Responses.Contains(response.Id)).ExecuteDeleteAsync(cancel)
                + await store.SurveyLinks.Where(link => mentions.Links.Contains(link.Id)).ExecuteDeleteAsync(cancel)
                + await store.SavedViews.Where(view => mentions.Views.Contains(view.Id)).ExecuteDeleteAsync(cancel) + await Invitations(store, gone, cancel)
                + await store.RemoveAlerts(store.Alerts.Where(alert => mentions.Alerts.Contains(alert.Id)), cancel)
                + await store.RemoveDeliveries(store.WebhookDeliveries.Where(delivery => EF.Parameter(mentions.Deliveries).Contains(delivery.Id)), cancel),
        };
    }

    // Whoever works here is known here: only invitations that nobody came by name somebody who may be gone.
    private static async Task<int> Invitations(OrganisationStore store, Func<WrittenIdentity, bool> gone, CancellationToken cancel)
    {
        var spent = await store.JoinLinks.AsNoTracking().Where(link => link.SpentAt != null && !store.Members.Any(member => member.Mail == link.Mail)).ToArrayAsync(cancel);
        var ids = spent.Where(link => gone(new("mail", link.Mail))).Select(link => link.Id).ToArray();
        return await store.JoinLinks.Where(link => ids.Contains(link.Id)).ExecuteDeleteAsync(cancel);
    }

    private static string WithoutIn(string json, Func<WrittenIdentity, bool> gone)
    {
        if (JsonNode.Parse(json) is not JsonObject all) return json;
        var kept = new JsonObject();
        foreach (var (key, value) in all)
        {
            var told = Traces.Without(key, gone) ?? key;
            kept[told] = value switch
            {
                JsonValue said when said.GetValueKind() == JsonValueKind.String => Traces.Without(said.GetValue<string>(), gone),
                JsonValue number when Traces.Holds(number.ToJsonString(), gone) => Traces.Erased,
                _ => value?.DeepClone(),
            };
        }

        return kept.ToJsonString(Json);
    }
}
