using System.Diagnostics;
using Kolot.Bench.Ground;
using Kolot.Core.Calendars;
using Kolot.Core.Tests.Calendars;

namespace Kolot.Bench.Inviting;

/// <summary>How many due times a core reckons in a second, beside a walk minute by minute, and whether the two agree on 100,000 random calendars.</summary>
internal static class ServiceTimeRows
{
    private const int Rounds = 5;
    private const int Asked = 2_000_000;
    private const int Walked = 200;
    private const int Calendars = 100_000;
    private const int MinutesEach = 1_440;
    private const double Wanted = 1_000_000;

    public static void Run(CancellationToken cancel)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem");
        var hours = ServiceHours.Usual with { Sabbath = new(31.7683, 35.2137, 40) };
        var (clock, walk) = (ServiceClock.Of(hours, zone), new MinuteWalk(hours, zone));
        var (fast, slow) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            fast.Add(Reckon(clock, Asked));
            slow.Add(Walk(walk, Walked));
        }

        Figures.Line("", "due times/s", "wanted", "");
        Figures.Line("service time, one core", $"{fast.Median():N0}", $"{Wanted:N0}", Figures.Met(fast.Median() >= Wanted));
        Figures.Line("minute by minute, the same", $"{slow.Median():N0}", "", "baseline");
        var (agree, seconds) = Agree(cancel);
        Figures.Line("random calendars that agree", $"{agree:N0}", $"{Calendars:N0}", Figures.Met(agree == Calendars));
        Figures.Line("  seconds of checking", $"{seconds:N0}");
    }

    // CPU time, so that a busy machine does not count. Moments over three years, times of up to a week of service.
    private static double Reckon(ServiceClock clock, int count)
    {
        var (random, sum, begun) = (new Random(1), 0L, Process.GetCurrentProcess().TotalProcessorTime);
        for (var i = 0; i < count; i++)
            sum += clock.Due(DateTime.UnixEpoch.AddMinutes(29_500_000 + random.Next(1_576_800)), TimeSpan.FromMinutes(1 + random.Next(2_400))).At!.Value.Ticks;
        if (sum == 0) throw new InvalidOperationException("Nothing was reckoned.");
        return count / (Process.GetCurrentProcess().TotalProcessorTime - begun).TotalSeconds;
    }

    private static double Walk(MinuteWalk walk, int count)
    {
        var (random, begun) = (new Random(1), Process.GetCurrentProcess().TotalProcessorTime);
        for (var i = 0; i < count; i++)
        {
            var at = DateTime.UnixEpoch.AddMinutes(29_500_000 + random.Next(1_576_800));
            for (var left = 1 + random.Next(2_400); left > 0; at = at.AddMinutes(1))
                if (walk.IsOpen(at)) left--;
        }

        return count / (Process.GetCurrentProcess().TotalProcessorTime - begun).TotalSeconds;
    }

    private static (int Agree, double Seconds) Agree(CancellationToken cancel)
    {
        var (agree, begun) = (0, Stopwatch.GetTimestamp());
        Parallel.For(0, Calendars, new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount }, turn =>
        {
            var random = new Random(turn);
            var (hours, zone, from) = RandomHours.Next(random);
            var (clock, walk) = (ServiceClock.Of(hours, zone), new MinuteWalk(hours, zone));
            var (open, at, time) = (0, from, 1 + random.Next(MinutesEach / 2));
            for (var minute = 0; minute < MinutesEach && open < time; minute++, at = at.AddMinutes(1))
                if (walk.IsOpen(at)) open++;
            var agrees = clock.Between(from, at) == TimeSpan.FromMinutes(open) && (open < time || clock.Due(from, TimeSpan.FromMinutes(time)).At == at);
            if (agrees) Interlocked.Increment(ref agree);
            else Console.WriteLine($"  differs: calendar {turn}, {zone.Id}, {from:u}");
        });
        return (agree, Stopwatch.GetElapsedTime(begun).TotalSeconds);
    }
}
