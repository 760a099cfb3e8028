using System.Globalization;
using System.Text;
using System.Text.Json;
using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Studies;

/// <summary>A study's form as its page shows it.</summary>
/// <param name="Study">The study.</param>
/// <param name="Number">Which version.</param>
/// <param name="Form">The form.</param>
/// <param name="Last">The last version there is.</param>
public sealed record Assessing(StudyOf Study, int Number, AssessmentForm Form, int Last)
{
    /// <summary>By which version each wave is graded, by the wave's number.</summary>
    public IReadOnlyDictionary<int, int> Waves { get; init; } = new Dictionary<int, int>();

    /// <summary>Whether a change is the next version.</summary>
    public bool Stands => Waves.Values.Any(form => form >= Last);

    /// <summary>An item that was just taken away, as it is put back, and where; null where none was.</summary>
    public (AssessmentItem Item, string Address)? Removed { get; init; }
}

/// <summary>The pages of the form and of its items, and what is posted from them.</summary>
public sealed class FormRoutes(Stores stores, KeepForm act, Visit visit, Notices notices)
{
    // Longer addresses are cut off on the way by some proxies.
    private const int LongestInAddress = 5_000;

    /// <summary>Their routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/studies/{code}/form", (string code, HttpContext context, FormRoutes pages) => pages.Form(context, code)).NeedsWholeReach(Right.RunStudies);
        organisation.MapPost("/studies/{code}/form", (string code, HttpContext context, FormRoutes pages) => pages.Restore(context, code)).NeedsWholeReach(Right.RunStudies);
        organisation.MapGet("/studies/{code}/form/new", (string code, HttpContext context, FormRoutes pages) => pages.Item(context, (code, null), null)).NeedsWholeReach(Right.RunStudies);
        organisation.MapPost("/studies/{code}/form/new", (string code, HttpContext context, FormRoutes pages) => pages.Keep(context, (code, null))).NeedsWholeReach(Right.RunStudies);
        organisation.MapGet("/studies/{code}/form/{key}", (string code, string key, HttpContext context, FormRoutes pages) => pages.Item(context, (code, key), null)).NeedsWholeReach(Right.RunStudies);
        organisation.MapPost("/studies/{code}/form/{key}", (string code, string key, HttpContext context, FormRoutes pages) => pages.Keep(context, (code, key))).NeedsWholeReach(Right.RunStudies);
        organisation.MapPost("/studies/{code}/form/{key}/order", (string code, string key, HttpContext context, FormRoutes pages) => pages.Move(context, code, key)).NeedsWholeReach(Right.RunStudies);
        organisation.MapPost("/studies/{code}/form/{key}/removal", (string code, string key, HttpContext context, FormRoutes pages) => pages.Remove(context, code, key)).NeedsWholeReach(Right.RunStudies);
    }

    private async Task<IResult> Keep(HttpContext context, (string Code, string? Key) which)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var done = await act.Run(visit.Here, which.Code, was => ItemFields.Put(was, which.Key, form), context.RequestAborted);
        if (done.Refused) return await Item(context, which, new("item", form, ItemFields.OfItem(done.Refusal)));
        Tell(done.Value, Words.ItemKept);
        return Redirects.SeeOther(visit.Path($"studies/{which.Code}/form"));
    }

    private async Task<IResult> Move(HttpContext context, string code, string key)
    {
        var by = (await context.Request.ReadFormAsync(context.RequestAborted))["by"] == "up" ? -1 : 1;
        var done = await act.Run(visit.Here, code, was =>
        {
            var items = was.Items.ToList();
            var at = items.FindIndex(item => item.Key == key);
            if (at < 0) return new Refusal.NotFound();
            if (at + by >= 0 && at + by < items.Count) (items[at], items[at + by]) = (items[at + by], items[at]);
            return new AssessmentForm(items);
        }, context.RequestAborted);
        return done.Refused ? TypedResults.NotFound() : Redirects.SeeOther(visit.Path($"studies/{code}/form#i-{key}"));
    }

    private async Task<IResult> Remove(HttpContext context, string code, string key)
    {
        var (at, gone) = (-1, (AssessmentItem?)null);
        var done = await act.Run(visit.Here, code, was =>
        {
            (at, gone) = was.Items.Index().FirstOrDefault(item => item.Item.Key == key) is { Item: { } item, Index: var index } ? (index, item) : (-1, null);
            return gone is null ? new Refusal.NotFound() : new AssessmentForm([.. was.Items.Where(item => item.Key != key)]);
        }, context.RequestAborted);
        if (done.Refusal is Refusal.NotFound || gone is null) return TypedResults.NotFound();
        if (done.Refused)
        {
            notices.Leave(Words.LastItem);
            return Redirects.SeeOther(visit.Path($"studies/{code}/form"));
        }

        Tell(done.Value, Words.ItemRemoved);
        var packed = WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(StudyJson.Write(gone)));
        return Redirects.SeeOther(visit.Path($"studies/{code}/form{(packed.Length > LongestInAddress ? "" : $"?at={at}&removed={packed}")}"));
    }

    private async Task<IResult> Restore(HttpContext context, string code)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (RemovedIn(form["removed"]) is not { } item) return TypedResults.NotFound();
        var at = int.TryParse(form["at"], NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : int.MaxValue;
        var done = await act.Run(visit.Here, code, was => was.Items.Any(one => one.Key == item.Key) ? was : new AssessmentForm([.. was.Items.Take(at), item, .. was.Items.Skip(at)]), context.RequestAborted);
        if (done.Refused) return done.Refusal is Refusal.NotFound ? TypedResults.NotFound() : Redirects.SeeOther(visit.Path($"studies/{code}/form"));
        Tell(done.Value, Words.ItemRestored);
        return Redirects.SeeOther(visit.Path($"studies/{code}/form#i-{item.Key}"));
    }

    private void Tell(KeepForm.Kept kept, string done) => notices.Leave(kept.IsNext ? $"{done} {StudyWords.Put(Words.NextVersionNow, kept.Number)}" : done);

    private static AssessmentItem? RemovedIn(string? packed)
    {
        try
        {
            return packed is { Length: > 0 and <= LongestInAddress } && StudyJson.Read<AssessmentItem>(Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(packed))) is { Key.Length: > 0, Text: not null, Anchors: not null } item && !FormCheck.Faults(item).Any() ? item : null;
        }
        catch (Exception fault) when (fault is FormatException or JsonException or ArgumentException)
        {
            return null;
        }
    }

    private async Task<Assessing?> Load(string code, int? version, CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        if (await StudyOf.Seen(store, visit.Here, code, cancel) is not { } study || await KeepForm.Latest(store, study.Row, cancel) is not { } last) return null;
        var row = version is null || version == last.Number ? last : await store.StudyForms.AsNoTracking().SingleOrDefaultAsync(one => one.StudyId == study.Row.Id && one.Number == version, cancel);
        if (row is null) return null;
        var waves = await store.StudyWaves.Where(wave => wave.StudyId == study.Row.Id).ToDictionaryAsync(wave => wave.Number, wave => wave.Form, cancel);
        return new(study, row.Number, StudyJson.Read<AssessmentForm>(row.Content), last.Number) { Waves = waves };
    }

    private async Task<IResult> Form(HttpContext context, string code)
    {
        var query = context.Request.Query;
        int? version = int.TryParse(query["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : null;
        if (await Load(code, version, context.RequestAborted) is not { } view) return TypedResults.NotFound();
        var removed = RemovedIn(query["removed"]) is { } item ? (item, query["removed"].ToString()) : ((AssessmentItem, string)?)null;
        return new RazorComponentResult<FormPage>(new { View = view with { Removed = removed }, At = query["at"].ToString() });
    }

    private async Task<IResult> Item(HttpContext context, (string Code, string? Key) which, Attempt? attempt)
    {
        if (attempt?.Refusal is Refusal.NotFound || await Load(which.Code, null, context.RequestAborted) is not { } view) return TypedResults.NotFound();
        var item = which.Key is null ? null : view.Form.Items.FirstOrDefault(one => one.Key == which.Key);
        if (which.Key is not null && item is null) return TypedResults.NotFound();
        return new RazorComponentResult<ItemPage>(new { View = view, Item = item, Attempt = attempt }) { StatusCode = Problems.StatusOf(attempt?.Refusal) };
    }
}
