using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Listen;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Studies;

/// <summary>Takes in a list of companies: shows first what each line comes to, then keeps those without faults; the others stay where they can be mended.</summary>
public sealed class ImportCompanies(Stores stores, Log log, TimeProvider clock)
{
    // Of a file, and of what is pasted.
    private const int Largest = 3_000_000;

    /// <summary>What a list comes to.</summary>
    /// <param name="Lines">Line by line.</param>
    /// <param name="Mark">Stands for exactly this.</param>
    /// <param name="Kept">How many were kept; null where it was only shown.</param>
    public sealed record Trial(IReadOnlyList<CompanyLine> Lines, string Mark, int? Kept)
    {
        /// <summary>Columns that are not taken, for nobody knows what they mean.</summary>
        public IReadOnlyList<string> Unknown { get; init; } = [];
    }

    /// <summary>What the page shows.</summary>
    /// <param name="Study">The study.</param>
    /// <param name="Text">The list.</param>
    /// <param name="Trial">What it comes to.</param>
    /// <param name="Refusal">Why it was not taken.</param>
    public sealed record View(StudyOf Study, string Text, Trial? Trial, Refusal? Refusal);

    /// <summary>Shows what a list comes to, and keeps it if it comes to what was agreed.</summary>
    public async Task<Result<Trial>> Run(Member member, string code, (IReadOnlyList<(long Number, IReadOnlyList<string> Cells)>? Rows, string? Agreed) request, CancellationToken cancel)
    {
        if (request.Rows is not { } rows) return new Refusal.Invalid("text", "unreadable");
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = request.Agreed is null ? null : await store.BeginWriting(cancel);
        if (await (writing is null ? StudyOf.Seen(store, member, code, cancel) : StudyOf.Held(store, member, code, cancel)) is not { } study) return new Refusal.NotFound();
        if (KeepCompany.ListStands(study.Row)) return new Refusal.Invalid("text", "list_stands");
        var there = await store.StudyCompanies.Where(one => one.StudyId == study.Row.Id).Select(one => new { one.Name, one.Ours }).ToListAsync(cancel);
        var read = CompanyLines.Read(rows, ([.. there.Select(one => one.Name).OfType<string>()], there.Any(one => one.Ours)), await KeepCompany.OwnNames(store, cancel));
        if (read.Refusal is { } refusal) return refusal;
        var trial = new Trial(read.Value, MarkOf(read.Value), null) { Unknown = CompanyLines.Unknown(rows) };
        if (writing is null) return trial;
        if (trial.Mark != request.Agreed) return new Refusal.Conflict("changed_meanwhile");
        var number = await KeepCompany.Next(store, study.Row, cancel);
        CompanyLine[] good = [.. read.Value.Where(line => line.Faults.Count == 0)];
        var added = new List<StudyCompany>(good.Length);
        foreach (var line in good)
        {
            var row = KeepCompany.New(study.Row, number++, clock.GetUtcNow());
            KeepCompany.Become(row, line.Company);
            added.Add(row);
        }

        store.StudyCompanies.AddRange(added);
        await KeepCompany.Translate(store, study, added, cancel);
        log.Write(store, member, "study.companies-imported", code, new { count = good.Length });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return trial with { Kept = good.Length };
    }

    /// <summary>The page, and what is posted from it.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/studies/{code}/companies/file", (string code, HttpContext context, Visit visit, Stores stores) => Page(context, visit, stores, code, ("", null, null))).NeedsWholeReach(Right.RunStudies);
        organisation.MapPost("/studies/{code}/companies/file", (string code, HttpContext context, Visit visit, ImportCompanies act) => Post(context, visit, act, code)).NeedsWholeReach(Right.RunStudies)
            .WithFormOptions(multipartBodyLengthLimit: 2 * Largest, valueLengthLimit: 2 * Largest).WithMetadata(new RequestSizeLimitAttribute(3 * Largest));
    }

    private static async Task<IResult> Post(HttpContext context, Visit visit, ImportCompanies act, string code)
    {
        var (form, services) = (await context.Request.ReadFormAsync(context.RequestAborted), context.RequestServices);
        var (file, typed) = (form.Files.GetFile("file"), form["text"].ToString());
        Task<IResult> Shown(string text, Trial? trial, Refusal? refusal) => Page(context, visit, services.GetRequiredService<Stores>(), code, (text, trial, refusal));
        if (file?.Length > Largest || typed.Length > Largest) return await Shown("", null, new Refusal.Invalid(file is null ? "text" : "file", "too_large"));
        var text = file is { Length: > 0 } ? await GivenTable.TextOf(file, Largest, context.RequestAborted) : typed;
        if (text is null) return await Shown(typed, null, new Refusal.Invalid("file", "no_table"));
        if (string.IsNullOrWhiteSpace(text)) return await Shown("", null, new Refusal.Invalid("text", "required"));
        var agreed = file is { Length: > 0 } || form["agreed"].ToString() is not { Length: > 0 } mark ? null : mark;
        var done = await act.Run(visit.Here, code, (GivenTable.Rows(text), agreed), context.RequestAborted);
        if (done.Refused) return await Shown(text, null, done.Refusal);
        if (done.Value.Kept is not { } kept) return await Shown(text, done.Value, null);
        // What was not kept stays, to be mended; beside it stands how many were.
        if (done.Value.Lines.Any(line => line.Faults.Count > 0)) return await Shown(Left(text, done.Value), done.Value with { Lines = [.. done.Value.Lines.Where(line => line.Faults.Count > 0)] }, null);
        services.GetRequiredService<Notices>().Leave(StudyWords.Imported(kept));
        return Redirects.SeeOther(visit.Path($"studies/{code}/companies"));
    }

    private static string Left(string text, Trial trial)
    {
        var faulty = trial.Lines.Where(line => line.Faults.Count > 0).Select(line => line.Number).ToHashSet();
        return string.Concat((GivenTable.Rows(text) ?? []).Index().Where(row => row.Index == 0 || faulty.Contains(row.Item.Number)).Select(row => GivenTable.Line(row.Item.Cells)));
    }

    private static async Task<IResult> Page(HttpContext context, Visit visit, Stores stores, string code, (string Text, Trial? Trial, Refusal? Refusal) shown)
    {
        await using var store = await stores.Open(visit.Here.Organisation, context.RequestAborted);
        return await StudyOf.Seen(store, visit.Here, code, context.RequestAborted) is { } study
            ? new RazorComponentResult<ImportPage>(new { View = new View(study, shown.Text, shown.Trial, shown.Refusal), Faults = Faults.Of(shown.Refusal, Words.ResourceManager) }) { StatusCode = Problems.StatusOf(shown.Refusal) }
            : TypedResults.NotFound();
    }

    private static string MarkOf(IReadOnlyList<CompanyLine> lines) => SeenMark.Of(lines.SelectMany(line => new[]
    {
        $"{line.Number}", line.Company.Name, line.Company.NameEn, line.Company.Industry, line.Company.IndustryEn, $"{line.Company.Ours}", StudyJson.Write(line.Company.Addresses), string.Join(',', line.Faults),
    }));
}
