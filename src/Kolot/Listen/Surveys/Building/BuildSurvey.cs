using System.Globalization;
using Kolot.Core;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Store;

namespace Kolot.Listen.Surveys.Building;

/// <summary>Copies, moves and removes the questions of a draft. Each is known by its key: whoever changes another meanwhile is not in the way.</summary>
public sealed class BuildSurvey(AskSurvey ask, BuildPages pages, Notices notices)
{
    /// <summary>The page on which a survey is built, and the forms of its questions.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/surveys/{code}", (string code, HttpContext context, Visit visit, BuildPages pages) => pages.Show(context, visit, code, null)).NeedsWholeReach(Right.SetUp);
        Post(organisation, "/surveys/{code}/questions/{key}/order", (act, at, form) => act.Order(at, form));
        Post(organisation, "/surveys/{code}/questions/{key}/copies", (act, at, _) => act.Copy(at));
        Post(organisation, "/surveys/{code}/questions/{key}/removal", (act, at, _) => act.Remove(at));
        Post(organisation, "/surveys/{code}/restoration", (act, at, form) => act.Restore(at, form));
    }

    private static void Post(RouteGroupBuilder organisation, string path, Func<BuildSurvey, Asked, IFormCollection, Task<IResult>> act) =>
        organisation.MapPost(path, async (HttpContext context, Visit visit, BuildSurvey build) =>
        {
            var values = context.Request.RouteValues;
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            return await act(build, new(context, visit, values["code"] as string ?? "", values["key"] as string ?? ""), form);
        }).NeedsWholeReach(Right.SetUp);

    private async Task<IResult> Order(Asked at, IFormCollection form)
    {
        string? told = null;
        var kept = await ask.Edit(at.Visit.Here, at.Code, (_, draft) =>
        {
            if (Drafting.Find(draft, at.Key) is null) return new Refusal.NotFound();
            draft = form["by"].ToString() switch
            {
                "up" => Drafting.Step(draft, at.Key, down: false),
                "down" => Drafting.Step(draft, at.Key, down: true),
                _ => Number(form["screen"]) is { } screen ? Drafting.Move(draft, at.Key, screen, Number(form["place"]) ?? int.MaxValue) : draft,
            };
            told = Where(draft, at.Key);
            return draft;
        }, at.Cancel);
        return await Done(at, kept, told, $"#q-{at.Key}");
    }

    private async Task<IResult> Copy(Asked at)
    {
        Question? copy = null;
        var kept = await ask.Edit(at.Visit.Here, at.Code, (_, draft) =>
        {
            if (draft.Questions.Count() >= SurveyCheck.MostQuestions) return new Refusal.Invalid("kind", "too_many_questions");
            (draft, copy) = Drafting.Duplicate(draft, at.Key);
            return copy is null ? new Refusal.NotFound() : draft;
        }, at.Cancel);
        return await Done(at, kept, Words.Copied, $"#q-{copy?.Key}");
    }

    private async Task<IResult> Remove(Asked at)
    {
        RemovedPiece? removed = null;
        var kept = await ask.Edit(at.Visit.Here, at.Code, (_, draft) =>
        {
            if (Drafting.Find(draft, at.Key) is not var (screen, within)) return new Refusal.NotFound();
            removed = RemovedPiece.Of(screen, within, draft.Screens[screen].Questions[within]);
            return Drafting.Remove(draft, at.Key);
        }, at.Cancel);
        return await Done(at, kept, Words.QuestionRemoved, Undo(kept, removed));
    }

    private async Task<IResult> Restore(Asked at, IFormCollection form)
    {
        var kept = await ask.Edit(at.Visit.Here, at.Code, (_, draft) =>
            RemovedPiece.FromAddress(form["removed"])?.Put(draft) is { } put ? put : new Refusal.Conflict("changed_meanwhile"), at.Cancel);
        return await Done(at, kept, Words.Restored, "");
    }

    /// <summary>The rest of the address from which something can be put back.</summary>
    internal static string Undo(Result<SurveyRow> kept, RemovedPiece? removed) =>
        !kept.Refused && removed?.ForAddress() is { } text ? $"?removed={text}&of={kept.Value.Version}" : "";

    private async Task<IResult> Done(Asked at, Result<SurveyRow> kept, string? told, string rest)
    {
        if (kept.Refused) return await pages.Show(at.Context, at.Visit, at.Code, kept.Refusal);
        if (told is not null) notices.Leave(told);
        return Redirects.SeeOther(at.Path(rest));
    }

    // Said aloud where it was moved by keys or dragged.
    private static string? Where(Survey draft, string key) => Drafting.Find(draft, key) is not var (screen, at) ? null
        : Words.NowAt.Replace("{0}", QuestionWords.Called(draft, draft.Screens[screen].Questions[at]), StringComparison.Ordinal)
            .Replace("{1}", $"{screen + 1}", StringComparison.Ordinal).Replace("{2}", $"{at + 1}", StringComparison.Ordinal).Replace("{3}", $"{draft.Screens[screen].Questions.Count}", StringComparison.Ordinal);

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>What was asked for, and where.</summary>
    private sealed record Asked(HttpContext Context, Visit Visit, string Code, string Key)
    {
        public CancellationToken Cancel => Context.RequestAborted;

        public string Path(string rest) => Visit.Path($"surveys/{Code}{rest}");
    }
}
