using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Studies;

/// <summary>What the page of a study's design shows.</summary>
/// <param name="Study">The study.</param>
/// <param name="Scenarios">What shoppers say.</param>
/// <param name="Companies">How many companies it compares.</param>
/// <param name="Attempt">What was typed and not taken.</param>
public sealed record Designed(StudyOf Study, IReadOnlyList<StudyScenario> Scenarios, int Companies, Attempt? Attempt)
{
    private readonly IReadOnlyDictionary<string, string?> kept = DesignFields.Of(Study);

    /// <summary>Whether the rule can be changed no more.</summary>
    public bool RuleStands => EditDesign.RuleStands(Study.Row);

    /// <summary>Whether a field holds a text that was decided before the first wave, and can be changed no more; what was typed in its place stays to be copied.</summary>
    public bool IsSaid(string part, string name) => RuleStands && Kept(name) is { Length: > 0 } kept && Value(part, name) == kept;

    /// <summary>What stands in a field.</summary>
    public string? Value(string part, string name) => Attempt.Of(Attempt, part, name, Kept(name));

    /// <summary>What is kept of it.</summary>
    public string? Kept(string name) => kept.GetValueOrDefault(name);
}

/// <summary>Loads it.</summary>
public sealed class DesignView(Stores stores)
{
    /// <summary>Its page; as typed where that was not taken.</summary>
    public async Task<IResult> Page(HttpContext context, string code, Attempt? attempt)
    {
        var (visit, cancel) = (context.RequestServices.GetRequiredService<Visit>(), context.RequestAborted);
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        if (attempt?.Refusal is Core.Refusal.NotFound || await StudyOf.Seen(store, visit.Here, code, cancel) is not { } study) return TypedResults.NotFound();
        var scenarios = await store.StudyScenarios.AsNoTracking().Where(one => one.StudyId == study.Row.Id).OrderBy(one => one.Retired).ThenBy(one => one.Id).ToListAsync(cancel);
        var companies = await store.StudyCompanies.CountAsync(one => one.StudyId == study.Row.Id, cancel);
        return new RazorComponentResult<DesignPage>(new { View = new Designed(study, scenarios, companies, attempt) }) { StatusCode = Problems.StatusOf(attempt?.Refusal) };
    }
}
