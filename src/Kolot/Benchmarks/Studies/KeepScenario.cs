using System.Globalization;
using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Studies;

/// <summary>Writes a scenario, changes it, retires it or brings it back. Probes that were planned with it keep it, so it is never taken away. What was sent stays as it was sent: another wording is another, for the waves to come.</summary>
public sealed class KeepScenario(Stores stores, Log log, TimeProvider clock)
{
    /// <summary>The most wordings of a scenario. What was told stays told: a wording keeps its number.</summary>
    public const int MostWordings = 12;

    /// <summary>The longest wording.</summary>
    public const int LongestWording = 4_000;

    /// <summary>What is asked.</summary>
    /// <param name="Name">What it is called.</param>
    /// <param name="Persona">Who the shopper is in it.</param>
    /// <param name="Wordings">Its wordings; blank ones are none.</param>
    /// <param name="Channels">For which channels alone; none for all.</param>
    /// <param name="Retired">Whether no new probes are made with it.</param>
    /// <param name="Seen">The mark of what whoever changes it had before them; null where it does not matter.</param>
    public sealed record Request(string? Name, string? Persona, IReadOnlyList<string?> Wordings, IReadOnlyList<ProbeChannel> Channels, bool Retired, string? Seen);

    /// <summary>Keeps it.</summary>
    public async Task<Result<StudyScenario>> Run(Member member, (string Code, Guid? Id) which, Request request, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await StudyOf.HeldAsIs(store, member, which.Code, cancel) is not { } study) return new Refusal.NotFound();
        var row = which.Id is { } id ? await store.StudyScenarios.SingleOrDefaultAsync(one => one.Id == id && one.StudyId == study.Row.Id, cancel) : null;
        if (which.Id is not null && row is null) return new Refusal.NotFound();
        if (row is not null && request.Seen is { } seen && seen != MarkOf(row)) return new Refusal.Conflict("changed_meanwhile");
        var faults = new List<Fault>();
        var name = PlainText.Of(request.Name, DesignCheck.LongestName, "name", faults);
        if (name is null) faults.Add(new("name", "required"));
        var persona = PlainText.Of(request.Persona, DesignCheck.LongestText, "persona", faults);
        string?[] typed = [.. request.Wordings.Select((text, at) => PlainText.Of(text, LongestWording, $"wording.{at}", faults))];
        string[] wordings = [.. typed.OfType<string>()];
        if (wordings.Length == 0) faults.Add(new("wording.0", "required"));
        if (wordings.Length > MostWordings) faults.Add(new("wording.0", "too_many"));
        // Probes know a wording by its number: whatever stood at a gap or after it would be another's.
        var gap = Array.IndexOf(typed, null) is >= 0 and var first ? first : typed.Length;
        if (row is not null && gap < WordingsOf(row).Count && await store.Probes.AnyAsync(probe => probe.StudyId == study.Row.Id && probe.ScenarioId == row.Id && probe.Wording >= gap, cancel)) faults.Add(new($"wording.{gap}", "wording_used"));
        if (row is not null) faults.AddRange(Changed(row, await Sent(store, row, cancel), (name, persona, typed)));
        if (request.Channels.Any(channel => !Enum.IsDefined(channel))) faults.Add(new("channels", "unknown"));
        if (faults.Count > 0 || name is null) return new Refusal.Invalid(faults);
        if (row is null) store.StudyScenarios.Add(row = new() { Id = Guid.CreateVersion7(clock.GetUtcNow()), StudyId = study.Row.Id, Name = name, Wordings = "" });
        (row.Name, row.Persona, row.Wordings, row.Retired) = (name, persona, StudyJson.Write<IReadOnlyList<string>>(wordings), request.Retired);
        row.Channels = request.Channels.Count == 0 ? null : StudyJson.Write<IReadOnlyList<ProbeChannel>>([.. request.Channels.Distinct()]);
        log.Write(store, member, "study.scenario", which.Code, new { row.Name });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return row;
    }

    /// <summary>Which of its wordings were sent to companies, and how often.</summary>
    internal static async Task<IReadOnlyDictionary<int, int>> Sent(OrganisationStore store, StudyScenario row, CancellationToken cancel) =>
        await store.Probes.Where(probe => probe.StudyId == row.StudyId && probe.ScenarioId == row.Id && probe.SentAt != null).GroupBy(probe => probe.Wording).Select(some => new { some.Key, Count = some.Count() }).ToDictionaryAsync(some => some.Key, some => some.Count, cancel);

    private static IEnumerable<Fault> Changed(StudyScenario row, IReadOnlyDictionary<int, int> sent, (string? Name, string? Persona, string?[] Wordings) now)
    {
        if (sent.Count == 0) yield break;
        if (!EditDesign.IsSame(row.Name, now.Name ?? "")) yield return new("name", "was_sent");
        if (!EditDesign.IsSame(row.Persona ?? "", now.Persona ?? "")) yield return new("persona", "was_sent");
        foreach (var (at, said) in WordingsOf(row).Index())
            if (sent.ContainsKey(at) && !EditDesign.IsSame(said, now.Wordings.ElementAtOrDefault(at))) yield return new($"wording.{at}", "was_sent");
    }

    /// <summary>Its wordings.</summary>
    public static IReadOnlyList<string> WordingsOf(StudyScenario row) => StudyJson.Read<IReadOnlyList<string>>(row.Wordings);

    /// <summary>For which channels it is; null for all.</summary>
    public static IReadOnlyList<ProbeChannel>? ChannelsOf(StudyScenario row) => row.Channels is { } some ? StudyJson.Read<IReadOnlyList<ProbeChannel>>(some) : null;

    /// <summary>Stands for it as it is.</summary>
    internal static string MarkOf(StudyScenario row) => SeenMark.Of(row.Name, row.Persona, row.Wordings, row.Channels, $"{row.Retired}");

    /// <summary>The pages of a new one and of one that is there, and what is posted from them.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/studies/{code}/scenarios/new", (string code, HttpContext context, Visit visit, Stores stores) => Page(context, visit, stores, (code, null), null)).NeedsWholeReach(Right.RunStudies);
        organisation.MapGet("/studies/{code}/scenarios/{id:guid}", (string code, Guid id, HttpContext context, Visit visit, Stores stores) => Page(context, visit, stores, (code, id), null)).NeedsWholeReach(Right.RunStudies);
        organisation.MapPost("/studies/{code}/scenarios/new", (string code, HttpContext context, Visit visit, KeepScenario act) => Post(context, visit, act, (code, null))).NeedsWholeReach(Right.RunStudies);
        organisation.MapPost("/studies/{code}/scenarios/{id:guid}", (string code, Guid id, HttpContext context, Visit visit, KeepScenario act) => Post(context, visit, act, (code, id))).NeedsWholeReach(Right.RunStudies);
    }

    private static async Task<IResult> Post(HttpContext context, Visit visit, KeepScenario act, (string Code, Guid? Id) which)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var channels = form["channels"].Select(one => Enum.TryParse<ProbeChannel>(one, out var channel) ? channel : (ProbeChannel)(-1));
        var request = new Request(form["name"], form["persona"], [.. Enumerable.Range(0, MostWordings + 1).Select(at => form[$"wording.{at}"].ToString())], [.. channels], form["retired"] == "true", form["seen"].ToString() is { Length: > 0 } seen ? seen : null);
        var done = await act.Run(visit.Here, which, request, context.RequestAborted);
        var services = context.RequestServices;
        if (done.Refused) return await Page(context, visit, services.GetRequiredService<Stores>(), which, new("scenario", form, done.Refusal));
        services.GetRequiredService<Notices>().Leave(Words.ScenarioKept);
        return Redirects.SeeOther(visit.Path($"studies/{which.Code}/design#scenarios"));
    }

    private static async Task<IResult> Page(HttpContext context, Visit visit, Stores stores, (string Code, Guid? Id) which, Attempt? attempt)
    {
        await using var store = await stores.Open(visit.Here.Organisation, context.RequestAborted);
        if (await StudyOf.Seen(store, visit.Here, which.Code, context.RequestAborted) is not { } study) return TypedResults.NotFound();
        var row = which.Id is { } id ? await store.StudyScenarios.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id && one.StudyId == study.Row.Id, context.RequestAborted) : null;
        if (which.Id is not null && row is null) return TypedResults.NotFound();
        var sent = row is null ? new Dictionary<int, int>() : await Sent(store, row, context.RequestAborted);
        // Copied is what was sent and is to be said differently: a wording as the next one, or all of it as a new scenario.
        var query = context.Request.Query;
        var copied = row is null && Guid.TryParse(query["from"], out var from) ? await store.StudyScenarios.AsNoTracking().SingleOrDefaultAsync(one => one.Id == from && one.StudyId == study.Row.Id, context.RequestAborted) : null;
        int? copy = int.TryParse(query["copy"], NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : null;
        return new RazorComponentResult<ScenarioPage>(new { Study = study, Row = row, Attempt = attempt, Sent = sent, Copied = copied, Copy = copy }) { StatusCode = Problems.StatusOf(attempt?.Refusal) };
    }
}
