using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Listen.Sharing;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Studies;

/// <summary>Puts shoppers into a study, and gives each a link of their own, or takes it back. The secret in it is told once and kept as its hash.</summary>
public sealed class KeepShopper(Stores stores, Log log, TimeProvider clock)
{
    /// <summary>What is asked.</summary>
    /// <param name="Name">What they are called.</param>
    /// <param name="Mail">Where they are reached.</param>
    /// <param name="Language">In which language their page is.</param>
    /// <param name="GradesAgain">Whether they grade again what others graded, instead of approaching companies.</param>
    /// <param name="Seen">The mark of what whoever changes it had before them; null where it does not matter.</param>
    public sealed record Request(string? Name, string? Mail, string? Language, bool GradesAgain, string? Seen = null);

    /// <summary>A shopper, and the secret of the link that was just made for them; null where none was.</summary>
    public sealed record Made(StudyShopper Shopper, string? Secret);

    /// <summary>Keeps one. A new one gets a link at once.</summary>
    public async Task<Result<Made>> Run(Member member, (string Code, Guid? Id) which, Request request, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await StudyOf.HeldAsIs(store, member, which.Code, cancel) is not { } study) return new Refusal.NotFound();
        var row = which.Id is { } id ? await Find(store, study, id, cancel) : null;
        if (which.Id is not null && row is null) return new Refusal.NotFound();
        if (row is not null && request.Seen is { } seen && seen != MarkOf(row)) return new Refusal.Conflict("changed_meanwhile");
        var faults = new List<Fault>();
        var name = PlainText.Of(request.Name, DesignCheck.LongestName, "name", faults);
        if (name is null) faults.Add(new("name", "required"));
        var mail = string.IsNullOrWhiteSpace(request.Mail) ? null : Identities.Mail(request.Mail);
        if (mail is null && !string.IsNullOrWhiteSpace(request.Mail)) faults.Add(new("mail", "not_a_mail"));
        if (request.Language is null || !Language.Offered.Contains(request.Language)) faults.Add(new("language", "unknown"));
        // Whoever approached companies knows what they answered, and cannot grade it without having seen it.
        if (row is { GradesAgain: false } && request.GradesAgain && await store.Probes.AnyAsync(probe => probe.ShopperId == row.Id, cancel)) faults.Add(new("gradesAgain", "has_probes"));
        // Two of one name are told apart nowhere: pressed twice is once.
        if (name is not null && (await store.StudyShoppers.Where(one => one.StudyId == study.Row.Id && one.Id != which.Id).Select(one => one.Name).ToListAsync(cancel)).Contains(name, StringComparer.OrdinalIgnoreCase)) faults.Add(new("name", "name_taken"));
        if (faults.Count > 0 || name is null) return new Refusal.Invalid(faults);
        string? secret = null;
        if (row is null)
        {
            secret = PersonalLinks.Secret();
            store.StudyShoppers.Add(row = new() { Id = Guid.CreateVersion7(clock.GetUtcNow()), StudyId = study.Row.Id, Name = name, Language = "he", SecretHash = EntranceKeys.HashOf(secret) });
        }

        (row.Name, row.Mail, row.Language, row.GradesAgain) = (name, mail, request.Language!, request.GradesAgain);
        log.Write(store, member, "study.shopper", which.Code, new { row.Id });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return new Made(row, secret);
    }

    /// <summary>Makes a new link, so that the one before opens nothing any more; or takes it back.</summary>
    /// <param name="member">Who does.</param>
    /// <param name="which">Whose.</param>
    /// <param name="open">Whether there is to be one.</param>
    /// <param name="seen">The mark of the link that there was; null where it does not matter. The page that tells a link, loaded once more, would end it otherwise.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Result<Made>> Link(Member member, (string Code, Guid Id) which, bool open, string? seen, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await StudyOf.HeldAsIs(store, member, which.Code, cancel) is not { } study || await Find(store, study, which.Id, cancel) is not { } row) return new Refusal.NotFound();
        if (open && seen is not null && seen != SeenMark.OfLink(row.SecretHash)) return new Refusal.Conflict("changed_meanwhile");
        var secret = open ? PersonalLinks.Secret() : null;
        row.SecretHash = secret is null ? null : EntranceKeys.HashOf(secret);
        // What was still to be mailed would end this one.
        await store.ShopperMails.Where(mail => mail.Id == row.Id).ExecuteDeleteAsync(cancel);
        log.Write(store, member, open ? "study.link-made" : "study.link-revoked", which.Code, new { row.Id });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return new Made(row, secret);
    }

    /// <summary>Stands for one as they are.</summary>
    internal static string MarkOf(StudyShopper row) => SeenMark.Of(row.Name, row.Mail, row.Language, $"{row.GradesAgain}");

    private static Task<StudyShopper?> Find(OrganisationStore store, StudyOf study, Guid id, CancellationToken cancel) =>
        store.StudyShoppers.SingleOrDefaultAsync(one => one.Id == id && one.StudyId == study.Row.Id, cancel);
}
