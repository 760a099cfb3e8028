using System.Globalization;
using Kolot.Core;
using Kolot.Core.Calendars;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Listen.VoiceStream;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Listen.Surveys.Building;

/// <summary>What holds for a survey as a whole: its name, title and welcome, when it is open, what it asks about, what comes along.</summary>
public sealed class EditSettings(Stores stores, AskSurvey ask, BuildPages pages, Notices notices)
{
    private const string Moment = "yyyy-MM-ddTHH:mm";

    /// <summary>The page, and what is posted from it.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/surveys/{code}/settings", (string code, HttpContext context, Visit visit, EditSettings act) => act.Page(context, visit, code, (null, null))).NeedsWholeReach(Right.SetUp);
        organisation.MapPost("/surveys/{code}/settings", (string code, HttpContext context, Visit visit, EditSettings act) => act.Save(context, visit, code)).NeedsWholeReach(Right.SetUp);
    }

    private async Task<IResult> Save(HttpContext context, Visit visit, string code)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var typed = SettingsDraft.Read(form);
        var names = await Names(visit.Here, context.RequestAborted);
        var kept = await ask.Edit(visit.Here, code, (row, draft) =>
        {
            if (SettingsDraft.Of(row, draft, names, visit.TimeZone).Mark != form["was"]) return new Refusal.Conflict("changed_meanwhile");
            var faults = new List<Fault>();
            var changed = typed.On(draft);
            Place(row, typed, names, faults);
            (row.Name, row.OpensAt, row.ClosesAt) = (PlainText.Of(typed.Name, AskSurvey.LongestName, "name", faults) ?? "", At(typed.Opens, "opens", visit.TimeZone, faults), At(typed.Closes, "closes", visit.TimeZone, faults));
            if (row.Name.Length == 0) faults.Add(new("name", "required"));
            if (row.OpensAt >= row.ClosesAt) faults.Add(new("closes", "closes_before"));
            faults.AddRange(Own(changed));
            return faults.Count > 0 ? new Refusal.Invalid(faults) : changed;
        }, context.RequestAborted);
        if (kept.Refused) return await Page(context, visit, code, (typed, kept.Refusal));
        notices.Leave(Words.SettingsSaved);
        return Redirects.SeeOther(visit.Path($"surveys/{code}"));
    }

    private static void Place(SurveyRow row, SettingsDraft typed, StreamNames names, List<Fault> faults)
    {
        var channel = names.Channels.FirstOrDefault(one => one.Code == typed.Channel);
        var touchpoint = names.Touchpoints.FirstOrDefault(one => one.Code == typed.Touchpoint);
        var unit = names.Units.FirstOrDefault(one => one.Code == typed.Unit);
        if (channel is null) faults.Add(new("channel", "required"));
        if (touchpoint is null && !string.IsNullOrEmpty(typed.Touchpoint)) faults.Add(new("touchpoint", "unknown"));
        if (unit is null && !string.IsNullOrEmpty(typed.Unit)) faults.Add(new("unit", "unknown"));
        (row.ChannelId, row.TouchpointId, row.UnitId) = (channel?.Id ?? row.ChannelId, touchpoint?.Id, unit?.Id);
    }

    private static IEnumerable<Fault> Own(Survey survey) => SurveyCheck.FaultsOf(survey).Where(fault => fault.Field is "title" or "welcome" || fault.Field.StartsWith("hidden", StringComparison.Ordinal))
        .Select(fault => fault with { Field = fault.Field is "title" or "welcome" ? $"{QuestionWords.MainOf(survey)}:{fault.Field}" : "hidden" }).Distinct();

    // A moment on the organisation's clock; one that a clock springs over is when it lands.
    private static DateTime? At(string? written, string field, TimeZoneInfo zone, List<Fault> faults)
    {
        if (string.IsNullOrWhiteSpace(written)) return null;
        if (!DateTime.TryParseExact(written.Length > Moment.Length ? written[..Moment.Length] : written, Moment, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || local.Year is < 2000 or > 2100)
        {
            faults.Add(new(field, "not_a_date"));
            return null;
        }

        return zone.IsInvalidTime(local) ? LocalDays.StartOf(DateOnly.FromDateTime(local), zone) : TimeZoneInfo.ConvertTimeToUtc(local, zone);
    }

    private async Task<StreamNames> Names(Member member, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        return await StreamNames.Load(store, cancel);
    }

    private async Task<IResult> Page(HttpContext context, Visit visit, string code, (SettingsDraft? Typed, Refusal? Refusal) state)
    {
        if (await pages.Of(visit.Here, code, context.RequestAborted) is not { } view) return Results.NotFound();
        var names = await Names(visit.Here, context.RequestAborted);
        var saved = SettingsDraft.Of(view.Row, view.Draft, names, visit.TimeZone);
        var stale = state.Refusal is Refusal.Conflict;
        var mark = stale || !context.Request.HasFormContentType ? saved.Mark : (await context.Request.ReadFormAsync(context.RequestAborted))["was"].ToString();
        var page = new { View = view, Saved = saved, Typed = state.Typed ?? saved, Names = names, Mark = mark, Stale = stale, Faults = Faults.Of(state.Refusal, Words.ResourceManager) };
        return new RazorComponentResult<SettingsPage>(page) { StatusCode = Problems.StatusOf(state.Refusal) };
    }
}

/// <summary>The settings of a survey as they are typed.</summary>
public sealed record SettingsDraft
{
    public string? Name { get; init; }

    /// <summary>Title and welcome, as <c>he:title</c>.</summary>
    public IReadOnlyDictionary<string, string?> Texts { get; init; } = new Dictionary<string, string?>();

    public bool OnOneScreen { get; init; }

    /// <summary>What comes along, a name on each line.</summary>
    public string? Hidden { get; init; }

    /// <summary>From when on, on the organisation's clock.</summary>
    public string? Opens { get; init; }

    public string? Closes { get; init; }

    public string? Channel { get; init; }

    public string? Touchpoint { get; init; }

    public string? Unit { get; init; }

    /// <summary>A mark of them as they stand.</summary>
    public string Mark => SurveyJson.Mark(AsText());

    /// <summary>As they were typed.</summary>
    public static SettingsDraft Read(IFormCollection form) => new()
    {
        Name = form["name"], OnOneScreen = form["onOneScreen"] == "true", Hidden = form["hidden"], Opens = form["opens"], Closes = form["closes"], Channel = form["channel"], Touchpoint = form["touchpoint"],
        Unit = form["unit"], Texts = form.Keys.Where(key => key.EndsWith(":title", StringComparison.Ordinal) || key.EndsWith(":welcome", StringComparison.Ordinal)).ToDictionary(key => key, key => (string?)form[key]),
    };

    /// <summary>As they stand.</summary>
    internal static SettingsDraft Of(SurveyRow row, Survey survey, StreamNames names, TimeZoneInfo zone)
    {
        string Local(DateTime? moment) => moment is { } utc ? Moments.Local(utc, zone).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture) : "";
        return new()
        {
            Name = row.Name, OnOneScreen = survey.OnOneScreen, Hidden = string.Join('\n', survey.Hidden), Opens = Local(row.OpensAt), Closes = Local(row.ClosesAt), Channel = names.Channel(row.ChannelId)?.Code ?? "",
            Touchpoint = names.Touchpoint(row.TouchpointId)?.Code ?? "", Unit = names.Unit(row.UnitId)?.Code ?? "",
            Texts = survey.Title.In.Select(text => ($"{text.Key}:title", text.Value)).Concat(survey.Welcome.In.Select(text => ($"{text.Key}:welcome", text.Value))).ToDictionary(text => text.Item1, text => (string?)text.Value),
        };
    }

    /// <summary>The draft with them.</summary>
    internal Survey On(Survey survey) => survey.Languages.Aggregate(
        survey with { OnOneScreen = OnOneScreen, Hidden = [.. (Hidden ?? "").Split(['\n', ',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(name => name.ToLowerInvariant()).Distinct()] },
        (draft, language) => draft with
        {
            Title = Texts.TryGetValue($"{language}:title", out var title) ? draft.Title.With(language, title) : draft.Title,
            Welcome = Texts.TryGetValue($"{language}:welcome", out var welcome) ? draft.Welcome.With(language, welcome) : draft.Welcome,
        });

    /// <summary>What a field of the form holds.</summary>
    public static string Value(SettingsDraft draft, string field) => (field switch
    {
        "name" => draft.Name,
        "opens" => draft.Opens,
        "closes" => draft.Closes,
        "channel" => draft.Channel,
        "touchpoint" => draft.Touchpoint,
        "unit" => draft.Unit,
        "hidden" => draft.Hidden,
        _ => draft.Texts.GetValueOrDefault(field),
    }) ?? "";

    private string[] AsText() => [Name ?? "", $"{OnOneScreen}", Hidden ?? "", Opens ?? "", Closes ?? "", Channel ?? "", Touchpoint ?? "", Unit ?? "", .. Texts.OrderBy(text => text.Key, StringComparer.Ordinal).Select(text => $"{text.Key}={text.Value}")];
}
