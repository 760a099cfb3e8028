using System.Text.RegularExpressions;
using Kolot.Core;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Listen.Surveys.Ready;
using Kolot.Core.Organisation;
using Kolot.Listen.Answering;
using Kolot.Listen.Told;
using Kolot.Organisation.People;
using Kolot.Outside.Webhooks;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Surveys;

/// <summary>Begins a survey, changes its words, publishes it as the next version, and opens and closes it.</summary>
public sealed partial class AskSurvey(Stores stores, AskedSurveys asked, Log log, TimeProvider clock)
{
    /// <summary>What a survey is begun from that has no question yet.</summary>
    public const string Blank = "blank";

    /// <summary>The longest name.</summary>
    public const int LongestName = 80;

    /// <summary>What a survey is begun from.</summary>
    /// <param name="Name">What the organisation calls it.</param>
    /// <param name="Code">By what it is known in addresses; stays.</param>
    /// <param name="Ready">The code of a ready-made one.</param>
    /// <param name="Json">Or one as it was handed over.</param>
    public sealed record Beginning(string? Name, string? Code, string? Ready, string? Json)
    {
        /// <summary>What a blank one is called in the other languages, by language; in those it is asked.</summary>
        public IReadOnlyDictionary<string, string?> Beside { get; init; } = new Dictionary<string, string?>();
    }

    /// <summary>Begins one.</summary>
    public async Task<Result<SurveyRow>> Begin(Member member, Beginning request, CancellationToken cancel)
    {
        var faults = new List<Fault>();
        var ready = ReadySurvey.All.FirstOrDefault(one => one.Code == request.Ready);
        var survey = !string.IsNullOrWhiteSpace(request.Json) ? SurveyJson.Read(request.Json) : request.Ready == Blank ? await Empty(member, request, faults, cancel) : ready?.Survey;
        if (survey is null) faults.Add(string.IsNullOrWhiteSpace(request.Json) ? new("ready", "required") : new("json", "not_a_survey"));
        var name = PlainText.Of(request.Name, LongestName, "name", faults) ?? ready?.Name.For(Language.Here, ["he"]) ?? (request.Ready == Blank ? Words.NewSurvey : null);
        if (name is null) faults.Add(new("name", "required"));
        var typed = request.Code?.Trim().ToLowerInvariant() is { Length: > 0 } given ? given : null;
        if (typed is not null && !Code().IsMatch(typed)) faults.Add(new("code", "not_a_code"));
        if (faults.Count > 0 || survey is null || name is null) return new Refusal.Invalid(faults);

        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var code = typed ?? await Free(store, ready?.Code ?? "survey", cancel);
        // The page of files stands where a survey of that code would.
        if (code == "file" || await store.Surveys.AnyAsync(row => row.Code == code, cancel)) return new Refusal.Invalid("code", "taken");
        var channel = await store.Channels.Where(channel => channel.Code == "survey").Select(channel => (Guid?)channel.Id).SingleOrDefaultAsync(cancel)
            ?? await store.Channels.OrderBy(channel => channel.Position).Select(channel => channel.Id).FirstAsync(cancel);
        var row = new SurveyRow
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), Code = code, Name = name, Draft = SurveyJson.Write(survey), ChannelId = channel, BegunAt = clock.GetUtcNow().UtcDateTime, BegunBy = member.Id,
        };
        store.Surveys.Add(row);
        log.Write(store, member, "survey.begun", row.Id.ToString(), new { row.Name });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return row;
    }

    /// <summary>Changes the draft, unless somebody else did meanwhile.</summary>
    public async Task<Result<SurveyRow>> Change(Member member, string code, int? version, Func<Survey, Survey> change, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        if (await store.Surveys.SingleOrDefaultAsync(row => row.Code == code, cancel) is not { } row) return new Refusal.NotFound();
        if (row.Version != version || SurveyJson.Read(row.Draft) is not { } draft) return new Refusal.Conflict("changed_meanwhile");
        var changed = SurveyJson.Write(change(draft));
        if (changed.Length > SurveyJson.Longest) return new Refusal.Invalid("draft", "too_long");
        row.Draft = changed;
        return await Keep(store, member, row, "survey.changed", cancel);
    }

    /// <summary>Changes one piece of the draft, or how the survey is kept, as it stands now: whoever changes another piece is not in the way.</summary>
    public async Task<Result<SurveyRow>> Edit(Member member, string code, Func<SurveyRow, Survey, Result<Survey>> change, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await store.Surveys.SingleOrDefaultAsync(row => row.Code == code, cancel) is not { } row || SurveyJson.Read(row.Draft) is not { } draft) return new Refusal.NotFound();
        var changed = change(row, draft);
        if (changed.Refusal is { } refusal) return refusal;
        // What is longer could not be read again.
        if (SurveyJson.Write(changed.Value) is var written && written.Length > SurveyJson.Longest) return new Refusal.Invalid("draft", "too_long");
        row.Draft = written;
        var kept = await Keep(store, member, row, "survey.changed", cancel);
        if (!kept.Refused) await writing.Commit(cancel);
        return kept;
    }

    /// <summary>Publishes the draft as the next version, which stays as it is. Whoever began on an earlier one goes on with it.</summary>
    public async Task<Result<SurveyRow>> Publish(Member member, string code, int? version, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await store.Surveys.SingleOrDefaultAsync(row => row.Code == code, cancel) is not { } row) return new Refusal.NotFound();
        if (row.Version != version || SurveyJson.Read(row.Draft) is not { } draft) return new Refusal.Conflict("changed_meanwhile");
        if (SurveyCheck.FaultsOf(draft) is { Count: > 0 } faults) return new Refusal.Invalid(faults);
        row.Asked++;
        store.SurveyVersions.Add(new() { SurveyId = row.Id, Number = row.Asked, Content = row.Draft, PublishedAt = clock.GetUtcNow().UtcDateTime, PublishedBy = member.Id });
        await store.Tell(SurveyMoved.Published, row.Id, clock.GetUtcNow().UtcDateTime, cancel);
        var kept = await Keep(store, member, row, "survey.published", cancel);
        if (!kept.Refused) await writing.Commit(cancel);
        return kept;
    }

    /// <summary>Opens or closes it by hand.</summary>
    public async Task<Result<SurveyRow>> Open(Member member, string code, bool open, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        if (await store.Surveys.SingleOrDefaultAsync(row => row.Code == code, cancel) is not { } row) return new Refusal.NotFound();
        var now = clock.GetUtcNow().UtcDateTime;
        if (!open && row.ClosedAt is null) await store.Tell(SurveyMoved.Closed, row.Id, now, cancel);
        row.ClosedAt = open ? null : row.ClosedAt ?? now;
        return await Keep(store, member, row, open ? "survey.opened" : "survey.closed", cancel);
    }

    // Named in several languages it is asked in those; else in all of the organisation.
    private async Task<Survey> Empty(Member member, Beginning request, List<Fault> faults, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        var own = await LanguagesOf(store, cancel);
        var named = own.Skip(1).Where(language => !string.IsNullOrWhiteSpace(request.Beside.GetValueOrDefault(language))).ToArray();
        var survey = Drafting.Begin(named.Length > 0 ? [own[0], .. named] : own, request.Name?.Trim() ?? "");
        foreach (var language in named) survey = survey with { Title = survey.Title.With(language, PlainText.Of(request.Beside[language], LongestName, "name", faults) ?? "") };
        return survey;
    }

    /// <summary>The organisation's languages, first the one in which whoever begins a survey reads: in that one its title is typed.</summary>
    internal static async Task<IReadOnlyList<string>> LanguagesOf(OrganisationStore store, CancellationToken cancel)
    {
        var own = (await store.Profiles.Select(profile => profile.Languages).SingleOrDefaultAsync(cancel) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var main = own is [var first, ..] && !own.Contains(Language.Here) ? first : Language.Here;
        return [main, .. own.Where(language => language != main)];
    }

    // Whoever does not care for a code gets the next that is free.
    private static async Task<string> Free(OrganisationStore store, string stem, CancellationToken cancel)
    {
        var taken = await store.Surveys.Where(row => row.Code.StartsWith(stem)).Select(row => row.Code).ToListAsync(cancel);
        return Enumerable.Range(1, taken.Count + 1).Select(number => number == 1 ? stem : $"{stem}-{number}").First(code => !taken.Contains(code));
    }

    private async Task<Result<SurveyRow>> Keep(OrganisationStore store, Member member, SurveyRow row, string what, CancellationToken cancel)
    {
        row.Version++;
        log.Write(store, member, what, row.Id.ToString(), new { row.Name });
        try
        {
            await store.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            return new Refusal.Conflict("changed_meanwhile");
        }

        asked.Forget(member.Organisation, row.Code);
        return row;
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,39}\z")]
    private static partial Regex Code();
}
