using System.Net;
using System.Text.Json;
using Kolot.Core.Organisation;

namespace Kolot.Tests.Listen.VoiceStream;

/// <summary>Voices sent to the café by a program, and what a reader finds of them.</summary>
internal static class Said
{
    public const string Api = "/api/v1/cafe-tamar/voices";

    public static async Task Hear(this World world, params object[] voices)
    {
        using var pos = await world.Key(Right.EnterVoices);
        using var answer = await pos.PostJson(Api, voices);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    /// <summary>The ids in their source of what is found, in the order found.</summary>
    public static async Task<string> Finds(this Visitor reader, string query)
    {
        var page = await reader.Json($"{Api}?{query}");
        return string.Join(' ', page.GetProperty("voices").EnumerateArray().Select(voice => voice.GetProperty("sourceId").GetString()));
    }

    /// <summary>The same page after page.</summary>
    public static async Task<string> FindsPageByPage(this Visitor reader, string query)
    {
        var found = new List<string?>();
        string? cursor = null;
        do
        {
            var page = await reader.Json($"{Api}?{query}{(cursor is null ? "" : $"&cursor={cursor}")}");
            found.AddRange(page.GetProperty("voices").EnumerateArray().Select(voice => voice.GetProperty("sourceId").GetString()));
            cursor = page.TryGetProperty("next", out var next) && next.ValueKind == JsonValueKind.String ? next.GetString() : null;
        }
        while (cursor is not null);
        return string.Join(' ', found);
    }
}
