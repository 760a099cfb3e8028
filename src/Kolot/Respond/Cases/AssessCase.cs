using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Organisation;
using Kolot.Store;

namespace Kolot.Respond.Cases;

/// <summary>Says what a case is, how much it hurts and how far it reaches; and, once somebody knows, what happened.</summary>
public sealed class AssessCase(ChangeCase change)
{
    /// <summary>What is asked.</summary>
    public sealed record Request(ChangeCase.Which Which)
    {
        /// <summary>What it is about.</summary>
        public CaseKind? Kind { get; init; }

        /// <summary>How much it hurts.</summary>
        public int? Severity { get; init; }

        /// <summary>How far it reaches.</summary>
        public int? Impact { get; init; }

        /// <summary>What it is called.</summary>
        public string? Title { get; init; }

        /// <summary>What happened, as it was found out; null where it was not yet.</summary>
        public string? Found { get; init; }
    }

    /// <summary>Does it.</summary>
    public async Task<Result<Case>> Run(Member member, Request request, CancellationToken cancel)
    {
        var faults = new List<Fault>();
        var title = PlainText.Of(request.Title, CaseOpening.LongestTitle, "title", faults);
        var found = PlainText.Of(request.Found, OpenCase.LongestText, "found", faults);
        if (request.Severity is { } severity && !CaseRubric.IsLevel(severity)) faults.Add(new("severity", "unknown"));
        if (request.Impact is { } impact && !CaseRubric.IsLevel(impact)) faults.Add(new("impact", "unknown"));
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        return await change.Run(member, request.Which, held =>
        {
            var row = held.Row;
            var was = (row.Kind, row.Severity, row.Impact);
            (row.Kind, row.Severity, row.Impact, row.Title) = (request.Kind ?? row.Kind, request.Severity ?? row.Severity, request.Impact ?? row.Impact, title ?? row.Title);
            return Task.FromResult<Result<CaseStep>>(new CaseStep
            {
                Id = request.Which.Id ?? Guid.Empty, Kind = found is null ? CaseStepKinds.Assessed : CaseStepKinds.Investigated, At = held.Now, ByMember = member.Id, Text = found,
                Details = CaseDetails.Of(
                    ("kind", was.Kind == row.Kind ? null : row.Kind.ToString()), ("severity", was.Severity == row.Severity ? null : row.Severity), ("impact", was.Impact == row.Impact ? null : row.Impact)),
            });
        }, cancel);
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/cases/{number:long}/assessment", async (long number, HttpContext context, AssessCase act, CasePages pages) =>
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        int? Level(string name) => int.TryParse(form[name], out var level) ? level : null;
        var request = new Request(CasePages.Which(number, form) with { Seen = null })
        {
            Kind = CaseWords.KindOf(form["kind"]), Severity = Level("severity"), Impact = Level("impact"), Title = form["title"], Found = form["found"],
        };
        return await pages.After(context, number, "assessment", await act.Run(pages.Member, request, context.RequestAborted), Words.DoneAssessed);
    }).Needs(Right.EnterVoices);
}
