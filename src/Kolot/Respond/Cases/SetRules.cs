using Kolot.Core;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Listen.VoiceStream;
using Kolot.Organisation.People;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>Writes the rules by which voices open cases, and says beforehand what they would have come to.</summary>
public sealed class SetRules(Stores stores, Log log, TimeProvider clock)
{
    /// <summary>The most rules there are.</summary>
    public const int Most = 50;

    // So many voices are tried at most, the newest.
    private const int MostTried = 20_000;
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    /// <summary>What the page shows.</summary>
    /// <param name="Rules">The rules, in their order.</param>
    /// <param name="Names">The names of places.</param>
    /// <param name="Trial">What they would have come to over the last month.</param>
    public sealed record View(IReadOnlyList<CaseRuleRow> Rules, StreamNames Names, CaseTrial Trial);

    /// <summary>Loads it; with another rule in its place, or added at the end, where one is tried.</summary>
    public async Task<View> Show(Member member, (Guid? Id, CaseRule Rule)? tried, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        var rows = await store.CaseRules.AsNoTracking().OrderBy(row => row.Position).ThenBy(row => row.Id).ToListAsync(cancel);
        List<CaseRule> rules = [.. rows.Where(row => !row.Off && row.Id != tried?.Id).Select(row => KnownRules.Read(row.Content))];
        if (tried is { } draft) rules.Insert(draft.Id is { } id ? rows.Where(row => !row.Off).TakeWhile(row => row.Id != id).Count() : rules.Count, draft.Rule);
        else if (rows.Count == 0) rules.Add(CaseRule.Ready);
        var from = Place.From(clock.GetUtcNow().UtcDateTime - Month);
        var voices = await store.Voices.AsNoTracking().Where(voice => voice.Place >= from && !voice.History).OrderByDescending(voice => voice.Place).Take(MostTried).ToListAsync(cancel);
        voices.Reverse();
        return new(rows, await StreamNames.OfPlaces(store, cancel), CaseTrial.Of(rules, voices.Select(WantedCalls.Of)));
    }

    /// <summary>Writes a rule, or a new one at the end.</summary>
    public async Task<Result<CaseRuleRow>> Write(Member member, (Guid? Id, int? Version, CaseRule Rule) draft, CancellationToken cancel)
    {
        if (!member.SeesAll) return new Refusal.NotAllowed();
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var rows = await store.CaseRules.OrderBy(row => row.Position).ThenBy(row => row.Id).ToListAsync(cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        var row = draft.Id is { } id ? rows.SingleOrDefault(one => one.Id == id) : null;
        if (draft.Id is not null && row is null) return new Refusal.NotFound();
        if (row is not null && row.Version != draft.Version) return new Refusal.Conflict("changed_meanwhile");
        if (row is null && rows.Count >= Most) return new Refusal.Invalid("conditions", "too_many");
        if (row is null) store.CaseRules.Add(row = new() { Id = Guid.CreateVersion7(now), Position = rows.Count, Content = "" });
        (row.Content, row.WrittenBy, row.WrittenAt, row.Version) = (KnownRules.Write(draft.Rule), member.Id, now, row.Version + 1);
        log.Write(store, member, "case-rule.written", row.Id.ToString());
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return row;
    }

    /// <summary>Moves a rule one place up, has it rest or go on, or takes it off.</summary>
    public async Task<Result<CaseRuleRow>> Change(Member member, Guid id, string what, CancellationToken cancel)
    {
        if (!member.SeesAll) return new Refusal.NotAllowed();
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var rows = await store.CaseRules.OrderBy(row => row.Position).ThenBy(row => row.Id).ToListAsync(cancel);
        if (rows.SingleOrDefault(one => one.Id == id) is not { } row) return new Refusal.NotFound();
        if (what == "removal") store.CaseRules.Remove(row);
        else if (what == "switch") (row.Off, row.Version) = (!row.Off, row.Version + 1);
        else if (rows.IndexOf(row) is > 0 and var at) (rows[at - 1], rows[at]) = (row, rows[at - 1]);
        foreach (var (position, one) in rows.Where(one => what != "removal" || one != row).Index()) one.Position = position;
        log.Write(store, member, what switch { "removal" => "case-rule.removed", "switch" => row.Off ? "case-rule.rests" : "case-rule.resumed", _ => "case-rule.moved" }, id.ToString());
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return row;
    }
}
