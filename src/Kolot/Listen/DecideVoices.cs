using Kolot.Core;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Listen.Forgetting;

namespace Kolot.Listen;

/// <summary>Decides whether voices that arrive can be kept: by what the organisation calls things, and by whom it forgot.</summary>
public sealed class DecideVoices(KnownNames names, TimeProvider clock)
{
    // Where counting begins does not matter; that two processes begin elsewhere does.
    private long running = Random.Shared.NextInt64();

    /// <summary>The next running number, for a voice's place in time.</summary>
    public long Next() => Interlocked.Increment(ref running);

    /// <summary>Decides of each.</summary>
    public async Task<Result<HeardWhole>[]> Run(Member by, IReadOnlyList<HeardVoice> voices, Guid? import, CancellationToken cancel)
    {
        var known = await names.Of(by.Organisation, cancel);
        var arrival = new Arrival(by, clock.GetUtcNow().UtcDateTime, import);
        var forgotten = await names.ForgottenOf(by.Organisation, cancel);
        var decided = new Result<HeardWhole>[voices.Count];
        for (var index = 0; index < decided.Length; index++)
        {
            var heard = voices[index];
            // A conflict stands for whom was erased: what is wrong with it besides does not matter.
            if (KeptOut.Is(heard, forgotten, past: import is not null || heard.History)) decided[index] = new Refusal.Conflict("forgotten");
            else decided[index] = Hearing.Decide(import is null ? heard : KeptOut.Unmentioned(heard, forgotten), known, arrival, Next());
        }

        return decided;
    }
}
