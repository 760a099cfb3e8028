using System.Globalization;
using Kolot.Core;
using Kolot.Core.Listen.Contact;
using Kolot.Core.Organisation;
using Kolot.Listen.VoiceStream;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Contact;

/// <summary>Decides what one can write about, to what one agrees, and what is promised.</summary>
public sealed class SetContact(Stores stores, ContactForms forms, Log log)
{
    /// <summary>What is asked.</summary>
    /// <param name="Field">The value of a field.</param>
    /// <param name="Version">The version that the writer started from.</param>
    public sealed record Request(Func<string, string?> Field, int? Version)
    {
        /// <summary>How many topics the page showed.</summary>
        public int Topics => int.TryParse(Field("topics"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
    }

    /// <summary>Saves it, unless somebody changed it since.</summary>
    public async Task<Result<ContactForm>> Run(Member member, Request request, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var row = await store.ContactForms.SingleOrDefaultAsync(cancel);
        if (row is null) store.ContactForms.Add(row = ContactForms.NewRow());
        if (request.Version != row.Version) return new Refusal.Conflict("changed_meanwhile");
        var places = new PromisingPlaces(
            await store.Channels.Where(one => !one.Retired).Select(one => one.Id).ToArrayAsync(cancel), await store.Touchpoints.Where(one => !one.Retired).Select(one => one.Id).ToArrayAsync(cancel));
        var decided = ContactFormChange.Decide(Of(row), request.Field, request.Topics, places);
        if (decided.Refusal is { } refusal) return refusal;
        var form = request.Field("move") is { } move ? Moved(decided.Value, move) : decided.Value;
        if (form.Channel is { } channel && !await store.Channels.AnyAsync(one => one.Id == channel, cancel)) form = form with { Channel = null };
        (row.Content, row.Version) = (form.Write(), row.Version + 1);
        log.Write(store, member, "contact.changed", detail: new { open = form.Open, topics = form.Topics.Select(topic => topic.Code), promised = form.PromisedMinutes, channels = form.Channels, touchpoints = form.Touchpoints });
        try
        {
            await store.SaveChangesAsync(cancel);
            await writing.Commit(cancel);
        }
        catch (DbUpdateException)
        {
            return new Refusal.Conflict("changed_meanwhile");
        }

        forms.Forget(member.Organisation);
        return form;
    }

    /// <summary>The page, and what is posted from it.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/settings/contact", (HttpContext context, SetContact act) => act.Page(context, null, null)).NeedsWholeReach(Right.SetUp);
        organisation.MapPost("/settings/contact", async (HttpContext context, Visit visit, SetContact act, Notices notices) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var request = new Request(field => form[field] is [{ } value, ..] ? value : null, form.Version());
            var done = await act.Run(visit.Here, request, context.RequestAborted);
            if (done.Refusal is { } refusal) return await act.Page(context, request, refusal);
            notices.Leave(Words.Saved);
            return Redirects.SeeOther(visit.Path(form.ContainsKey("move") ? "settings/contact#topics" : "settings/contact"));
        }).NeedsWholeReach(Right.SetUp);
    }

    private async Task<IResult> Page(HttpContext context, Request? typed, Refusal? refusal)
    {
        var (visit, cancel) = (context.RequestServices.GetRequiredService<Visit>(), context.RequestAborted);
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var row = await store.ContactForms.AsNoTracking().SingleOrDefaultAsync(cancel);
        var saved = row is null ? ContactForm.Ready : Of(row);
        var view = new ContactSettings(saved, row?.Version ?? 0, typed?.Field ?? ContactSettings.FieldsOf(saved))
        {
            Topics = typed?.Topics ?? saved.Topics.Count + 1, Stale = refusal is Refusal.Conflict, Faults = Faults.Of(refusal, Words.ResourceManager), Home = $"{PublicAddress.Of(context)}{visit.Path("contact")}",
            Mails = (await forms.Of(visit.Here.Organisation, cancel)).Mails,
            Units = [.. (await store.Units.AsNoTracking().Where(unit => !unit.Retired).OrderBy(unit => unit.Position).ToListAsync(cancel)).Select(unit => new Option(unit.Id.ToString(), VoiceWords.Name(unit)))],
            Channels = await store.Channels.AsNoTracking().Where(channel => !channel.Retired).OrderBy(channel => channel.Position).ToListAsync(cancel),
            HasSites = await store.WaysIn.AnyAsync(ways => ways.Origins != "", cancel),
            Touchpoints = [.. (await StreamNames.OfPlaces(store, cancel)).Touchpoints.Where(touchpoint => !touchpoint.Retired)],
        };
        return new RazorComponentResult<ContactSettingsPage>(new { View = view }) { StatusCode = Problems.StatusOf(refusal) };
    }

    private static ContactForm Of(ContactFormRow row) => (row.Content is { } content ? ContactForm.Read(content) : null) ?? ContactForm.Ready;

    private static ContactForm Moved(ContactForm form, string move)
    {
        var topics = form.Topics.ToList();
        var (up, code) = (move.StartsWith("up:", StringComparison.Ordinal), move[(move.IndexOf(':', StringComparison.Ordinal) + 1)..]);
        var at = topics.FindIndex(topic => topic.Code == code);
        var to = up ? at - 1 : at + 1;
        if (at < 0 || to < 0 || to >= topics.Count) return form;
        (topics[at], topics[to]) = (topics[to], topics[at]);
        return form with { Topics = topics };
    }
}
