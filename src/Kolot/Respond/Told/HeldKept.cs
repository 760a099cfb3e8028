using System.Globalization;
using System.Runtime.CompilerServices;
using Kolot.Listen.Forgetting;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Told;

/// <summary>What is held of a customer beside their cases: what was promised to them, said back, put right, given and learned, for whoever asks what is held of them.</summary>
public sealed class HeldKept : IHeldBeside
{
    /// <inheritdoc/>
    public string List => "kept";

    /// <inheritdoc/>
    public string Name => Words.HeldKept;

    /// <inheritdoc/>
    public async IAsyncEnumerable<HeldThing> Of(OrganisationStore store, HeldPerson held, [EnumeratorCancellation] CancellationToken cancel)
    {
        var whose = held.Customers.ToArray();
        var cases = await store.Cases.AsNoTracking().Where(row => row.CustomerId != null && EF.Parameter(whose).Contains(row.CustomerId.Value)).Select(row => row.Id).ToArrayAsync(cancel);
        var all = new List<HeldThing>();
        foreach (var row in await store.Commitments.AsNoTracking().Where(row => EF.Parameter(cases).Contains(row.CaseId)).ToListAsync(cancel))
        {
            var notes = await store.CommitmentOutcomes.AsNoTracking().Where(line => line.CommitmentId == row.Id).OrderBy(line => line.Number).Select(line => line.Note).ToListAsync(cancel);
            all.Add(new(row.MadeAt, "commitment", new Dictionary<string, string?> { ["to"] = row.ToName, ["due"] = Moment(row.DueAt), ["state"] = row.State.ToString(), ["ended"] = row.EndedAt is { } at ? Moment(at) : null }, Said([row.Text, .. notes])));
        }

        foreach (var row in await store.Restatements.AsNoTracking().Where(row => EF.Parameter(cases).Contains(row.CaseId)).ToListAsync(cancel))
            all.Add(new(row.SentAt, "restatement", new Dictionary<string, string?> { ["ending"] = row.Ending.ToString(), ["way"] = row.Way.ToString() }, Said(row.Text, row.Said, row.Why)));
        foreach (var row in await store.RecoverySteps.AsNoTracking().Where(row => EF.Parameter(cases).Contains(row.CaseId)).ToListAsync(cancel))
            all.Add(new(row.At, "recovery", new Dictionary<string, string?> { ["part"] = row.Part.ToString() }, Said(row.Told, row.Evidence)));
        foreach (var row in await store.AllowanceEntries.AsNoTracking().Where(row => EF.Parameter(cases).Contains(row.CaseId)).ToListAsync(cancel))
            all.Add(new(row.At, "allowance", new Dictionary<string, string?> { ["kind"] = row.Kind.ToString(), ["amount"] = (row.Amount / 100m).ToString(CultureInfo.InvariantCulture) }, Said(row.What)));
        foreach (var row in await store.CaseLessons.AsNoTracking().Where(row => EF.Parameter(cases).Contains(row.CaseId) && row.WrittenAt != null).ToListAsync(cancel))
            all.Add(new(row.WrittenAt ?? default, "lesson", new Dictionary<string, string?> { ["declined"] = row.Declined ? "yes" : "no" }, Said(row.Happened, row.Cause, row.Prevents)));
        foreach (var one in all.OrderBy(one => one.At)) yield return one;
    }

    private static string Moment(DateTime utc) => utc.ToString("o", CultureInfo.InvariantCulture);

    private static IReadOnlyList<string> Said(params IEnumerable<string?> texts) => [.. texts.OfType<string>()];
}
