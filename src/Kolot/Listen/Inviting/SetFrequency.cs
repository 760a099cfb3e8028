using Kolot.Core;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Inviting;

/// <summary>Says how often customers may be asked, for what or whom that does not hold, and in which hours anything may go.</summary>
public sealed class SetFrequency(Stores stores, Log log, TimeProvider clock)
{
    /// <summary>What the page shows.</summary>
    /// <param name="Rules">The rules that hold.</param>
    /// <param name="Exemptions">For what or whom they do not.</param>
    /// <param name="Campaigns">The campaigns there are.</param>
    /// <param name="Hours">When anything may go.</param>
    public sealed record Shown(IReadOnlyList<FrequencyRule> Rules, IReadOnlyList<FrequencyExemption> Exemptions, IReadOnlyList<Campaign> Campaigns, SendingHours Hours)
    {
        /// <summary>Rules and exemptions that were removed of late, and can be had again.</summary>
        public IReadOnlyList<(Guid Id, string Said)> Removed { get; init; } = [];

        /// <summary>How many were spared in the last 30 days because of the rules.</summary>
        public int Spared { get; init; }

        /// <summary>What stands in a field of a form that came back.</summary>
        public Func<string, string> Field { get; init; } = _ => "";

        /// <summary>Which form came back: rules, exemptions, hours.</summary>
        public string? Form { get; init; }
    }

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    private DateTime Now => clock.GetUtcNow().UtcDateTime is var now ? now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond)) : default;

    /// <summary>Adds a rule, an exemption, or sets the hours.</summary>
    public async Task<Refusal?> Set(Member member, string what, Func<string, string?> field, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var refusal = what switch { "rules" => await AddRule(store, member, field, cancel), "exemptions" => await AddExemption(store, member, field, cancel), _ => await SetHours(store, member, field, cancel) };
        if (refusal is not null) return refusal;
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return null;
    }

    /// <summary>Removes a rule or an exemption, or brings it back.</summary>
    public async Task<bool> Remove(Member member, Guid id, bool back, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        DateTime? at = back ? null : Now;
        var count = await store.FrequencyRules.Where(rule => rule.Id == id).ExecuteUpdateAsync(set => set.SetProperty(rule => rule.RemovedAt, at).SetProperty(rule => rule.Version, rule => rule.Version + 1), cancel)
            + await store.FrequencyExemptions.Where(one => one.Id == id).ExecuteUpdateAsync(set => set.SetProperty(one => one.RemovedAt, at), cancel);
        log.Write(store, member, back ? "frequency.restored" : "frequency.removed", id.ToString());
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return count > 0;
    }

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/contact-frequency", async (Visit visit, SetFrequency act, CancellationToken cancel) => await act.Page(visit.Here, null, null, (null, cancel))).NeedsWholeReach(Right.SetUp);
        foreach (var what in new[] { "rules", "exemptions", "hours" })
            organisation.MapPost($"/contact-frequency/{what}", async (HttpContext context, Visit visit, SetFrequency act, Notices notices) =>
            {
                var form = await context.Request.ReadFormAsync(context.RequestAborted);
                if (await act.Set(visit.Here, what, name => form[name].ToString(), context.RequestAborted) is { } refusal) return await act.Page(visit.Here, what, form, (refusal, context.RequestAborted));
                notices.Leave(Words.FrequencySet);
                return Redirects.SeeOther(visit.Path($"contact-frequency#{what}"));
            }).NeedsWholeReach(Right.SetUp);
        foreach (var (what, back) in new[] { ("removal", false), ("restoration", true) })
            organisation.MapPost($"/contact-frequency/{{id:guid}}/{what}", async (Guid id, Visit visit, SetFrequency act, Notices notices, CancellationToken cancel) =>
            {
                if (!await act.Remove(visit.Here, id, back, cancel)) return Results.NotFound();
                notices.Leave(back ? Words.RestoredNow : Words.RuleRemoved);
                return Redirects.SeeOther(visit.Path("contact-frequency"));
            }).NeedsWholeReach(Right.SetUp);
    }

    private async Task<IResult> Page(Member member, string? what, IFormCollection? typed, (Refusal? Refusal, CancellationToken Cancel) of)
    {
        await using var store = await stores.Open(member.Organisation, of.Cancel);
        var since = Now - Remembered;
        var rules = await store.FrequencyRules.AsNoTracking().Where(rule => rule.RemovedAt == null || rule.RemovedAt > since).OrderBy(rule => rule.Days).ToListAsync(of.Cancel);
        var exemptions = await store.FrequencyExemptions.AsNoTracking().Where(one => one.RemovedAt == null || one.RemovedAt > since).OrderBy(one => one.MadeAt).ToListAsync(of.Cancel);
        var campaigns = await store.Campaigns.AsNoTracking().Where(row => row.RemovedAt == null).OrderBy(row => row.Name).ToListAsync(of.Cancel);
        var shown = new Shown([.. rules.Where(rule => rule.RemovedAt is null)], [.. exemptions.Where(one => one.RemovedAt is null)], campaigns, await Planning.InvitingHours.Read(store, of.Cancel))
        {
            Removed = [.. rules.Where(rule => rule.RemovedAt is not null).Select(rule => (rule.Id, InvitingWords.Of(rule))), .. exemptions.Where(one => one.RemovedAt is not null).Select(one => (one.Id, one.Why))],
            Spared = await store.Invitations.CountAsync(row => row.Skip == SkipReason.TooSoon && row.PlannedAt > since, of.Cancel), Form = what, Field = name => typed?[name].ToString() ?? "",
        };
        return new RazorComponentResult<FrequencyPage>(new { View = shown, Faults = Faults.Of(of.Refusal, Words.ResourceManager) }) { StatusCode = Problems.StatusOf(of.Refusal) };
    }

    private async Task<Refusal?> AddRule(OrganisationStore store, Member member, Func<string, string?> field, CancellationToken cancel)
    {
        var decided = FrequencyChange.Rule(field, await store.FrequencyRules.AsNoTracking().Where(rule => rule.RemovedAt == null).ToListAsync(cancel), Now);
        if (decided.Refusal is { } refusal) return refusal;
        store.FrequencyRules.Add(decided.Value);
        log.Write(store, member, "frequency.ruled", decided.Value.Id.ToString(), new { decided.Value.Most, decided.Value.Days, decided.Value.Purpose, decided.Value.Way });
        return null;
    }

    private async Task<Refusal?> AddExemption(OrganisationStore store, Member member, Func<string, string?> field, CancellationToken cancel)
    {
        var decided = FrequencyChange.Exemption(field, await store.Campaigns.Where(row => row.RemovedAt == null).Select(row => row.Id).ToHashSetAsync(cancel), (member.Id, Now));
        if (decided.Refusal is { } refusal) return refusal;
        store.FrequencyExemptions.Add(decided.Value);
        log.Write(store, member, "frequency.exempted", decided.Value.Id.ToString(), new { decided.Value.CampaignId, decided.Value.AttributeKey });
        return null;
    }

    private async Task<Refusal?> SetHours(OrganisationStore store, Member member, Func<string, string?> field, CancellationToken cancel)
    {
        (string?, string?) Day(string day) => (field($"{day}-from"), field($"{day}-until"));
        var decided = SendingHours.Decide(Day("weekday"), Day("friday"), Day("saturday"), field("rests") == "true");
        if (decided.Refusal is { } refusal) return refusal;
        var settings = await store.InvitingSettings.SingleOrDefaultAsync(cancel);
        if (settings is null) store.InvitingSettings.Add(settings = new());
        settings.Hours = decided.Value.Code;
        settings.Version++;
        log.Write(store, member, "frequency.hours", null, new { settings.Hours });
        return null;
    }
}
