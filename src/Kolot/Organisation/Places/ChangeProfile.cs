using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Places;

/// <summary>Changes what an organisation says of itself.</summary>
public sealed class ChangeProfile(Stores stores, EntranceMembers members, Log log, TimeProvider clock)
{
    /// <summary>Keeps it, unless somebody changed it since the draft was begun.</summary>
    public async Task<Result<Profile>> Run(Member member, ProfileDraft draft, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (!member.SeesAll) return new Refusal.NotAllowed();
        var known = await store.Profiles.SingleOrDefaultAsync(cancel);
        var decided = ProfileChange.Decide(draft, known?.Version ?? 0, zone => TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _));
        if (decided.Refused) return decided;

        var profile = decided.Value;
        // An hour of service is another hour elsewhere.
        if (known is not null && known.TimeZone != profile.TimeZone) store.LeaveHoursChanged(clock.GetUtcNow().UtcDateTime);
        if (known is null) store.Add(profile);
        else
        {
            // That is decided elsewhere, and stays as it is.
            profile.DemandsSecondStep = known.DemandsSecondStep;
            store.Entry(known).CurrentValues.SetValues(profile);
        }

        if (known is not null) known.Version++;
        log.Write(store, member, "profile.changed", detail: profile);
        try
        {
            await store.SaveChangesAsync(cancel);
            await writing.Commit(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal.Conflict("changed_meanwhile");
        }

        members.Forget(member.Organisation);
        return profile;
    }

    /// <summary>The page, and what is posted from it.</summary>
    public static void Map(RouteGroupBuilder settings)
    {
        settings.MapGet("/settings/profile", async (Stores stores, Visit visit, CancellationToken cancel) => Page(await Saved(stores, visit, cancel), null, null))
            .NeedsWholeReach(Right.SetUp);
        settings.MapPost("/settings/profile", async (HttpContext context, ChangeProfile act, NamedPages pages, Stores stores) =>
        {
            var cancel = context.RequestAborted;
            var draft = DraftOf(await context.Request.ReadFormAsync(cancel));
            var done = await act.Run(pages.Visit.Here, draft, cancel);
            if (done.Refused) return Page(await Saved(stores, pages.Visit, cancel), draft, done.Refusal);
            pages.Notices.Leave(Words.Saved);
            return Redirects.SeeOther(pages.Visit.Path("settings/profile"));
        }).NeedsWholeReach(Right.SetUp);
    }

    private static async Task<ProfileDraft> Saved(Stores stores, Visit visit, CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        return await store.Profiles.AsNoTracking().SingleOrDefaultAsync(cancel) is { } profile
            ? ProfileDraft.Of(profile)
            : new() { Name = visit.OrganisationName ?? "", Version = 0 };
    }

    private static RazorComponentResult<ProfilePage> Page(ProfileDraft saved, ProfileDraft? typed, Refusal? refusal) => new(new
    {
        // Only whoever was shown both sides saves once more knowingly.
        Draft = typed is null ? saved : typed with { Version = refusal is Refusal.Conflict ? saved.Version : typed.Version },
        Theirs = refusal is Refusal.Conflict ? saved : null,
        Faults = Faults.Of(refusal, Words.ResourceManager),
    })
    {
        StatusCode = Problems.StatusOf(refusal),
    };

    private static ProfileDraft DraftOf(IFormCollection form) => new()
    {
        Name = form["name"].ToString(),
        NameEn = form["nameEn"].ToString(),
        Language = form["language"].ToString(),
        Languages = [.. form["languages"].OfType<string>()],
        TimeZone = form["timeZone"].ToString(),
        Location = form["location"].ToString(),
        Colour = form["colour"].ToString(),
        Currency = form["currency"].ToString() is { Length: > 0 } currency ? currency : Currencies.Shekels,
        Version = form.Version(),
    };
}
