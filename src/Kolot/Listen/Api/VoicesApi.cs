using System.Text.Json;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Listen.VoiceStream;
using Kolot.Organisation;
using Kolot.Running;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Api;

/// <summary>Reads voices out to other systems, within the reach of who asks.</summary>
public static class VoicesApi
{
    /// <summary>A page of voices, newest first.</summary>
    /// <param name="Voices">The voices.</param>
    /// <param name="Next">The cursor of the next page; null at the end.</param>
    public sealed record VoicePage(IReadOnlyList<VoiceAnswer> Voices, string? Next);

    /// <summary>A voice, as other systems read it.</summary>
    public sealed record VoiceAnswer
    {
        /// <summary>Its id.</summary>
        public required Guid Id { get; init; }

        /// <summary>When it was said, UTC.</summary>
        public required DateTime HeardAt { get; init; }

        /// <summary>When it was taken in, UTC.</summary>
        public required DateTime KeptAt { get; init; }

        /// <summary>What it is.</summary>
        public required string Kind { get; init; }

        /// <summary>The channel's code.</summary>
        public string? Channel { get; init; }

        /// <summary>The touchpoint's code.</summary>
        public string? Touchpoint { get; init; }

        /// <summary>The unit's code.</summary>
        public string? Unit { get; init; }

        /// <summary>The customer's id in Kolot.</summary>
        public Guid? Customer { get; init; }

        /// <summary>The title.</summary>
        public string? Title { get; init; }

        /// <summary>The words.</summary>
        public string? Text { get; init; }

        /// <summary>The language, once read.</summary>
        public string? Language { get; init; }

        /// <summary>The score with its scale.</summary>
        public HeardScore? Score { get; init; }

        /// <summary>Further answers.</summary>
        public JsonElement? Answers { get; init; }

        /// <summary>The system that it comes from.</summary>
        public required string Source { get; init; }

        /// <summary>Its id there.</summary>
        public string? SourceId { get; init; }

        /// <summary>The versions of the privacy notice under which it was given: the one that its source said, or those in force when it was said.</summary>
        public IReadOnlyList<string>? Notice { get; init; }

        /// <summary>Whether it was brought in as history.</summary>
        public bool History { get; init; }

        /// <summary>How often it was revised.</summary>
        public int Version { get; init; }
    }

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/voices", List).Needs(Right.ReadVoices).WithName("Voices")
            .WithSummary("Voices within reach, newest first, by the filters of the stream.")
            .Reads(VoiceExamples.Filters).Produces<VoicePage>().AnswersLike(StatusCodes.Status200OK, VoiceExamples.Page)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/voices/{id:guid}", One).Needs(Right.ReadVoices).WithName("Voice")
            .WithSummary("One voice within reach.").Produces<VoiceAnswer>().AnswersLike(StatusCodes.Status200OK, VoiceExamples.Voice)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> List(HttpContext context, Visit visit, ReadStream stream, int? limit, string? cursor)
    {
        var place = StreamQuery.PlaceOf(cursor);
        if (cursor is not null && place is null) return Problems.Of(new Core.Refusal.Invalid("cursor", "unknown"));
        if (limit is < 1 or > 250) return Problems.Of(new Core.Refusal.Invalid("limit", "out_of_range"));
        if (StreamQuery.Faults(context.Request.Query) is { Count: > 0 } faults) return Problems.Of(new Core.Refusal.Invalid(faults));
        var query = StreamQuery.FromAddress(context.Request.Query, visit.TimeZone) with { Cursor = place };
        var size = limit ?? 50;
        var page = await stream.Run(visit.Here, query, size, context.RequestAborted);
        var answer = new VoicePage([.. page.Voices.Select(voice => Of(voice, page.Names))], page.Next);
        return Results.Json(answer, HeardJsonContext.Default.VoicePage);
    }

    private static async Task<IResult> One(Guid id, Visit visit, Stores stores, CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var voice = await store.VoicesSeenBy(visit.Here).AsNoTracking().SingleOrDefaultAsync(voice => voice.Id == id, cancel);
        if (voice is null) return Problems.Of(new Core.Refusal.NotFound());
        return Results.Json(Of(voice, await StreamNames.Load(store, cancel)), HeardJsonContext.Default.VoiceAnswer);
    }

    /// <summary>A voice, as other systems read it.</summary>
    internal static VoiceAnswer Of(Voice voice, StreamNames names) => new()
    {
        Id = voice.Id,
        HeardAt = voice.HeardAt,
        KeptAt = voice.KeptAt,
        Kind = voice.Kind.ToString().ToLowerInvariant(),
        Channel = names.Channel(voice.ChannelId)?.Code,
        Touchpoint = names.Touchpoint(voice.TouchpointId)?.Code,
        Unit = names.Unit(voice.UnitId)?.Code,
        Customer = voice.CustomerId,
        Title = voice.Title,
        Text = voice.Text,
        Language = voice.Language,
        Score = voice.Score is { } score ? new(score, voice.ScoreLow, voice.ScoreHigh) : null,
        Answers = voice.Answers is { } answers ? JsonSerializer.Deserialize<JsonElement>(answers) : null,
        Source = voice.Source,
        SourceId = voice.SourceId,
        Notice = names.NoticesOf(voice) is { Count: > 0 } notices ? [.. notices.Select(version => version.Code)] : null,
        History = voice.History,
        Version = voice.Version,
    };
}
