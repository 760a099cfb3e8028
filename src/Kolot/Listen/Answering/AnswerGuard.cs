using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Kolot.Listen.Answering;

/// <summary>Keeps whoever sends answers by the thousand from drowning those of customers. Nobody is shown a riddle, and nobody is locked out.</summary>
/// <remarks>
/// Each node counts for itself, in memory, by the minute. Where a survey is begun far more often than people do it, each new answer must prove some work, which a script does in a
/// second; without script one waits, and sends what is still typed in.
/// </remarks>
public sealed class AnswerGuard(IOptions<AnsweringSettings> settings, TimeProvider clock)
{
    /// <summary>How long whoever has no script waits under attack.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>How many bits of the hash are zero where work was done: some hundred thousand tries, which a telephone does in a second.</summary>
    public const int Bits = 18;

    // Who waits out the time for many at once is no customer.
    private const int PatientPerMinute = 10;
    private const int LongestProof = 40;

    private Minute minute = new(0, null);

    /// <summary>How long whoever sends from there should wait, where too much came from it; null where it did not. Known before anything that was sent is read.</summary>
    public TimeSpan? Wait(HttpContext context, string organisation, string code)
    {
        var now = Now();
        return now.Count($"from {organisation}/{code} {PlaceOf(context)}") > settings.Value.AddressPerMinute ? UntilNext(now) : null;
    }

    /// <summary>The same for what comes by their personal link; who begins is counted.</summary>
    public TimeSpan? Wait(Respondent respondent)
    {
        var now = Now();
        if (!respondent.Token.Begun) now.Count($"begun {respondent.Organisation}/{respondent.Asked.Code}");
        return respondent.Token.Link is { } link && now.Count($"link {respondent.Organisation} {link}") > settings.Value.LinkPerMinute ? UntilNext(now) : null;
    }

    /// <summary>The same of any other page that is known by a code.</summary>
    public TimeSpan? Wait(HttpContext context, string organisation, string code, AnswerToken token)
    {
        if (!token.Begun) Now().Count($"begun {organisation}/{code}");
        return Wait(context, organisation, code);
    }

    /// <summary>Whether a survey is begun so often that it cannot be customers alone.</summary>
    public bool IsUnderAttack(string organisation, string code) => Now().Most($"begun {organisation}/{code}") > settings.Value.ProofAbove;

    /// <summary>Whether somebody who begins to answer is let in: always in ordinary times, under attack by work or by patience.</summary>
    public bool LetsIn(HttpContext context, Respondent respondent, string? proof) => LetsIn(context, respondent.Organisation, respondent.Asked.Code, respondent.Token, proof);

    /// <summary>The same of any page that is known by a code.</summary>
    public bool LetsIn(HttpContext context, string organisation, string code, AnswerToken token, string? proof)
    {
        if (token.Begun || !IsUnderAttack(organisation, code)) return true;
        if (IsProven(token.Response, proof)) return true;
        return clock.GetUtcNow().UtcDateTime - token.OpenedAt >= Patience && Now().Count($"patient {PlaceOf(context)}") <= PatientPerMinute;
    }

    /// <summary>Whether the work was done: a hash of the response's id and what was found begins with zeros.</summary>
    public static bool IsProven(Guid response, string? proof)
    {
        if (proof is not { Length: > 0 and <= LongestProof }) return false;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{response}:{proof}"));
        return BitOperations.LeadingZeroCount(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(hash)) >= Bits;
    }

    private TimeSpan UntilNext(Minute now) => TimeSpan.FromTicks(((now.Number + 1) * TimeSpan.TicksPerMinute) - clock.GetUtcNow().Ticks);

    private Minute Now()
    {
        var number = clock.GetUtcNow().Ticks / TimeSpan.TicksPerMinute;
        var last = Volatile.Read(ref minute);
        if (last.Number == number) return last;
        var next = new Minute(number, last.Number == number - 1 ? last.WithoutBefore() : null);
        return Interlocked.CompareExchange(ref minute, next, last) == last ? next : Volatile.Read(ref minute);
    }

    // Whoever has a network of the newer kind has addresses without end in it.
    private static string PlaceOf(HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        null => "here",
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } wide => new IPAddress([.. wide.GetAddressBytes().Take(8), 0, 0, 0, 0, 0, 0, 0, 0]).ToString(),
        var address => address.ToString(),
    };

    /// <summary>What was counted in a minute, and in the one before.</summary>
    private sealed class Minute(long number, Minute? before)
    {
        private readonly ConcurrentDictionary<string, int> counts = new();

        public long Number => number;

        public Minute WithoutBefore() => before is null ? this : new(number, null, counts);

        private Minute(long number, Minute? before, ConcurrentDictionary<string, int> counts) : this(number, before) => this.counts = counts;

        public int Count(string what) => counts.AddOrUpdate(what, 1, (_, count) => count + 1);

        public int Most(string what) => Math.Max(counts.GetValueOrDefault(what), before?.counts.GetValueOrDefault(what) ?? 0);
    }
}
