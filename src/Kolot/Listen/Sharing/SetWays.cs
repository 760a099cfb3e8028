using System.Security.Cryptography;
using Kolot.Core;
using Kolot.Core.Listen.Sharing;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Sharing;

/// <summary>Decides on which sites surveys may stand, which survey the feedback page is, and by what sites prove who answers.</summary>
public sealed class SetWays(Stores stores, KnownWays known, Log log, TimeProvider clock)
{
    private const string Beginning = "kolot_site_";
    private const string Signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>What is asked.</summary>
    /// <param name="Feedback">The code of the survey that the feedback page is; empty for the one that Kolot brings.</param>
    /// <param name="Origins">The sites, as typed.</param>
    /// <param name="Version">The version that the writer started from.</param>
    public sealed record Request(string Feedback, string Origins, int? Version);

    /// <summary>Saves it, unless somebody changed it since.</summary>
    public async Task<Result<WaysIn>> Run(Member member, Request request, CancellationToken cancel)
    {
        var origins = SiteOrigins.Read(request.Origins);
        if (origins.Refusal is { } refusal) return refusal;
        return await Keep(member, async (store, ways) =>
        {
            if (request.Version != ways.Version) return new Refusal.Conflict("changed_meanwhile");
            ways.FeedbackId = await store.Surveys.Where(survey => survey.Code == request.Feedback && survey.Asked > 0).Select(survey => (Guid?)survey.Id).SingleOrDefaultAsync(cancel);
            if (ways.FeedbackId is null && request.Feedback.Length > 0) return new Refusal.Invalid("feedback", "unknown");
            ways.Origins = string.Join('\n', origins.Value);
            log.Write(store, member, "ways.changed", detail: new { feedback = request.Feedback, origins = origins.Value });
            return null;
        }, cancel);
    }

    /// <summary>Makes a secret, in the place of the one before.</summary>
    /// <returns>The secret, which is told here alone.</returns>
    public async Task<Result<string>> MakeSecret(Member member, CancellationToken cancel)
    {
        var secret = Beginning + RandomNumberGenerator.GetString(Signs, 32);
        var kept = await Keep(member, (store, ways) =>
        {
            (ways.Secret, ways.SecretAt) = (known.Seal(member.Organisation, secret), clock.GetUtcNow().UtcDateTime);
            log.Write(store, member, "ways.secret-made");
            return Task.FromResult<Refusal?>(null);
        }, cancel);
        return kept.Refusal is { } refusal ? refusal : secret;
    }

    /// <summary>The page, and what is posted from it.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/settings/ways", (HttpContext context, SetWays act) => act.Page(context, null, null, null)).NeedsWholeReach(Right.SetUp);
        organisation.MapPost("/settings/ways", async (HttpContext context, Visit visit, SetWays act, Notices notices) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var request = new Request(form["feedback"].ToString(), form["origins"].ToString(), form.Version());
            var done = await act.Run(visit.Here, request, context.RequestAborted);
            if (done.Refusal is { } refusal) return await act.Page(context, request, refusal, null);
            notices.Leave(Words.Saved);
            return Redirects.SeeOther(visit.Path("settings/ways"));
        }).NeedsWholeReach(Right.SetUp);
        organisation.MapPost("/settings/ways/secret", async (HttpContext context, Visit visit, SetWays act) =>
        {
            var made = await act.MakeSecret(visit.Here, context.RequestAborted);
            return await act.Page(context, null, made.Refusal, made.Refused ? null : made.Value);
        }).NeedsWholeReach(Right.ManageKeys).NeedsFreshProof();
    }

    private async Task<IResult> Page(HttpContext context, Request? typed, Refusal? refusal, string? secret)
    {
        var (visit, cancel) = (context.RequestServices.GetRequiredService<Visit>(), context.RequestAborted);
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var ways = await store.WaysIn.AsNoTracking().SingleOrDefaultAsync(cancel) ?? new() { Origins = "" };
        var surveys = await store.Surveys.AsNoTracking().Where(survey => survey.Asked > 0).OrderBy(survey => survey.Name).ToListAsync(cancel);
        var shown = typed is null ? new Request(surveys.FirstOrDefault(survey => survey.Id == ways.FeedbackId)?.Code ?? "", ways.Origins, ways.Version)
            : refusal is Refusal.Conflict ? typed with { Version = ways.Version } : typed;
        var page = new { Ways = ways, Surveys = surveys, Typed = shown, Stale = refusal is Refusal.Conflict, Faults = Faults.Of(refusal, Words.ResourceManager), Secret = secret, Address = $"{PublicAddress.Of(context)}{visit.Path("feedback")}" };
        return new RazorComponentResult<WaysPage>(page) { StatusCode = Problems.StatusOf(refusal) };
    }

    private async Task<Result<WaysIn>> Keep(Member member, Func<OrganisationStore, WaysIn, Task<Refusal?>> change, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var ways = await store.WaysIn.SingleOrDefaultAsync(cancel);
        if (ways is null) store.WaysIn.Add(ways = new() { Origins = "" });
        if (await change(store, ways) is { } refusal) return refusal;
        ways.Version++;
        try
        {
            await store.SaveChangesAsync(cancel);
            await writing.Commit(cancel);
        }
        catch (DbUpdateException)
        {
            return new Refusal.Conflict("changed_meanwhile");
        }

        known.Forget(member.Organisation);
        return ways;
    }
}
