using Kolot.Core.Calendars;

namespace Kolot.Core.Tests.Calendars;

public sealed class MinuteWalkTests
{
    private const int Calendars = 250;
    private const int Days = 5;

    [Fact]
    public void The_clock_agrees_with_a_walk_minute_by_minute_on_random_hours_wherever_they_are_kept()
    {
        var random = new Random(20_260_301);
        for (var turn = 0; turn < Calendars; turn++)
        {
            var (hours, zone, from) = RandomHours.Next(random);
            var (clock, walk) = (ServiceClock.Of(hours, zone), new MinuteWalk(hours, zone));
            var open = Enumerable.Range(0, Days * Opening.Day).Select(minute => from.AddMinutes(minute)).Where(walk.IsOpen).ToList();
            var said = $"{turn}: {zone.Id} {from:u} {ServiceHoursDraft.Write(hours)}";

            Assert.True(open.SequenceEqual(Enumerable.Range(0, Days * Opening.Day).Select(minute => from.AddMinutes(minute)).Where(clock.IsOpen)), said);
            Assert.True(open.Count == clock.Between(from, from.AddDays(Days)).TotalMinutes, said);
            if (open.Count == 0) continue;
            Assert.True(open[0] == clock.Opens(from), said);
            var time = random.Next(open.Count);
            var due = clock.Due(from, TimeSpan.FromMinutes(time + 1));
            Assert.True(open[time].AddMinutes(1) == due.At, said);
            // What explains it counts the same minutes, each once.
            Assert.True(due.Steps.Sum(step => step.Counted.Sum(part => part.Length.TotalMinutes)) == time + 1 && due.Steps.Last().Left == TimeSpan.Zero, said);
        }
    }
}
