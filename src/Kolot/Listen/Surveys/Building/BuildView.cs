using Kolot.Core;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Surveys.Building;

/// <summary>What the page shows on which a survey is built.</summary>
/// <param name="Row">The survey.</param>
/// <param name="Draft">What is worked on.</param>
public sealed record BuildView(SurveyRow Row, Survey Draft)
{
    /// <summary>What keeps it from being published.</summary>
    public IReadOnlyList<PlacedFault> Faults { get; } = PlacedFault.Of(Draft);

    /// <summary>The ways through it.</summary>
    public SurveyFlow Flow { get; } = SurveyFlow.Of(Draft);

    /// <summary>Whether the draft says something else than what is asked.</summary>
    public bool Unpublished { get; init; }

    /// <summary>Why nothing was done, if something was refused.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>What was just taken away and can be put back, as an address holds it.</summary>
    public string? Removed { get; init; }

    /// <summary>Whether nothing is asked yet and nobody tried to publish it: what is missing then is a beginning, not a mistake.</summary>
    public bool IsJustBegun => Refusal is null && !Draft.Questions.Any();

    /// <summary>What to mend now.</summary>
    public IReadOnlyList<PlacedFault> Told => IsJustBegun ? [] : Faults;

    /// <summary>The faults of one piece.</summary>
    public IEnumerable<PlacedFault> On(string piece) => Told.Where(fault => fault.On == piece);
}

/// <summary>Loads a draft and shows the page on which it is built.</summary>
public sealed class BuildPages(Stores stores)
{
    /// <summary>The survey of a code with its draft; null where there is none.</summary>
    public async Task<BuildView?> Of(Member member, string code, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        if (await store.Surveys.AsNoTracking().SingleOrDefaultAsync(survey => survey.Code == code, cancel) is not { } row || SurveyJson.Read(row.Draft) is not { } draft) return null;
        var asks = row.Asked > 0 ? await store.SurveyVersions.Where(version => version.SurveyId == row.Id && version.Number == row.Asked).Select(version => version.Content).SingleAsync(cancel) : null;
        return new(row, draft) { Unpublished = asks != row.Draft };
    }

    /// <summary>The page; it tells what was refused.</summary>
    public async Task<IResult> Show(HttpContext context, Visit visit, string code, Refusal? refusal)
    {
        if (refusal is Refusal.NotFound || await Of(visit.Here, code, context.RequestAborted) is not { } view) return Results.NotFound();
        var removed = context.Request.Query["removed"].ToString();
        // Put back is what the draft lacks since the last change; later it is another draft.
        var fresh = context.Request.Query["of"] == $"{view.Row.Version}" && RemovedPiece.FromAddress(removed) is not null;
        view = view with { Refusal = refusal, Removed = fresh ? removed : null };
        return new RazorComponentResult<BuildPage>(new { View = view }) { StatusCode = Problems.StatusOf(refusal) };
    }
}
