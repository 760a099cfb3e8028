using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;

namespace Kolot.Benchmarks.Field;

/// <summary>Says into which mailbox answers by mail come, so that each probe has an address of its own there.</summary>
public sealed class SetMailbox(Stores stores, ListField list, Log log)
{
    /// <summary>Keeps it; none takes it away.</summary>
    public async Task<Result<StudyOf>> Run(Member member, string code, string? mailbox, CancellationToken cancel)
    {
        var chosen = string.IsNullOrWhiteSpace(mailbox) ? null : mailbox.Trim();
        if (chosen is not null && !ProbeMail.IsMailbox(chosen)) return new Refusal.Invalid("mailbox", "no_mailbox");
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await StudyOf.Held(store, member, code, cancel) is not { } study) return new Refusal.NotFound();
        study.Row.Design = StudyJson.Write(study.Design with { Mailbox = chosen });
        study.Row.Version++;
        log.Write(store, member, "study.designed", code, new { mailbox = chosen });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return study;
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/studies/{code}/field/mailbox", (string code, HttpContext context, Visit visit, SetMailbox act) => act.Answer(code, context, visit)).NeedsWholeReach(Right.RunStudies);

    private async Task<IResult> Answer(string code, HttpContext context, Visit visit)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var done = await Run(visit.Here, code, form["mailbox"], context.RequestAborted);
        if (done.Refusal is Refusal.NotFound) return Results.NotFound();
        if (done.Refused) return await list.Page(context, visit, code, new(null, name => form[name], Faults.Of(done.Refusal, Words.ResourceManager), null, StatusCodes.Status422UnprocessableEntity));
        context.RequestServices.GetRequiredService<Notices>().Leave(Words.MailboxKept);
        return Redirects.SeeOther(visit.Path($"studies/{code}/field"));
    }
}
