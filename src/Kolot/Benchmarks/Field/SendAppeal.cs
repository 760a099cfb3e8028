using Kolot.Core;
using Kolot.Listen.Answering;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Field;

/// <summary>A company objects to what a study tells of it, by the same secret that opens its sheet. Sent twice it is kept once.</summary>
public sealed class SendAppeal(Stores stores, AnswerGuard guard, TimeProvider clock)
{
    /// <summary>The longest text.</summary>
    public const int LongestText = 5_000;

    private const string Why = "A company that a study compares was handed a secret address by which it reads what is told of it, and objects.";
    private const string Code = "/study-sheet";
    private const int LongestLine = 200, MostWaiting = 50;

    /// <summary>What is asked.</summary>
    /// <param name="Id">Its id, as drawn when the form was opened.</param>
    /// <param name="Probe">To which of the company's probes; null where it is to all.</param>
    /// <param name="Name">Who writes.</param>
    /// <param name="Mail">Where they are reached.</param>
    /// <param name="Text">What they object to.</param>
    public sealed record Request(Guid Id, Guid? Probe, string? Name, string? Mail, string? Text);

    /// <summary>What was typed, and why it was not taken.</summary>
    /// <param name="Typed">By the field's name.</param>
    /// <param name="Faults">What is wrong with it.</param>
    /// <param name="Reason">Why else it was not taken: a code.</param>
    public sealed record Attempt(Func<string, string?> Typed, Faults Faults, string? Reason);

    /// <summary>The company of a secret; null where it opens nothing.</summary>
    public static async Task<StudyCompany?> CompanyOf(OrganisationStore store, string secret, CancellationToken cancel)
    {
        if (secret.Length is < 20 or > 60) return null;
        var hash = EntranceKeys.HashOf(secret);
        return await store.StudyCompanies.AsNoTracking().SingleOrDefaultAsync(company => company.SecretHash == hash, cancel);
    }

    /// <summary>Keeps it.</summary>
    public async Task<Result<StudyAppeal>> Run(string organisation, string secret, Request request, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await CompanyOf(store, secret, cancel) is not { } company) return new Refusal.NotFound();
        // Whoever presses twice may reach two nodes: the second waits here until the first is kept. So does whoever removes the study: what is kept after that would be of nobody for ever.
        if (await store.Studies.Where(one => one.Id == company.StudyId).ExecuteUpdateAsync(set => set.SetProperty(one => one.Revision, one => one.Revision), cancel) == 0) return new Refusal.NotFound();
        if (await store.StudyAppeals.AsNoTracking().SingleOrDefaultAsync(appeal => appeal.Id == request.Id, cancel) is { } known) return known.CompanyId == company.Id ? known : new Refusal.NotFound();
        // The back button brings a form of another id, with the same words in it.
        var text = request.Text?.Trim();
        if (await store.StudyAppeals.AsNoTracking().FirstOrDefaultAsync(appeal => appeal.CompanyId == company.Id && appeal.ProbeId == request.Probe && appeal.Text == text && appeal.Upheld == null, cancel) is { } same) return same;
        var study = StudyOf.Of(await store.Studies.AsNoTracking().SingleAsync(one => one.Id == company.StudyId, cancel));
        var now = clock.GetUtcNow().UtcDateTime;
        if (study.Row.PublishedAt is { } told && now > told.AddDays(study.Design.AppealDays)) return new Refusal.Conflict("appeal_over");
        if (await store.StudyAppeals.CountAsync(appeal => appeal.CompanyId == company.Id && appeal.Upheld == null, cancel) >= MostWaiting) return new Refusal.Conflict("too_often");
        if (request.Probe is { } probe && !await store.Probes.AnyAsync(one => one.Id == probe && one.CompanyId == company.Id, cancel)) return new Refusal.NotFound();
        var faults = Faults(request).ToArray();
        if (faults.Length > 0) return new Refusal.Invalid(faults);
        var appeal = new StudyAppeal { Id = request.Id, CompanyId = company.Id, ProbeId = request.Probe, Name = request.Name!.Trim(), Mail = string.IsNullOrWhiteSpace(request.Mail) ? null : request.Mail.Trim(), Text = request.Text!.Trim(), At = now };
        store.StudyAppeals.Add(appeal);
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return appeal;
    }

    private static IEnumerable<Fault> Faults(Request request)
    {
        if (string.IsNullOrWhiteSpace(request.Name)) yield return new("name", "required");
        else if (request.Name.Length > LongestLine) yield return new("name", "too_long");
        if (request.Mail is { Length: > LongestLine }) yield return new("mail", "too_long");
        if (string.IsNullOrWhiteSpace(request.Text)) yield return new("text", "required");
        else if (request.Text.Length > LongestText) yield return new("text", "too_long");
    }

    /// <summary>Its route, beneath the company's sheet.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/study-sheet/{secret}/appeals", (string secret, HttpContext context, Visit visit, SendAppeal act) => act.Answer(secret, context, visit)).OpenToAll(Why).DisableAntiforgery();

    private async Task<IResult> Answer(string secret, HttpContext context, Visit visit)
    {
        (context.Response.Headers["Referrer-Policy"], context.Response.Headers.CacheControl, context.Response.Headers["X-Robots-Tag"]) = ("no-referrer", "private, no-store", "noindex, nofollow");
        var (form, here) = (await context.Request.ReadFormAsync(context.RequestAborted), visit.Organisation ?? "");
        var request = new Request(Guid.TryParse(form["id"], out var id) && id != Guid.Empty ? id : Guid.CreateVersion7(), Guid.TryParse(form["probe"], out var probe) ? probe : null, Clean(form["name"]), Clean(form["mail"]), Clean(form["text"]));
        var done = guard.Wait(context, here, Code) is null ? await Run(here, secret, request, context.RequestAborted) : new Refusal.Conflict("too_often");
        if (done.Refusal is Refusal.NotFound) return Results.NotFound();
        if (!done.Refused) return Redirects.SeeOther(visit.Path($"study-sheet/{secret}#appeals"));
        var attempt = new Attempt(name => Clean(form[name]), Kolot.Shell.Parts.Faults.Of(done.Refusal, Words.ResourceManager), (done.Refusal as Refusal.Conflict)?.Reason);
        return new RazorComponentResult<AppealPage>(new { Secret = secret, Attempt = attempt }) { StatusCode = attempt.Reason == "too_often" ? StatusCodes.Status429TooManyRequests : Problems.StatusOf(done.Refusal) };
    }

    private static string? Clean(string? typed) => typed?.Replace("\0", "", StringComparison.Ordinal);
}
