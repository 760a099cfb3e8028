using Kolot.Core;
using Kolot.Core.Listen.Importing;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Sharing;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Listen.Importing;
using Kolot.Organisation.Customers;
using Kolot.Organisation.People;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Inviting;

/// <summary>Takes the file of a campaign's customers: it waits until somebody has looked at it, then those in it are listed.</summary>
public sealed class ListPeople(Stores stores, CampaignCustomers customers, Log log)
{
    /// <summary>The largest file, in bytes.</summary>
    public const int MostBytes = 5 << 20;

    /// <summary>The most rows that are told of as wrong.</summary>
    public const int MostTold = 100;

    /// <summary>A file as it is understood.</summary>
    /// <param name="Headers">What its columns are called.</param>
    /// <param name="Rows">Its rows, without the first.</param>
    /// <param name="People">Who stands in each.</param>
    public sealed record Waiting(IReadOnlyList<string> Headers, IReadOnlyList<string[]> Rows, IReadOnlyList<LinkPerson> People)
    {
        /// <summary>The rows in which nobody can be told, by their number in the file.</summary>
        public IReadOnlyList<int> Nobody => [.. People.Index().Where(one => !one.Item.IsSomebody).Select(one => one.Index + 2)];

        /// <summary>The names of the columns that come along to the survey.</summary>
        public IReadOnlyList<string> Along => [.. People.SelectMany(person => person.Known.Keys).Distinct()];
    }

    /// <summary>What came of taking a file over.</summary>
    /// <param name="Listed">How many stand in the campaign's list now because of it.</param>
    /// <param name="Refused">Rows that could not come in: number and reason.</param>
    public sealed record Taken(int Listed, IReadOnlyList<(int Line, string Reason)> Refused);

    /// <summary>Has a file wait.</summary>
    public async Task<Refusal?> Keep(Member member, Guid id, byte[] content, CancellationToken cancel)
    {
        if (content.Length == 0) return new Refusal.Invalid("file", "required");
        if (content.Length > MostBytes) return new Refusal.Invalid("file", "too_large");
        if (Rows(content) is not { } rows) return new Refusal.Invalid("file", "no_table");
        await using var store = await stores.Open(member.Organisation, cancel);
        if (await Draft(store, id, cancel) is not { } campaign) return new Refusal.NotFound();
        if (LinkPeople.Read(rows, "crm", await Hidden(store, campaign, cancel)).Refusal is { } refusal) return refusal;
        await using var writing = await store.BeginWriting(cancel);
        await store.FileParts.Where(part => part.FileId == id).ExecuteDeleteAsync(cancel);
        foreach (var (number, part) in content.Chunk(PartStream.Size).Index()) store.FileParts.Add(new() { FileId = id, Number = number, Content = part });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return null;
    }

    /// <summary>The file that waits; null where none does.</summary>
    public static async Task<Waiting?> Look(OrganisationStore store, Campaign campaign, CancellationToken cancel)
    {
        var parts = await store.FileParts.AsNoTracking().Where(part => part.FileId == campaign.Id).OrderBy(part => part.Number).Select(part => part.Content).ToListAsync(cancel);
        if (parts.Count == 0 || Rows([.. parts.SelectMany(part => part)]) is not { } rows) return null;
        var people = LinkPeople.Read(rows, "crm", await Hidden(store, campaign, cancel));
        return people.Refused ? null : new(rows[0], rows[1..], people.Value);
    }

    /// <summary>Lists those who stand in it. Those who are listed already stay.</summary>
    public async Task<Result<Taken>> Take(Member member, Guid id, string? source, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        if (await Draft(store, id, cancel) is not { } campaign || await Look(store, campaign, cancel) is not { } waiting) return new Refusal.NotFound();
        var system = source?.Trim() is { Length: > 0 and <= 40 } named && PlainText.IsSound(named) ? named : "crm";
        var somebody = waiting.People.Index().Where(one => one.Item.IsSomebody).ToArray();
        var found = await customers.Find(member, [.. somebody.Select(one => one.Item.Customer with { Source = system })], cancel);
        await using var writing = await store.BeginWriting(cancel);
        var listed = await store.CampaignPeople.Where(person => person.CampaignId == id).Select(person => person.CustomerId).ToHashSetAsync(cancel);
        var before = listed.Count;
        var refused = waiting.Nobody.Select(line => (line, "nobody")).ToList();
        foreach (var ((at, person), customer) in somebody.Zip(found))
        {
            if (customer.Refused) refused.Add((at + 2, ReasonOf(customer.Refusal)));
            else if (!listed.Add(customer.Value)) refused.Add((at + 2, "twice"));
            else store.CampaignPeople.Add(new() { CampaignId = id, CustomerId = customer.Value, Known = System.Text.Json.JsonSerializer.Serialize(person.Known) });
        }

        await store.FileParts.Where(part => part.FileId == id).ExecuteDeleteAsync(cancel);
        log.Write(store, member, "campaign.listed", id.ToString(), new { campaign.Name, count = listed.Count - before });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return new Taken(listed.Count - before, [.. refused.OrderBy(one => one.Item1)]);
    }

    /// <summary>Lets go of the file that waits, or of the whole list.</summary>
    public async Task<Refusal?> Clear(Member member, Guid id, bool list, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await Draft(store, id, cancel) is not { } campaign) return new Refusal.NotFound();
        await store.FileParts.Where(part => part.FileId == id).ExecuteDeleteAsync(cancel);
        if (list)
        {
            await store.CampaignPeople.Where(person => person.CampaignId == id).ExecuteDeleteAsync(cancel);
            log.Write(store, member, "campaign.unlisted", id.ToString(), new { campaign.Name });
        }

        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return null;
    }

    private static Task<Campaign?> Draft(OrganisationStore store, Guid id, CancellationToken cancel) =>
        store.Campaigns.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.RemovedAt == null && row.State == CampaignState.Draft && row.Occasion == Occasion.List, cancel);

    private static string ReasonOf(Refusal? refusal) => refusal switch
    {
        Refusal.Conflict { Reason: KeepCustomers.IsForgotten } => KeepCustomers.IsForgotten,
        Refusal.Conflict => "someone_elses",
        _ => "unreadable",
    };

    private static async Task<IReadOnlyList<string>> Hidden(OrganisationStore store, Campaign campaign, CancellationToken cancel)
    {
        var content = await (from survey in store.Surveys where survey.Id == campaign.SurveyId join version in store.SurveyVersions on new { Survey = survey.Id, Number = survey.Asked } equals new { Survey = version.SurveyId, version.Number } select version.Content).SingleOrDefaultAsync(cancel);
        return content is null ? [] : SurveyJson.Read(content)?.Hidden ?? [];
    }

    // Null where it is no table.
    private static string[][]? Rows(byte[] content)
    {
        var start = content.AsSpan(0, Math.Min(content.Length, 1 << 16));
        try
        {
            if (!ExcelRows.Begins(start) && NoTable.Begins(start)) return null;
            var encoding = FileEncoding.Guess(start);
            using var stream = new MemoryStream(content);
            using FileRows rows = ExcelRows.Begins(start) ? new ExcelRows(stream) : new DelimitedRows(stream, encoding, Delimiter.Guess(Encodings.Of(encoding).GetString(start)));
            return [.. rows.Read().Take(LinkPeople.Most + 2).Select(row => row.Cells)];
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
