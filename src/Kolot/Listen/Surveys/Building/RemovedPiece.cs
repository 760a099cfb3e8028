using System.Buffers.Text;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Kolot.Core.Listen.Surveys;

namespace Kolot.Listen.Surveys.Building;

/// <summary>A question or a screen that was just taken away: it travels in the address of the page that follows, from which it can be put back.</summary>
/// <param name="Screen">On which screen it stood, from 0.</param>
/// <param name="At">Where on it; null for the screen itself.</param>
/// <param name="Json">The piece.</param>
public sealed record RemovedPiece(int Screen, int? At, string Json)
{
    // Longer addresses are cut off on the way by some proxies.
    private const int LongestInAddress = 5_000;

    /// <summary>What it was that is now gone.</summary>
    public static RemovedPiece Of(int screen, int at, Question question) => new(screen, at, SurveyJson.WritePiece(question));

    /// <summary>What it was that is now gone.</summary>
    public static RemovedPiece Of(int at, Screen screen) => new(at, null, SurveyJson.WritePiece(screen));

    /// <summary>As it stands in an address; null where it is too long for one.</summary>
    public string? ForAddress()
    {
        using var packed = new MemoryStream();
        using (var packing = new BrotliStream(packed, CompressionLevel.SmallestSize)) packing.Write(JsonSerializer.SerializeToUtf8Bytes(this));
        var text = Base64Url.EncodeToString(packed.ToArray());
        return text.Length <= LongestInAddress ? text : null;
    }

    /// <summary>What an address holds; null where it holds nothing that can be put back.</summary>
    public static RemovedPiece? FromAddress(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > LongestInAddress) return null;
        try
        {
            using var unpacking = new BrotliStream(new MemoryStream(Base64Url.DecodeFromChars(text)), CompressionMode.Decompress);
            var bytes = new byte[SurveyJson.Longest];
            var length = unpacking.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return JsonSerializer.Deserialize<RemovedPiece>(Encoding.UTF8.GetString(bytes, 0, length)) is { Json: not null } piece && piece.Put(new() { Screens = [new()] }) is not null ? piece : null;
        }
        catch (Exception fault) when (fault is FormatException or InvalidDataException or InvalidOperationException or JsonException or IOException)
        {
            return null;
        }
    }

    /// <summary>The draft with the piece in its place again; null where the piece is none.</summary>
    public Survey? Put(Survey survey)
    {
        if (At is { } at) return SurveyJson.ReadQuestion(Json) is { } question ? Drafting.Insert(survey, Screen, at, question).Survey : null;
        return SurveyJson.ReadScreen(Json) is { } screen ? Drafting.InsertScreen(survey, Screen, screen) : null;
    }
}
