using System.Text.Json;
using Kolot.Core.Organisation;

namespace Kolot.Core.Listen.Surveys;

/// <summary>Reads what somebody wishes for at the end of a survey, says what of it is missing, and makes a voice of it.</summary>
/// <remarks>A wish is a voice of its own: what was answered is measured, what was wished for is done.</remarks>
public sealed class WishReading
{
    /// <summary>The answer that says what is wished for.</summary>
    public const string Answer = "wish";

    /// <summary>What follows the id of a response in the id of the wish that came after it.</summary>
    public const string After = ".wish";

    private const int LongestName = 200;
    private const int LongestText = 5_000;

    private readonly List<Fault> faults = [];
    private readonly Func<string, string?> posted;
    private readonly Wish wish;

    private WishReading(Wish wish, Func<string, string?> posted) => (this.wish, this.posted) = (wish, posted);

    /// <summary>What is wrong, by field.</summary>
    public IReadOnlyList<Fault> Faults => faults;

    /// <summary>Their telephone, in its canonical form.</summary>
    public string? Phone { get; private set; }

    /// <summary>What they are called, or wish to be called where others read it.</summary>
    public string? Name { get; private set; }

    /// <summary>When they may be called: a <see cref="CallTime.Code"/>, or <see cref="CallTime.Any"/>.</summary>
    public string When { get; private set; } = CallTime.Any;

    /// <summary>What they wrote.</summary>
    public string? Text { get; private set; }

    /// <summary>Whether others may read it.</summary>
    public bool Public { get; private set; }

    /// <summary>To whom they would commend the business, and how that friend is reached.</summary>
    public string? Friend { get; private set; }

    /// <summary>Reads it.</summary>
    /// <param name="wish">What was offered.</param>
    /// <param name="posted">The value of a field of the form.</param>
    /// <param name="offered">The times that can be chosen now.</param>
    public static WishReading Of(Wish wish, Func<string, string?> posted, IReadOnlyList<CallTime> offered)
    {
        var reading = new WishReading(wish, posted);
        reading.Name = reading.Written("name", LongestName);
        reading.Text = reading.Written("text", LongestText);
        if (wish == Wish.Call) reading.Call(offered);
        else reading.KindWord();
        return reading;
    }

    /// <summary>The voice of it.</summary>
    /// <param name="heard">Source, id, channel and whose it is, as far as it is known.</param>
    public HeardVoice Voice(HeardVoice heard)
    {
        var answers = new Dictionary<string, JsonElement>();
        void Say(string part, object value) => answers[part.Length == 0 ? Answer : $"{Answer}.{part}"] = JsonSerializer.SerializeToElement(value);
        if (wish == Wish.Call)
        {
            Say("", "call");
            Say("when", When);
            var known = heard.Customer ?? new();
            return heard with { Kind = "request", Text = Text, Answers = answers, Customer = known with { Name = known.Name ?? Name, Phone = Phone } };
        }

        Say("", Text is null ? "referral" : "kind-word");
        if (Text is not null) Say("public", Public);
        if (Name is not null) Say("name", Name);
        if (Friend is not null) Say("friend", Friend);
        return heard with { Kind = "praise", Text = Text, Answers = answers };
    }

    private void Call(IReadOnlyList<CallTime> offered)
    {
        if (posted("phone") is not { } written || string.IsNullOrWhiteSpace(written)) faults.Add(new("phone", "required"));
        else if ((Phone = Identities.Phone(written)) is null) faults.Add(new("phone", "not_a_phone"));
        When = posted("when") is { Length: > 0 } chosen ? chosen : CallTime.Any;
        // A page that lay open over night offers times that are over.
        if (When != CallTime.Any && offered.All(time => time.Code != When)) faults.Add(new("when", "time_is_over"));
    }

    private void KindWord()
    {
        Public = posted("public") is not null;
        Friend = Written("friend", LongestName);
        if (Text is null && Friend is null) faults.Add(new("text", "required"));
    }

    private string? Written(string field, int longest) => PlainText.Of(posted(field), longest, field, faults);
}
