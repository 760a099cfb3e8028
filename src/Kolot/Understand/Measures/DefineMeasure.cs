using Kolot.Core;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Measures;
using Kolot.Listen.VoiceStream;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Measures;

/// <summary>Defines a measure, or decides another version of the rule of one. Before it is saved it can be tried on the last days.</summary>
public sealed class DefineMeasure(Stores stores, MeasureView view, Log log, TimeProvider clock)
{
    private static readonly string[] Languages = ["he", "en", "ar", "ru"];

    /// <summary>Keeps it, unless somebody changed it since the draft was begun.</summary>
    /// <param name="member">Who decides.</param>
    /// <param name="code">The measure that is changed; null for a new one.</param>
    /// <param name="draft">What was written.</param>
    /// <param name="today">The organisation's day today.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Result<Measure>> Run(Member member, string? code, MeasureDraft draft, DateOnly today, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var known = await LoadMeasures.Of(store, cancel);
        var was = code is null ? null : known.Find(code);
        if (code is not null && was is null) return new Refusal.NotFound();
        var decided = MeasureChange.Decide(draft, known, was, today);
        if (decided.Refusal is { } refusal) return refusal;
        if (!await Offered(store, decided.Value.Measure.Voices, was, cancel)) return new Refusal.Invalid("limits", "unknown");

        var (measure, reason) = decided.Value;
        var row = await store.Measures.SingleOrDefaultAsync(kept => kept.Code == measure.Code, cancel);
        if (row is null) store.Measures.Add(new() { Code = measure.Code, Name = measure.Name, NameEn = measure.NameEn });
        else (row.Name, row.NameEn, row.Version) = (measure.Name, measure.NameEn, row.Version + 1);
        store.MeasureRules.Add(RowOf(measure, reason, member.Id, clock.GetUtcNow().UtcDateTime));
        log.Write(store, member, was is null ? "measure.defined" : "measure.changed", measure.Code, new { measure.Version, measure.From });
        try
        {
            await store.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            return new Refusal.Conflict("changed_meanwhile");
        }

        await writing.Commit(cancel);
        return measure;
    }

    /// <summary>The pages of a new one and of a change, and what is posted from them.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        foreach (var (path, change) in new[] { ("/measures/new", false), ("/measures/{code}/versions", true) })
        {
            organisation.MapGet(path, (HttpContext context, Visit visit, DefineMeasure act) => act.Show(context, visit, change)).NeedsWholeReach(Right.SetUp);
            organisation.MapPost(path, (HttpContext context, Visit visit, DefineMeasure act, Notices notices) => act.Post(context, visit, notices, change)).NeedsWholeReach(Right.SetUp);
        }
    }

    private static string? CodeOf(HttpContext context, bool change) => change ? context.Request.RouteValues["code"] as string ?? "" : null;

    private async Task<IResult> Show(HttpContext context, Visit visit, bool change)
    {
        var asked = context.Request.Query;
        return await view.Page(visit, CodeOf(context, change), (DraftOf(name => asked.TryGetValue(name, out var value) ? [.. value.OfType<string>()] : null), asked.ContainsKey("try"), null), context.RequestAborted);
    }

    private async Task<IResult> Post(HttpContext context, Visit visit, Notices notices, bool change)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var draft = DraftOf(name => form.TryGetValue(name, out var value) ? [.. value.OfType<string>()] : null) with { Version = form.Version() };
        var code = CodeOf(context, change);
        var done = await Run(visit.Here, code, draft, view.Today(visit.TimeZone), context.RequestAborted);
        if (done.Refusal is { } refusal) return await view.Page(visit, code, (draft, false, refusal), context.RequestAborted);
        notices.Leave(change ? Words.VersionDecided : Words.MeasureDefined);
        return Redirects.SeeOther(visit.Path($"measures/{done.Value.Code}"));
    }

    // Of a form, boxes that were left unticked send nothing: that it was a form, its reason tells.
    private static MeasureDraft DraftOf(Func<string, string[]?> of)
    {
        string? Typed(string name) => of(name) is [var first, ..] ? first : null;
        var limits = of("limits")?.Select(limit => limit.Split('=', 2)).Where(limit => limit.Length == 2).Select(limit => (limit[0], limit[1])).ToArray();
        return new()
        {
            Code = Typed("code"), Name = Typed("name"), NameEn = Typed("nameEn"), Kind = Typed("kind"), Question = Typed("question"), Low = Typed("low"), High = Typed("high"), Top = Typed("top"),
            AtLeast = Typed("atLeast"), Decimals = Typed("decimals"), Better = Typed("better"), From = Typed("from"), Reason = Typed("reason"),
            Limits = limits ?? (of("reason") is null ? null : []),
        };
    }

    // What a measure was limited to it may stay limited to, though it was renamed or retired since.
    private static async Task<bool> Offered(OrganisationStore store, string voices, KnownMeasure? was, CancellationToken cancel)
    {
        var names = await StreamNames.Load(store, cancel);
        var before = VoiceLimits.Read(was?.Latest.Voices ?? "").SelectMany(limit => limit.Codes.Select(code => (limit.Name, code))).ToHashSet();
        return VoiceLimits.Read(voices).All(limit => limit.Codes.All(code => before.Contains((limit.Name, code)) || limit.Name switch
        {
            "channel" => names.Channels.Any(one => one.Code == code),
            "stage" => names.Stages.Any(one => one.Code == code),
            "touchpoint" => names.Touchpoints.Any(one => one.Code == code),
            "unit" => names.Units.Any(one => one.Code == code),
            "kind" => Enum.TryParse<VoiceKind>(code, ignoreCase: true, out var kind) && kind != VoiceKind.Idea,
            "language" => Languages.Contains(code),
            _ => false,
        }));
    }

    private static MeasureRule RowOf(Measure measure, string reason, Guid by, DateTime at) => new()
    {
        Code = measure.Code, Number = measure.Version, From = measure.From, Kind = measure.Kind, Question = measure.Question, Low = measure.Low, High = measure.High, Top = measure.Top,
        AtLeast = measure.AtLeast, Decimals = measure.Decimals, HigherIsBetter = measure.HigherIsBetter, Voices = measure.Voices, Reason = reason, By = by, At = at,
    };
}
