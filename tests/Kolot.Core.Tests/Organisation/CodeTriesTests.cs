using Kolot.Core.Organisation;

namespace Kolot.Core.Tests.Organisation;

public sealed class CodeTriesTests
{
    private static readonly DateTime Now = new(2025, 11, 24, 9, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Each_five_tries_shut_the_door_for_twice_as_long_until_it_is_a_day()
    {
        var (tries, now, locks) = (new CodeTries(0, null), Now, new List<double>());
        for (var round = 0; round < 12; round++)
        {
            for (var number = 0; number < CodeTries.Together; number++) tries = tries.Next(now) ?? throw new InvalidOperationException("A try too few.");
            Assert.Null(tries.Next(now));
            locks.Add(((tries.LockedUntil ?? now) - now).TotalMinutes);
            now = tries.LockedUntil ?? now;
        }

        Assert.Equal([5, 10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440, 1440], locks);
    }

    [Fact]
    public void A_lock_ends_on_its_minute_and_not_before()
    {
        var shut = new CodeTries(10, Now + TimeSpan.FromMinutes(10));

        Assert.Null(shut.Next(Now + TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1)));
        Assert.Equal(new CodeTries(11, null), shut.Next(Now + TimeSpan.FromMinutes(10)));
    }

    [Fact]
    public void A_lock_that_ends_later_than_it_could_holds_no_longer() =>
        Assert.Equal(new CodeTries(6, null), new CodeTries(5, Now + TimeSpan.FromHours(3)).Next(Now));

    [Fact]
    public void Tries_beyond_counting_are_no_longer_a_lock_than_a_day() =>
        Assert.Equal(Now + CodeTries.LongestLock, new CodeTries(int.MaxValue - 3, null).Next(Now)?.LockedUntil);
}
