using Kolot.Benchmarks.Field;
using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Listen.Answering;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Findings;

/// <summary>Shows what a study says: to members, and, once it is published, to everybody.</summary>
public sealed class ShowResult(Stores stores, StudyResults results, AnswerGuard guard)
{
    // By what floods are counted; no survey has such a code.
    private const string Code = "/reports";

    private static readonly TimeSpan LongestForFiles = TimeSpan.FromSeconds(20);

    private const string Why = "Whoever runs the study published its result.";

    /// <summary>What was to be published, and why it was not.</summary>
    public sealed record Attempt(NamesShown Names, Faults Faults, Func<string, string?> Typed);

    /// <summary>How far companies were told what is found of them.</summary>
    /// <param name="Companies">How many there are.</param>
    /// <param name="Linked">How many were made a link to their own sheet.</param>
    /// <param name="Undecided">How many objections nobody decided yet.</param>
    /// <param name="Owed">How many were upheld and are not carried out yet.</param>
    public sealed record BeforePublishing(int Companies, int Linked, int Undecided, int Owed)
    {
        /// <summary>How many hold it back.</summary>
        public int Open => Undecided + Owed;
    }

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/studies/{code}", (string code, HttpContext context, Visit visit, ShowResult page) => page.Run(context, visit, code, null)).Needs(Right.ReadScores);
        organisation.MapGet("/reports/{code}", (string code, HttpContext context, Visit visit, ShowResult page) => page.Report(context, visit, code)).OpenToAll(Why);
        Files("/studies/{code}", forAll: false, route => route.Needs(Right.ReadScores));
        Files("/reports/{code}", forAll: true, route => route.OpenToAll(Why));

        void Files(string path, bool forAll, Action<RouteHandlerBuilder> lets)
        {
            foreach (var (name, of) in ResultFiles.All)
                lets(organisation.MapGet($"{path}/{name}", async (string code, HttpContext context, Visit visit, ShowResult page) =>
                {
                    if (forAll && page.TooOften(context, visit) is { } wait) return Problems.Of(new Core.Refusal.Busy(wait));
                    var query = ResultQuery.FromAddress(context.Request.Query);
                    return await (forAll ? page.OfEverybody(visit, code, query, before: false, context.RequestAborted) : page.OfMember(visit, code, query, before: false, context.RequestAborted)) switch
                    {
                        (null, _) => Results.NotFound(),
                        (_, null) => Problems.Of(new Core.Refusal.Busy(TimeSpan.FromSeconds(2))),
                        (_, { } view) => of(context, view),
                    };
                }));
        }
    }

    // A large result takes seconds to reckon and is kept for a while: a stranger who asks without end asks for all of them in turn.
    private TimeSpan? TooOften(HttpContext context, Visit visit) => guard.Wait(context, visit.Organisation ?? "", Code);

    /// <summary>The page of members.</summary>
    public async Task<IResult> Run(HttpContext context, Visit visit, string code, Attempt? attempt)
    {
        var (study, view) = await OfMember(visit, code, ResultQuery.FromAddress(context.Request.Query), before: true, context.RequestAborted);
        if (study is null) return Results.NotFound();
        if (view is null) return Reckoning(context, study, forAll: false);
        return new RazorComponentResult<ResultPage>(new { View = view with { Attempt = attempt, Address = PublicAddress.Of(context) + view.Base }, Before = view.Runs ? await Before(visit, study, context.RequestAborted) : null, Here = Shell.Address.Of(context.Request) with { Path = view.Base } }) { StatusCode = attempt is null ? null : StatusCodes.Status422UnprocessableEntity };
    }

    // Companies are told before everybody is, as the study promises: how far that has come stands where it is published.
    private async Task<BeforePublishing> Before(Visit visit, StudyOf study, CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var companies = store.StudyCompanies.Where(one => one.StudyId == study.Row.Id);
        var (undecided, owed) = await OpenAppeals.Count(store, study.Row.Id, cancel);
        return new(await companies.CountAsync(cancel), await companies.CountAsync(one => one.SecretHash != null, cancel), undecided, owed);
    }

    private async Task<IResult> Report(HttpContext context, Visit visit, string code)
    {
        if (TooOften(context, visit) is { } wait) return Problems.Of(new Core.Refusal.Busy(wait));
        var (study, view) = await OfEverybody(visit, code, ResultQuery.FromAddress(context.Request.Query), before: true, context.RequestAborted);
        if (study is null) return Results.NotFound();
        return view is null ? Reckoning(context, study, forAll: true) : new RazorComponentResult<ReportPage>(new { View = view with { Address = PublicAddress.Of(context) + view.Base }, Here = Shell.Address.Of(context.Request) with { Path = view.Base } });
    }

    /// <summary>What a member reads; no study where they see none, no view while it is being reckoned.</summary>
    public async Task<(StudyOf? Study, ResultView? View)> OfMember(Visit visit, string code, ResultQuery query, bool before, CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        if (await StudyOf.Seen(store, visit.Here, code, cancel) is not { } study) return (null, null);
        var runs = visit.Here is { SeesAll: true } && visit.May(Right.RunStudies);
        return (study, await View(store, study, query, (runs, before), visit.Path($"studies/{code}"), cancel));
    }

    private async Task<(StudyOf? Study, ResultView? View)> OfEverybody(Visit visit, string code, ResultQuery query, bool before, CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Organisation ?? "", cancel);
        var row = await store.Studies.AsNoTracking().SingleOrDefaultAsync(one => one.Code == code && one.State == StudyState.Published, cancel);
        if (row is null) return (null, null);
        var study = StudyOf.Of(row);
        return (study, await View(store, study, query, (false, before), visit.Path($"reports/{code}"), cancel));
    }

    private async Task<ResultView?> View(OrganisationStore store, StudyOf study, ResultQuery query, (bool Runs, bool Before) reader, string path, CancellationToken cancel)
    {
        var (runs, before) = reader;
        if (await results.Of(store.Organisation, study.Row, closed: !runs, query.Wave, before, cancel) is not { } reckoned) return null;
        // What is handed on is whole: nobody sees in a file that places were still being reckoned.
        if (!before) await reckoned.Ranked(LongestForFiles, cancel);
        if (!before && reckoned.Ranks is null) return null;
        if (!reckoned.Loaded.Waves.Any(wave => wave.Number == query.Wave)) query = query with { Wave = 0 };
        var names = runs ? NamesTold.All(reckoned.Loaded.Companies) : NamesTold.By(reckoned.Loaded.Companies, study.Design.Names);
        return new(study, query, names, reckoned, path) { Runs = runs, Linked = await store.StudyCompanies.CountAsync(one => one.StudyId == study.Row.Id && one.SecretHash != null, cancel), Numbers = runs ? reckoned.Loaded.Companies.ToDictionary(one => one.Id, one => one.Number) : new Dictionary<Guid, int>() };
    }

    private static RazorComponentResult<ReckoningPage> Reckoning(HttpContext context, StudyOf study, bool forAll)
    {
        context.Response.Headers["Refresh"] = "2";
        return new(new { Study = study, ForAll = forAll });
    }
}
