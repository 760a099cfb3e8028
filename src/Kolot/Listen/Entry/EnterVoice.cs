using System.Globalization;
using Kolot.Core;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Listen.VoiceStream;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Kolot.Listen.Entry;

/// <summary>A person writes down what was said: on a call, face to face, in a letter, at a branch, or again and again to the team.</summary>
public sealed class EnterVoice(Hear hear, TimeProvider clock)
{
    /// <summary>The ways in which it came, each with its channel and kind.</summary>
    public static readonly IReadOnlyDictionary<string, (string Channel, VoiceKind Kind)> Ways = new Dictionary<string, (string, VoiceKind)>
    {
        ["call"] = ("call", VoiceKind.Feedback),
        ["oral"] = ("branch", VoiceKind.Complaint),
        ["letter"] = ("letter", VoiceKind.Feedback),
        ["branch"] = ("branch", VoiceKind.Feedback),
        ["team"] = ("team", VoiceKind.Feedback),
    };

    /// <summary>What was filled in.</summary>
    public sealed record Request
    {
        /// <summary>How it came: a key of <see cref="Ways"/>.</summary>
        public string? Way { get; init; }

        /// <summary>The words.</summary>
        public string? Text { get; init; }

        /// <summary>The kind, where the writer chose another than the way's own.</summary>
        public string? Kind { get; init; }

        /// <summary>The day, in the organisation's time; today if left out.</summary>
        public string? Day { get; init; }

        /// <summary>The hour; now, or noon on another day, if left out.</summary>
        public string? Hour { get; init; }

        /// <summary>The unit's code.</summary>
        public string? Unit { get; init; }

        /// <summary>The touchpoint's code.</summary>
        public string? Touchpoint { get; init; }

        /// <summary>A score from 0 to 10.</summary>
        public string? Score { get; init; }

        /// <summary>The customer's number in the organisation's own system.</summary>
        public string? CustomerId { get; init; }

        /// <summary>The customer's name.</summary>
        public string? CustomerName { get; init; }

        /// <summary>The customer's mail address.</summary>
        public string? Mail { get; init; }

        /// <summary>The customer's phone.</summary>
        public string? Phone { get; init; }

        /// <summary>Drawn when the form was opened, so that a form sent twice is one voice.</summary>
        public string? Once { get; init; }

        /// <summary>Whether another is entered after this one.</summary>
        public string? Another { get; init; }
    }

    /// <summary>Keeps it.</summary>
    public async Task<Result<Heard>> Run(Member member, Request request, TimeZoneInfo zone, CancellationToken cancel)
    {
        var faults = new List<Fault>();
        var way = Ways.GetValueOrDefault(request.Way ?? "");
        if (way.Channel is null) faults.Add(new("way", "required"));
        if (string.IsNullOrWhiteSpace(request.Text)) faults.Add(new("text", "required"));
        var heardAt = Moment(request, zone, faults);
        var score = ScoreOf(request.Score, faults);
        if (faults.Count > 0) return new Refusal.Invalid(faults);

        var heard = await hear.Run(member, [Voice(request, way, heardAt, score) with { Author = member.Name }], import: null, cancel);
        return heard.Refusal is { } refusal ? Named(refusal) : heard.Value[0];
    }

    private static HeardVoice Voice(Request request, (string Channel, VoiceKind Kind) way, DateTimeOffset? heardAt, double? score) => new()
    {
        Source = "kolot",
        Id = Guid.TryParse(request.Once, out var once) ? once.ToString() : null,
        HeardAt = heardAt,
        Channel = way.Channel,
        Kind = string.IsNullOrEmpty(request.Kind) ? way.Kind.ToString() : request.Kind,
        Text = request.Text,
        Unit = request.Unit,
        Touchpoint = request.Touchpoint,
        Score = score is { } given ? new(given, 0, 10) : null,
        Customer = new[] { request.CustomerId, request.CustomerName, request.Mail, request.Phone }.All(string.IsNullOrWhiteSpace)
            ? null
            : new() { Source = "crm", Id = request.CustomerId, Name = request.CustomerName, Mail = request.Mail, Phone = request.Phone },
    };

    // The form names its fields by itself, the customer's without the dot.
    private static Refusal Named(Refusal refusal) => refusal is Refusal.Invalid invalid
        ? new Refusal.Invalid([.. invalid.Faults.Select(fault => fault with
        {
            Field = fault.Field switch
            {
                "customer.mail" => "mail",
                "customer.phone" => "phone",
                "customer.id" => "customerId",
                "customer.name" => "customerName",
                "heardAt" => "day",
                "score.value" => "score",
                var field => field,
            },
        })])
        : refusal;

    private DateTimeOffset? Moment(Request request, TimeZoneInfo zone, List<Fault> faults)
    {
        if (string.IsNullOrWhiteSpace(request.Day)) return null;
        var now = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).DateTime;
        if (!DateOnly.TryParseExact(request.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            faults.Add(new("day", "not_a_date"));
        else if (day.Year < 1971) faults.Add(new("day", "too_early"));
        var hour = day == DateOnly.FromDateTime(now) ? TimeOnly.FromDateTime(now) : new TimeOnly(12, 0);
        if (!string.IsNullOrWhiteSpace(request.Hour) && !TimeOnly.TryParse(request.Hour, CultureInfo.InvariantCulture, out hour))
            faults.Add(new("hour", "unreadable"));
        var local = day.ToDateTime(hour);
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(30);
        return day.Year < 1971 ? null : new DateTimeOffset(local, zone.GetUtcOffset(local));
    }

    private static double? ScoreOf(string? score, List<Fault> faults)
    {
        if (string.IsNullOrWhiteSpace(score)) return null;
        // Many write a decimal comma; nobody writes thousands from 0 to 10.
        if (double.TryParse(score.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var given)) return given;
        faults.Add(new("score", "not_a_number"));
        return null;
    }

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/voices/new", async (Visit visit, Stores stores, TimeProvider clock, string? way, CancellationToken cancel) =>
            await Form(visit, stores, new Request { Way = Ways.ContainsKey(way ?? "") ? way : "call", Once = Guid.CreateVersion7(clock.GetUtcNow()).ToString() }, null, cancel))
            .Needs(Right.EnterVoices);

        organisation.MapPost("/voices", async (
            Visit visit, Stores stores, EnterVoice enter, Notices notices, [FromForm] Request? request, CancellationToken cancel) =>
        {
            request ??= new Request();
            var heard = await enter.Run(visit.Here, request, visit.TimeZone, cancel);
            if (heard.Refusal is { } refusal) return await Form(visit, stores, request, refusal, cancel);
            notices.Leave(Words.VoiceKept);
            return Redirects.SeeOther(visit.Path(request.Another is null ? $"voices/{heard.Value.Id}" : $"voices/new?way={request.Way}"));
        }).Needs(Right.EnterVoices);
    }

    private static async Task<IResult> Form(Visit visit, Stores stores, Request request, Refusal? refusal, CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var page = new { Request = request, Names = await StreamNames.Load(store, cancel), Faults = Faults.Of(refusal), Busy = refusal is Refusal.Busy };
        var status = refusal switch { null => 200, Refusal.Busy => 503, _ => 422 };
        return new RazorComponentResult<HearPage>(page) { StatusCode = status };
    }
}
