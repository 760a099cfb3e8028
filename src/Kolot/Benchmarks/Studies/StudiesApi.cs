using System.Text.Json;
using System.Text.Json.Serialization;
using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Respond.Cases;
using Kolot.Running;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Studies;

/// <summary>Studies for programs: which there are, how each is made, and how one is begun, filled and planned.</summary>
public static class StudiesApi
{
    /// <summary>A study.</summary>
    /// <param name="Code">By what it is asked for.</param>
    /// <param name="Name">What it is called.</param>
    /// <param name="NameEn">The same in English.</param>
    /// <param name="Kind">shopped, reported or times.</param>
    /// <param name="State">draft, fielded or published.</param>
    /// <param name="Companies">How many companies it compares.</param>
    /// <param name="Waves">How many waves it has.</param>
    /// <param name="Probes">How many probes; what was dropped is not counted.</param>
    /// <param name="BegunAt">When it was begun, UTC.</param>
    /// <param name="PublishedAt">When it was published, UTC; null while it is not.</param>
    public sealed record StudyBrief(string Code, string Name, string? NameEn, string Kind, string State, int Companies, int Waves, int Probes, DateTime BegunAt, DateTime? PublishedAt);

    /// <summary>All studies within reach.</summary>
    /// <param name="Studies">The studies, the newest first.</param>
    public sealed record StudyList(IReadOnlyList<StudyBrief> Studies);

    /// <summary>One study, with how it is made.</summary>
    /// <param name="Study">The study.</param>
    /// <param name="Design">How it is made.</param>
    /// <param name="Version">How often its design was changed.</param>
    /// <param name="Mailbox">How the mailbox stands from which answers by mail are read; null where none is, and for whoever does not run studies.</param>
    public sealed record StudyAnswer(StudyBrief Study, StudyDesignBody Design, int Version, StudyMailboxBrief? Mailbox);

    /// <summary>How a study's mailbox stands.</summary>
    /// <param name="State">new while it was never looked through; read; resting while no wave takes answers; failing.</param>
    /// <param name="LookedAt">When it was last looked through to its end, UTC.</param>
    /// <param name="FailingSince">Since when it cannot be, UTC; null while it can.</param>
    /// <param name="Reason">Why it cannot, as a stable code: sign_in, certificate, closed, no_folder and others.</param>
    public sealed record StudyMailboxBrief(string State, DateTime? LookedAt, DateTime? FailingSince, string? Reason);

    /// <summary>What a study is begun with.</summary>
    /// <param name="Name">What it is called.</param>
    /// <param name="NameEn">The same in English.</param>
    /// <param name="Code">By what it is known in addresses; the next that is free if left out.</param>
    public sealed record StudyBeginBody(string? Name, string? NameEn = null, string? Code = null);

    /// <summary>How a study is to be made.</summary>
    /// <param name="Name">What it is called; as before if left out.</param>
    /// <param name="NameEn">The same in English; as before if left out.</param>
    /// <param name="Design">How it is made.</param>
    /// <param name="Version">From which version it was changed; it is refused where somebody else changed it since.</param>
    public sealed record StudyChangeBody(string? Name = null, string? NameEn = null, StudyDesignBody? Design = null, int? Version = null);

    /// <summary>Companies to be put into a study: all of them or none.</summary>
    /// <param name="Companies">The companies.</param>
    public sealed record StudyCompaniesBody(IReadOnlyList<StudyCompanyBody>? Companies);

    /// <summary>What was put in.</summary>
    /// <param name="Added">How many companies.</param>
    public sealed record StudyCompaniesAnswer(int Added);

    /// <summary>A wave to be planned.</summary>
    /// <param name="From">Its first day.</param>
    /// <param name="Until">The last day on which anybody is approached.</param>
    /// <param name="Seed">From what the plan is drawn.</param>
    /// <param name="Agreed">The mark of the plan that was shown; without it the plan is only shown.</param>
    /// <param name="SharedChannels">Whether companies are approached only by the channels that all of them have; false if left out.</param>
    public sealed record StudyWaveBody(DateOnly? From, DateOnly? Until, long? Seed = null, string? Agreed = null, bool SharedChannels = false);

    /// <summary>A plan.</summary>
    /// <param name="Wave">The number of the wave, where it was kept; null where it was only shown.</param>
    /// <param name="From">The first day.</param>
    /// <param name="Until">The last.</param>
    /// <param name="Seed">From what it was drawn: sent with the mark it is kept as it was shown.</param>
    /// <param name="Mark">Stands for exactly this plan.</param>
    /// <param name="Probes">How many probes it has.</param>
    /// <param name="Cut">How many the budget does not allow.</param>
    /// <param name="Days">How many on each day that has any.</param>
    /// <param name="Lacking">How many companies lack a channel that others are approached by: of these, the channel tells companies apart, and not chance alone.</param>
    public sealed record StudyWaveAnswer(int? Wave, DateOnly From, DateOnly Until, long Seed, string Mark, int Probes, int Cut, IReadOnlyDictionary<string, int> Days, IReadOnlyDictionary<string, int> Lacking);

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/studies", async (Visit visit, ListStudies list, CancellationToken cancel) => TypedResults.Json(new StudyList([.. (await list.Run(visit.Here, cancel)).Select(Brief)]), StudiesJson.Default.StudyList))
            .Needs(Right.ReadScores).WithName("Studies").WithSummary("The studies within reach, the newest first: all for whoever runs studies, else those that were published.").Produces<StudyList>().AnswersLike(StatusCodes.Status200OK, StudyExamples.Studies);
        api.MapPost("/studies", Begin).NeedsWholeReach(Right.RunStudies).WithName("BeginStudy").WithSummary("Begins a study with a ready question, rule, scenarios and assessment form.").Accepts<StudyBeginBody>("application/json").SendsLike("one", StudyExamples.Begin)
            .Produces<StudyAnswer>(StatusCodes.Status201Created).AnswersLike(StatusCodes.Status201Created, StudyExamples.Study).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/studies/{code}", async (string code, Visit visit, IServiceProvider services, CancellationToken cancel) => await Answer(visit, services, code, cancel) is { } study ? TypedResults.Json(study, StudiesJson.Default.StudyAnswer) : Problems.Of(new Refusal.NotFound()))
            .Needs(Right.ReadScores).WithName("Study").WithSummary("One study, and how it is made.").Reads(StudyExamples.Names).Produces<StudyAnswer>().AnswersLike(StatusCodes.Status200OK, StudyExamples.Study).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapDelete("/studies/{code}", async (string code, Visit visit, RemoveStudy act, CancellationToken cancel) => (await act.Run(visit.Here, code, cancel)).Refusal is { } refusal ? Problems.Of(refusal) : Results.NoContent())
            .NeedsWholeReach(Right.RunStudies).WithName("RemoveStudy").WithSummary("Removes a study for good with all that was brought in it: waves, probes, replies, gradings, evidence, objections. Links to it, and its public page, open nothing any more; it does not come back.").Reads(StudyExamples.Names)
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPut("/studies/{code}/design", Design).NeedsWholeReach(Right.RunStudies).WithName("DesignStudy").WithSummary("Changes how a study is made. What is left out stays as it is; from the first wave on the rule stands.").Reads(StudyExamples.Names)
            .Accepts<StudyChangeBody>("application/json").SendsLike("one", StudyExamples.Design).Produces<StudyAnswer>().AnswersLike(StatusCodes.Status200OK, StudyExamples.Study)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapPost("/studies/{code}/companies", Companies).NeedsWholeReach(Right.RunStudies).WithName("AddStudyCompanies").WithSummary("Puts companies into a study: all of them, or none where one is wrong.").Reads(StudyExamples.Names)
            .Accepts<StudyCompaniesBody>("application/json").SendsLike("some", StudyExamples.Companies).Produces<StudyCompaniesAnswer>(StatusCodes.Status201Created).AnswersLike(StatusCodes.Status201Created, """{ "added": 2 }""")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapPost("/studies/{code}/waves", Wave).NeedsWholeReach(Right.RunStudies).WithName("PlanStudyWave").WithSummary("Shows the plan of a wave; sent again with its seed and mark, keeps exactly that.").Reads(StudyExamples.Names)
            .Accepts<StudyWaveBody>("application/json").SendsLike("to be shown", StudyExamples.Try).SendsLike("to be kept", StudyExamples.Keep).Produces<StudyWaveAnswer>().AnswersLike(StatusCodes.Status200OK, StudyExamples.Shown)
            .Produces<StudyWaveAnswer>(StatusCodes.Status201Created).AnswersLike(StatusCodes.Status201Created, StudyExamples.Kept)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> Begin(HttpContext context, Visit visit, BeginStudy act)
    {
        var read = await CaseBodies.Read<StudyBeginBody>(context);
        if (read.Refusal is { } unread) return Problems.Of(unread);
        var done = await act.Run(visit.Here, new(read.Value.Name, read.Value.NameEn, read.Value.Code), context.RequestAborted);
        if (done.Refusal is { } refusal) return Problems.Of(refusal);
        return TypedResults.Created($"/api/v1/{visit.Organisation}/studies/{done.Value.Code}", await Answer(visit, context.RequestServices, done.Value.Code, context.RequestAborted));
    }

    private static async Task<IResult> Design(string code, HttpContext context, Visit visit, EditDesign act)
    {
        var read = await CaseBodies.Read<StudyChangeBody>(context);
        if (read.Refusal is { } unread) return Problems.Of(unread);
        var body = read.Value;
        var done = await act.Run(visit.Here, code, was =>
        {
            var design = body.Design?.On(was.Design);
            return design?.Refusal is { } refused ? refused : new EditDesign.Request(body.Name ?? was.Row.Name, body.NameEn ?? was.Row.NameEn, design?.Value ?? was.Design, body.Version);
        }, context.RequestAborted);
        return done.Refusal is { } refusal ? Problems.Of(refusal) : TypedResults.Json(await Answer(visit, context.RequestServices, code, context.RequestAborted), StudiesJson.Default.StudyAnswer);
    }

    private static async Task<IResult> Companies(string code, HttpContext context, Visit visit, ImportCompanies act)
    {
        var read = await CaseBodies.Read<StudyCompaniesBody>(context);
        if (read.Refusal is { } unread) return Problems.Of(unread);
        if (read.Value.Companies is not { Count: > 0 } companies) return Problems.Of(new Refusal.Invalid("companies", "required"));
        (long, IReadOnlyList<string>)[] rows = [(-1, CompanyLines.Columns), .. companies.Select((company, at) => ((long)at, company.Cells()))];
        var shown = await act.Run(visit.Here, code, (rows, null), context.RequestAborted);
        if (shown.Refusal is { } refusal) return Problems.Of(refusal is Refusal.Invalid { Faults: [var fault, ..] } ? new Refusal.Invalid("companies", fault.Reason) : refusal);
        Fault[] faults = [.. shown.Value.Lines.SelectMany(line => line.Faults.Select(fault => fault with { Field = $"companies[{line.Number}].{fault.Field}" }))];
        if (faults.Length > 0) return Problems.Of(new Refusal.Invalid(faults));
        var done = await act.Run(visit.Here, code, (rows, shown.Value.Mark), context.RequestAborted);
        return done.Refusal is { } changed ? Problems.Of(changed) : TypedResults.Json(new StudyCompaniesAnswer(done.Value.Kept ?? 0), StudiesJson.Default.StudyCompaniesAnswer, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> Wave(string code, HttpContext context, Visit visit, PlanWave act)
    {
        var read = await CaseBodies.Read<StudyWaveBody>(context);
        if (read.Refusal is { } unread) return Problems.Of(unread);
        var done = await act.Run(visit.Here, code, new(read.Value.From, read.Value.Until, read.Value.Seed, read.Value.Agreed, read.Value.SharedChannels), context.RequestAborted);
        if (done.Result.Refusal is { } refusal) return Problems.Of(refusal);
        var (asked, plan) = (done.Result.Value.Asked, done.Result.Value.Plan);
        var days = plan.Probes.GroupBy(one => DateOnly.FromDateTime(Moments.Local(one.At, asked.Zone))).OrderBy(all => all.Key).ToDictionary(all => all.Key.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), all => all.Count());
        var wave = done.Result.Value.Wave?.Number;
        return TypedResults.Json(new StudyWaveAnswer(wave, asked.From, asked.Until, asked.Seed, done.Result.Value.Mark, plan.Probes.Count, plan.Cut, days, asked.Lacking.ToDictionary(one => CaseBodies.Name(one.Key), one => one.Value.Count)), StudiesJson.Default.StudyWaveAnswer, statusCode: wave is null ? StatusCodes.Status200OK : StatusCodes.Status201Created);
    }

    /// <summary>A study, as programs read it; null where the reader sees none.</summary>
    internal static async Task<StudyAnswer?> Answer(Visit visit, IServiceProvider services, string code, CancellationToken cancel)
    {
        if ((await services.GetRequiredService<ListStudies>().Run(visit.Here, cancel)).FirstOrDefault(line => line.Study.Row.Code == code) is not { } found) return null;
        var runs = StudyOf.MayRun(visit.Here);
        return new(Brief(found), StudyDesignBody.Of(found.Study.Design, runs), found.Study.Row.Version, runs ? await MailboxOf(services, visit.Here.Organisation, found.Study.Row.Id, cancel) : null);
    }

    private static async Task<StudyMailboxBrief?> MailboxOf(IServiceProvider services, string organisation, Guid study, CancellationToken cancel)
    {
        await using var store = await services.GetRequiredService<Stores>().Open(organisation, cancel);
        if (await store.StudyMailboxes.AsNoTracking().SingleOrDefaultAsync(one => one.StudyId == study, cancel) is not { } kept) return null;
        return new(kept switch { { FailingSince: not null } => "failing", { DueAt: null } => "resting", { LookedAt: null } => "new", _ => "read" }, kept.LookedAt, kept.FailingSince, kept.Reason);
    }

    private static StudyBrief Brief(ListStudies.Line line) => new(
        line.Study.Row.Code, line.Study.Row.Name, line.Study.Row.NameEn, CaseBodies.Name(line.Study.Row.Kind), CaseBodies.Name(line.Study.Row.State), line.Companies, line.Waves, line.Probes, line.Study.Row.BegunAt, line.Study.Row.PublishedAt);
}

/// <summary>How studies are written for programs.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(StudiesApi.StudyList))]
[JsonSerializable(typeof(StudiesApi.StudyAnswer))]
[JsonSerializable(typeof(StudiesApi.StudyCompaniesAnswer))]
[JsonSerializable(typeof(StudiesApi.StudyWaveAnswer))]
internal sealed partial class StudiesJson : JsonSerializerContext;
