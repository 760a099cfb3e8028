using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Boards.Letters;

/// <summary>Answers the errand "look after letters": as long as any wait, some node is told to send them, whatever became of the one that began.</summary>
public sealed class LettersWaiting(LetterRounds letters, TimeProvider clock) : IErrandAnswer
{
    /// <summary>The errand's kind; there is one for all letters.</summary>
    public const string Errand = "board.letters";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public string Kind => Errand;

    /// <summary>Has letters looked after in a while. The caller saves.</summary>
    public static async Task Arm(OrganisationStore store, DateTime now, CancellationToken cancel)
    {
        if (!await store.Errands.AnyAsync(errand => errand.Kind == Errand && errand.FailedAt == null, cancel))
            store.Errands.Add(new() { Kind = Errand, Subject = "all", DueAt = now + Pause });
    }

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        if (await store.Letters.MinAsync(letter => letter.DueAt, cancel) is not { } next) return;
        letters.Ring(store.Organisation);
        var soonest = clock.GetUtcNow().UtcDateTime + Pause;
        store.Errands.Add(new() { Kind = Errand, Subject = "all", DueAt = next > soonest ? next : soonest });
        await store.SaveChangesAsync(cancel);
    }
}
