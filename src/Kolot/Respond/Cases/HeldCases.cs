using System.Globalization;
using System.Runtime.CompilerServices;
using Kolot.Listen.Forgetting;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>What is held of a customer in cases, for whoever asks what is held of them.</summary>
public sealed class HeldCases : IHeldBeside
{
    /// <inheritdoc/>
    public string List => "cases";

    /// <inheritdoc/>
    public string Name => Words.Cases;

    /// <inheritdoc/>
    public async IAsyncEnumerable<HeldThing> Of(OrganisationStore store, HeldPerson held, [EnumeratorCancellation] CancellationToken cancel)
    {
        var whose = held.Customers.ToArray();
        foreach (var row in await store.Cases.AsNoTracking().Where(row => row.CustomerId != null && EF.Parameter(whose).Contains(row.CustomerId.Value)).OrderBy(row => row.Number).ToListAsync(cancel))
        {
            var steps = await store.CaseSteps.AsNoTracking().Where(step => step.CaseId == row.Id).OrderBy(step => step.Number).ToListAsync(cancel);
            yield return new(row.OpenedAt, row.Title ?? row.Number.ToString(CultureInfo.InvariantCulture), Known(row, steps), [.. steps.Select(step => step.Text).OfType<string>()]);
        }
    }

    private static Dictionary<string, string?> Known(Case row, IEnumerable<CaseStep> steps) => new()
    {
        ["number"] = row.Number.ToString(CultureInfo.InvariantCulture),
        ["kind"] = row.Kind.ToString(),
        ["state"] = row.State.ToString(),
        ["severity"] = row.Severity.ToString(CultureInfo.InvariantCulture),
        ["impact"] = row.Impact.ToString(CultureInfo.InvariantCulture),
        ["closedAt"] = row.ClosedAt?.ToString("o", CultureInfo.InvariantCulture),
        ["steps"] = string.Join(", ", steps.Select(step => $"{step.At.ToString("u", CultureInfo.InvariantCulture)} {step.Kind}")),
    };
}
