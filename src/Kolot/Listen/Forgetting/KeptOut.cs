using System.Text.Json;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Store.Forgetting;

namespace Kolot.Listen.Forgetting;

/// <summary>Keeps out what was erased, and what is brought from before an erasure. Who writes again of their own accord is somebody new.</summary>
internal static class KeptOut
{
    /// <summary>Whether a voice is kept out: it was erased itself, or is brought in from the past of somebody who was.</summary>
    public static bool Is(HeardVoice heard, Forgotten forgotten, bool past)
    {
        if (forgotten.IsEmpty) return false;
        if (heard is { Source: { } source, Id: { } id } && forgotten.By(TombstoneMarks.OfVoice(source, id.Trim())) is not null) return true;
        return past && heard.Customer is { } customer && MarksOf(customer, heard.Source).Select(forgotten.By).Any(erasure =>
            erasure is not null && (heard.HeardAt is not { } said || said.UtcDateTime <= erasure.At));
    }

    /// <summary>What a file says, without mentions of those who were erased.</summary>
    public static HeardVoice Unmentioned(HeardVoice heard, Forgotten forgotten) => forgotten.IsEmpty ? heard : heard with
    {
        Title = Traces.Without(heard.Title, forgotten.Has),
        Text = Traces.Without(heard.Text, forgotten.Has),
        Author = Traces.Without(heard.Author, forgotten.Has),
        Answers = heard.Answers?.ToDictionary(answer => answer.Key, answer => Unmentioned(answer.Value, forgotten)),
    };

    private static JsonElement Unmentioned(JsonElement answer, Forgotten forgotten)
    {
        var said = answer.ToString();
        return Traces.Holds(said, forgotten.Has) ? JsonSerializer.SerializeToElement(Traces.Without(said, forgotten.Has)) : answer;
    }

    private static IEnumerable<string> MarksOf(HeardCustomer customer, string? source)
    {
        if (customer.Id?.Trim() is { Length: > 0 } id) yield return TombstoneMarks.OfCustomer(customer.Source ?? source ?? "", id);
        if (Identities.Mail(customer.Mail) is { } mail) yield return TombstoneMarks.Of(new("mail", mail));
        if (Identities.Phone(customer.Phone) is { } phone) yield return TombstoneMarks.Of(new("phone", phone));
    }
}
