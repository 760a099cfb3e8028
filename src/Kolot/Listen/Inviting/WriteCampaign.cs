using Kolot.Core;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Inviting;

/// <summary>Begins a campaign and changes its draft, a step at a time. Once it runs, it stays as it was started.</summary>
public sealed class WriteCampaign(Stores stores, Log log, TimeProvider clock)
{
    /// <summary>The steps in which a campaign is decided, in order; after them come its words.</summary>
    public static IReadOnlyList<string> Steps { get; } = ["what", "who", "when", "how"];

    /// <summary>What was typed in a step.</summary>
    /// <param name="Field">A field.</param>
    /// <param name="Ways">The ways that were chosen, the preferred first.</param>
    /// <param name="Version">The version that was seen.</param>
    public sealed record Typed(Func<string, string?> Field, IReadOnlyList<string> Ways, int? Version);

    /// <summary>Somebody new to it: nothing is typed yet.</summary>
    public static Campaign Blank(Guid by, DateTime at) => new()
    {
        Id = Guid.CreateVersion7(new DateTimeOffset(at, TimeSpan.Zero)), Name = "", Ways = "mail", Attributes = "{}", BegunAt = at, BegunBy = by, AnsweredDays = 90, PatienceDays = 7, Version = 1,
    };

    /// <summary>Begins one.</summary>
    /// <param name="member">Who begins it.</param>
    /// <param name="typed">What was typed.</param>
    /// <param name="steps">In which steps: on a page in the first alone, by a program in all of them.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Result<Campaign>> Begin(Member member, Typed typed, IReadOnlyList<string> steps, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var campaign = Blank(member.Id, clock.GetUtcNow().UtcDateTime);
        var faults = new List<Fault>();
        foreach (var step in steps)
            if (await Take(store, campaign, step, typed, cancel) is { } refusal) faults.AddRange(refusal.Faults);
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        store.Campaigns.Add(campaign);
        log.Write(store, member, "campaign.begun", campaign.Id.ToString(), new { campaign.Name });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return campaign;
    }

    /// <summary>Changes a step of a draft.</summary>
    public async Task<Result<Campaign>> Change(Member member, Guid id, string step, Typed typed, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await store.Campaigns.SingleOrDefaultAsync(row => row.Id == id && row.RemovedAt == null, cancel) is not { } campaign || !Steps.Contains(step)) return new Refusal.NotFound();
        if (campaign.State != CampaignState.Draft) return new Refusal.Conflict("started");
        if (typed.Version != campaign.Version) return new Refusal.Conflict("changed_meanwhile");
        if (await Take(store, campaign, step, typed, cancel) is { } refusal) return refusal;
        campaign.Version++;
        log.Write(store, member, "campaign.changed", id.ToString(), new { campaign.Name, step });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return campaign;
    }

    private static async Task<Refusal.Invalid?> Take(OrganisationStore store, Campaign campaign, string step, Typed typed, CancellationToken cancel) => step switch
    {
        "what" => CampaignChange.What(campaign, typed.Field, await store.Surveys.ToDictionaryAsync(survey => survey.Code, survey => survey.Id, cancel)),
        "who" => CampaignChange.Who(campaign, typed.Field, await store.Units.ToDictionaryAsync(unit => unit.Code, unit => unit.Id, cancel)),
        "how" => CampaignChange.How(campaign, typed.Field, typed.Ways),
        _ => CampaignChange.When(campaign, typed.Field, await ZoneOf(store, cancel)),
    };

    /// <summary>Where the organisation is.</summary>
    internal static async Task<TimeZoneInfo> ZoneOf(OrganisationStore store, CancellationToken cancel) =>
        await store.Profiles.Select(profile => profile.TimeZone).SingleOrDefaultAsync(cancel) is { } zone && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : TimeZoneInfo.Utc;
}
