using System.Globalization;
using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Listen.Answering;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Field;

/// <summary>The page of a shopper, and what they send from it: at once, or later, when their telephone finds a network again. Opening it changes nothing.</summary>
public sealed class ShopperRoutes(Stores stores, ShopperRoutes.Acts acts, TimeProvider clock)
{
    private const string Why = "Whoever approaches companies for a study was handed a secret address, which is all that opens it.";

    // By what floods are counted; no survey has such a code.
    private const string Code = "/field";

    // What waited on a telephone for longer than a study takes was not sent from our page.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(60);

    /// <summary>What can be done on it, and what looks at how often it is.</summary>
    public sealed record Acts(SendProbe Send, TakeReply Reply, LoseProbe Lose, GradeProbe Grade, KeepEvidence Evidence, AnswerGuard Guard);

    /// <summary>What was sent, and where.</summary>
    private sealed record Sent(Visit Visit, string Secret, Guid Probe, IFormCollection Form)
    {
        public string Organisation => Visit.Organisation ?? "";

        /// <summary>A field, as it was typed.</summary>
        public string? this[string name] => Form[name] is [{ } typed, ..] ? typed.Replace("\0", "", StringComparison.Ordinal) : null;

        /// <summary>When it was pressed, by how long it has waited since: the telephone's own clock may be wrong.</summary>
        public DateTime PressedAt(DateTime now) => long.TryParse(Form["ago"], NumberStyles.None, CultureInfo.InvariantCulture, out var ago) && ago <= LongestWait.TotalMilliseconds ? now.AddMilliseconds(-ago) : now;

        /// <summary>The id that was drawn for it, so that sent twice it is one.</summary>
        public Guid Id => Guid.TryParse(Form["id"], out var id) && id != Guid.Empty ? id : Guid.CreateVersion7();
    }

    private delegate Task<Result<Probe>> Act(ShopperRoutes routes, Sent sent, CancellationToken cancel);

    /// <summary>Their routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/field/{secret}", (string secret, HttpContext context, Visit visit, ShopperRoutes routes) => routes.Page(context, visit, secret, null)).OpenToAll(Why);
        organisation.MapGet("/field/{secret}/worker.js", Worker).OpenToAll("What keeps the page on a telephone holds nothing of anybody.");
        organisation.MapGet("/field/{secret}/probes/{id:guid}/evidence/{evidence:guid}", (string secret, Guid id, Guid evidence, HttpContext context, Visit visit, ShopperRoutes routes) => routes.HandOut(context, visit, secret, (id, evidence))).OpenToAll(Why);
        Post("sent", (routes, sent, cancel) => routes.Send(sent, cancel));
        Post("reply", (routes, sent, cancel) => routes.Reply(sent, cancel));
        Post("lost", (routes, sent, cancel) => routes.Lose(sent, cancel));
        Post("grades", (routes, sent, cancel) => routes.Grade(sent, cancel));
        Post("evidence", (routes, sent, cancel) => routes.Prove(sent, cancel));

        void Post(string what, Act act) => organisation.MapPost($"/field/{{secret}}/probes/{{id:guid}}/{what}", (string secret, Guid id, HttpContext context, Visit visit, ShopperRoutes routes) => routes.Do(context, visit, (secret, id, what), act))
            .OpenToAll(Why).DisableAntiforgery().WithFormOptions(multipartBodyLengthLimit: EvidenceKind.MostBytes + (1 << 20)).WithMetadata(new RequestSizeLimitAttribute(EvidenceKind.MostBytes + (2 << 20)));
    }

    // It may look after the page that it lies beneath, and after nothing else.
    private static IResult Worker(string secret, HttpContext context, Visit visit)
    {
        context.Response.Headers["Service-Worker-Allowed"] = visit.Path($"field/{secret}");
        return Asset.Send("field-worker.js", context);
    }

    private async Task<IResult> Do(HttpContext context, Visit visit, (string Secret, Guid Probe, string Form) where, Act act)
    {
        var cancel = context.RequestAborted;
        if (await FormOf(context) is not { } form) return await Page(context, visit, where.Secret, new(where.Probe, where.Form, _ => null, new([new(KeepEvidence.Field, "file_too_large")], Words.ResourceManager), null, StatusCodes.Status413PayloadTooLarge));
        var sent = new Sent(visit, where.Secret, where.Probe, form);
        if (acts.Guard.Wait(context, sent.Organisation, Code) is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return await Page(context, visit, where.Secret, Back(where, sent, Faults.None, "too_often", StatusCodes.Status429TooManyRequests));
        }

        var done = await act(this, sent, cancel);
        if (done.Refusal is Refusal.NotFound) return Results.NotFound();
        if (!done.Refused) return Redirects.SeeOther(visit.Path($"field/{where.Secret}?at={where.Probe}#p-{where.Probe:N}"));
        return await Page(context, visit, where.Secret, Back(where, sent, Faults.Of(done.Refusal, Words.ResourceManager), (done.Refusal as Refusal.Conflict)?.Reason, Problems.StatusOf(done.Refusal) ?? StatusCodes.Status422UnprocessableEntity));
    }

    private async Task<Result<Probe>> Send(Sent sent, CancellationToken cancel)
    {
        var (faults, isNow, undo) = (new List<Fault>(), sent["when"] == "now", sent["when"] == "not");
        var at = isNow ? sent.PressedAt(Now) : undo ? null : TypedMoment.Read(name => sent[name], "at", sent.Visit.TimeZone, faults);
        if (faults.Count == 0 && at is null && !undo) faults.Add(new("at", "required"));
        return faults.Count > 0 ? new Refusal.Invalid(faults) : await acts.Send.Run(sent.Organisation, sent.Secret, sent.Probe, new(at, isNow), cancel);
    }

    private async Task<Result<Probe>> Reply(Sent sent, CancellationToken cancel)
    {
        if (Guid.TryParse(sent.Form["without"], out var known)) return await acts.Reply.TakeBack(sent.Organisation, sent.Secret, sent.Probe, known, cancel);
        var (faults, between, zone) = (new List<Fault>(), sent["when"] == "between", sent.Visit.TimeZone);
        var pressed = sent.PressedAt(Now);
        var from = sent["when"] == "now" ? pressed : TypedMoment.Read(name => sent[name], between ? "from" : "at", zone, faults);
        var until = between ? TypedMoment.Read(name => sent[name], "until", zone, faults) : from;
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        if (between && (from ?? until) is not null && (from is null || until is null)) return new Refusal.Invalid(from is null ? "from" : "until", "required");
        return await acts.Reply.Run(sent.Organisation, sent.Secret, sent.Probe, new(sent.Id, from is { } low && until is { } high ? new(low, high) : null, sent["automatic"] == "yes", sent["text"]), cancel);
    }

    private Task<Result<Probe>> Lose(Sent sent, CancellationToken cancel) => acts.Lose.Run(sent.Organisation, sent.Secret, sent.Probe, sent["why"], sent["lost"] != "no", cancel);

    private Task<Result<Probe>> Grade(Sent sent, CancellationToken cancel) => acts.Grade.Run(sent.Organisation, sent.Secret, sent.Probe, new(key => sent[GradeProbe.Field + key], sent["remark"]), cancel);

    private async Task<Result<Probe>> Prove(Sent sent, CancellationToken cancel)
    {
        if (Guid.TryParse(sent.Form["without"], out var known)) return await acts.Evidence.TakeBack(sent.Organisation, sent.Secret, sent.Probe, known, cancel);
        if (sent.Form.Files.GetFile(KeepEvidence.Field) is not { FileName.Length: > 0 } file) return new Refusal.Invalid(KeepEvidence.Field, "required");
        if (file.Length > EvidenceKind.MostBytes) return new Refusal.Invalid(KeepEvidence.Field, "file_too_large");
        await using var content = file.OpenReadStream();
        var bytes = new byte[file.Length];
        await content.ReadExactlyAsync(bytes, cancel);
        return await acts.Evidence.Run(sent.Organisation, sent.Secret, sent.Probe, new(sent.Id, file.FileName, bytes), cancel);
    }

    private async Task<IResult> Page(HttpContext context, Visit visit, string secret, ShopperBack? back)
    {
        Quiet(context);
        var cancel = context.RequestAborted;
        await using var store = await stores.Open(visit.Organisation ?? "", cancel);
        if (await HeldProbe.ShopperOf(store, secret, cancel) is not { } shopper) return new RazorComponentResult<LinkOverPage> { StatusCode = StatusCodes.Status404NotFound };
        if (!context.Request.Query.ContainsKey("lang") && !context.Request.Cookies.ContainsKey(Language.Cookie) && Language.Offered.Contains(shopper.Language)) Language.Speak(shopper.Language);
        var view = await ShopperView.Load(store, (shopper, secret), (Now, visit.TimeZone), back, cancel);
        if (back is not null) view = await view.With(store, back, cancel);
        if (Guid.TryParse(context.Request.Query["at"], out var at)) view = view with { At = at };
        return new RazorComponentResult<ShopperPage>(new { View = view }) { StatusCode = view.Status };
    }

    private async Task<IResult> HandOut(HttpContext context, Visit visit, string secret, (Guid Probe, Guid Evidence) which)
    {
        Quiet(context);
        var (organisation, cancel) = (visit.Organisation ?? "", context.RequestAborted);
        await using var store = await stores.Open(organisation, cancel);
        if (await HeldProbe.ShopperOf(store, secret, cancel) is not { } shopper) return Results.NotFound();
        var theirs = store.Probes.Where(probe => probe.Id == which.Probe && probe.StudyId == shopper.StudyId && (shopper.GradesAgain ? probe.Twice : probe.ShopperId == shopper.Id));
        if (!await theirs.AnyAsync(cancel)) return Results.NotFound();
        var replies = await store.ProbeReplies.AsNoTracking().Where(reply => reply.ProbeId == which.Probe).ToListAsync(cancel);
        var shown = (await store.ProbeEvidence.AsNoTracking().Where(one => one.ProbeId == which.Probe).OrderBy(one => one.At).ToListAsync(cancel)).FindAll(one => EvidenceFile.IsFor(shopper, one, replies));
        var at = shown.FindIndex(one => one.Id == which.Evidence);
        return at < 0 ? Results.NotFound() : EvidenceFile.Send(context, stores, organisation, shown[at], shopper.GradesAgain ? EvidenceFile.Neutral(shown[at], at + 1) : null);
    }

    private static ShopperBack Back((string Secret, Guid Probe, string Form) where, Sent sent, Faults faults, string? reason, int status) => new(where.Probe, where.Form, name => sent[name], faults, reason, status);

    // What is larger than any page of ours sends was no form.
    private static async Task<IFormCollection?> FormOf(HttpContext context)
    {
        try
        {
            return await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (Exception fault) when (fault is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    // The address opens the page: it is told to nobody, and kept by nobody between.
    private static void Quiet(HttpContext context) =>
        (context.Response.Headers["Referrer-Policy"], context.Response.Headers.CacheControl, context.Response.Headers["X-Robots-Tag"]) = ("no-referrer", "private, no-store", "noindex, nofollow");
}
