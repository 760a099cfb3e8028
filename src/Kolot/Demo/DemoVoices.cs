using Kolot.Core.Demo;
using Kolot.Core.Language;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Listen.Keeping;
using Kolot.Store;

namespace Kolot.Demo;

/// <summary>Keeps the demonstration's voices: checked as all voices are, and kept by the same keeper in large batches.</summary>
public sealed class DemoVoices(Databases databases, TimeProvider clock)
{
    private const int Together = 8_000;

    /// <summary>What the voices point at.</summary>
    /// <param name="Names">Channels, touchpoints and units by code.</param>
    /// <param name="Customers">Customers by their number.</param>
    /// <param name="Members">The cast, the owner first.</param>
    public sealed record Ground(Names Names, IReadOnlyDictionary<string, Guid> Customers, IReadOnlyList<MemberRow> Members);

    /// <summary>Keeps them all.</summary>
    public async Task Keep(IReadOnlyList<DemoVoice> voices, Ground ground, CancellationToken cancel)
    {
        var arrivals = ground.Members.ToDictionary(member => member.Mail, member => new Arrival(
            new(DemoOrganisation.Code, member.Id, member.Name, Rights.For(Role.Owner), Reach.All, null), clock.GetUtcNow().UtcDateTime));
        var owner = arrivals[ground.Members[0].Mail];
        var connection = await databases.Connect(DemoOrganisation.Code, cancel);
        await ManyRows.MakeRoom(connection, cancel);
        await using var keeper = new VoiceKeeper(connection, databases.GateOf(DemoOrganisation.Code));
        var next = Task.Run(() => Decide(voices.Take(Together), 0), cancel);
        for (var from = 0; from < voices.Count; from += Together)
        {
            var batch = await next;
            var after = from + Together;
            // While this batch is written, the next is read.
            next = Task.Run(() => Decide(voices.Skip(after).Take(Together), after), cancel);
            await keeper.Keep(batch, cancel);
        }

        List<HeardWhole> Decide(IEnumerable<DemoVoice> some, int running) =>
            [.. some.Select(voice => Whole(voice, ground, voice.By is { } by ? arrivals[by] : owner, running++))];
    }

    private static HeardWhole Whole(DemoVoice voice, Ground ground, Arrival arrival, int running)
    {
        var decided = Hearing.Decide(voice.Heard, ground.Names, arrival, running);
        if (decided.Refused) throw new InvalidOperationException($"Voice {voice.Heard.Id} of the demonstration is refused: {decided.Refusal}");
        var kept = decided.Value.Voice;
        kept.CustomerId = voice.Heard.Customer?.Id is { } customer ? ground.Customers[customer] : null;
        kept.Language = SpokenLanguage.Of(kept.Text ?? kept.Title);
        return decided.Value;
    }
}
