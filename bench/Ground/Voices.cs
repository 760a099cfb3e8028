using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Bench.Ground;

/// <summary>Makes voices that are ready to be kept, as the house itself would make them.</summary>
internal sealed class Voices(Names names, DateTime from, DateTime to, int count)
{
    /// <summary>Who brings them.</summary>
    public static Member By { get; } = new(
        Site.Organisation, Guid.Parse("0199b000-0000-7000-8000-000000000001"), "bench", new HashSet<Right> { Right.EnterVoices, Right.ReadVoices }, Reach.All, null);

    private static readonly string[] Kinds = ["feedback", "feedback", "feedback", "complaint", "complaint", "praise", "request", "question"];

    private readonly string[] channels = [.. names.Channels.Keys.Order(StringComparer.Ordinal)];
    private readonly string[] touchpoints = [.. names.Touchpoints.Keys.Order(StringComparer.Ordinal)];
    private readonly string[] units = [.. names.Units.Keys.Order(StringComparer.Ordinal)];

    /// <summary>How many customers there are.</summary>
    public const int Customers = 40_000;

    /// <summary>The voice of a number: spread evenly over the time, over channels, touchpoints and units; one in ten thousand is an idea.</summary>
    public HeardVoice Said(int number) => new()
    {
        Source = "bench",
        Id = $"{number:x8}",
        HeardAt = new DateTimeOffset(from, TimeSpan.Zero) + (to - from) / count * number,
        Channel = channels[(int)(number * 7L % channels.Length)],
        Touchpoint = touchpoints[(int)(number * 17L % touchpoints.Length)],
        Unit = units[(int)(number * 11L % units.Length)],
        Kind = number % 10_000 == 5_000 ? "idea" : Kinds[number % Kinds.Length],
        Text = Words.Sentence(number),
        Score = new(number * 3L % 11),
        History = true,
    };

    /// <summary>The voice of a number, checked and made whole.</summary>
    public HeardWhole Whole(int number) => Hearing.Decide(Said(number), names, new(By, to), number).Value;

    /// <summary>The same, already read, and a customer's.</summary>
    public HeardWhole Read(int number)
    {
        var whole = Whole(number);
        whole.Voice.Language = (number * 31L % 10_000) switch { 0 => "ru", < 300 => "ar", < 1_000 => "en", _ => "he" };
        whole.Voice.CustomerId = CustomerOf((int)(number * 17L % Customers));
        return whole;
    }

    /// <summary>The id of a customer by number.</summary>
    public static Guid CustomerOf(int number) => new(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);

    /// <summary>What the organisation calls things.</summary>
    public static async Task<Names> NamesIn(OrganisationStore store, CancellationToken cancel) => new(
        await store.Channels.ToDictionaryAsync(row => row.Code, row => row.Id, cancel),
        await store.Touchpoints.ToDictionaryAsync(row => row.Code, row => row.Id, cancel),
        await store.Units.ToDictionaryAsync(row => row.Code, row => row.Id, cancel));
}
