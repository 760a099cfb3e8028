using Kolot.Core.Calendars;
using Kolot.Core.Respond.Clocks;
using Kolot.Core.Tests.Calendars;

namespace Kolot.Core.Tests.Respond.Clocks;

public sealed class RestingWalkTests
{
    private const int Turns = 200;
    private const int Days = 6;

    // Hours that nobody would keep, wherever clocks do odd things; rests by chance; each minute asked whether it is open and nobody is awaited.
    [Fact]
    public void Resting_and_going_on_counts_the_same_minutes_as_one_stretch_without_the_rests()
    {
        var random = new Random(20_261_130);
        for (var turn = 0; turn < Turns; turn++)
        {
            var (hours, zone, from) = RandomHours.Next(random);
            var (clock, walk) = (ServiceClock.Of(hours, zone), new MinuteWalk(hours, zone));
            var rests = Rests(random, from);
            var counted = Enumerable.Range(0, Days * Opening.Day).Select(minute => from.AddMinutes(minute)).Where(at => walk.IsOpen(at) && !rests.Any(rest => rest.From <= at && at < rest.Until)).ToList();
            if (counted.Count == 0) continue;
            var given = random.Next(counted.Count) + 1;
            var due = Rested(new(Guid.Empty, ClockPurpose.Solution, GivenTime.Minutes(given), from), rests).Due(clock);
            var said = $"{turn}: {zone.Id} {from:u} {given} {string.Join(' ', rests)} {ServiceHoursDraft.Write(hours)}";

            Assert.True(counted[given - 1].AddMinutes(1) == due.At, said);
            Assert.True(Math.Abs(due.Parts.Sum(part => part.Steps.Sum(step => step.Counted.Sum(time => time.Length.TotalMinutes))) - given) < 0.001, said);
            Assert.True(due.Parts[^1].Steps.Last().Left == TimeSpan.Zero, said);
            var warned = counted.Count(at => at < due.WarnAt);
            Assert.True(Math.Abs(warned - (given - Math.Min(given / 4.0, ClockDue.MostWarning.TotalMinutes))) <= 1, $"{said} warned after {warned}");
            // One that goes on with what was left, from when the customer answered, is the same clock.
            if (due.Parts is [.., { Ran: var last }] && due.Parts.Count > 1) Assert.True(clock.Due(last.From, last.Time).At == due.At, said);
        }
    }

    private static CaseClock Rested(CaseClock clock, IEnumerable<OpenTime> rests) => rests.Aggregate(clock, (one, rest) => one.Rest(rest.From).GoOn(rest.Until));

    private static List<OpenTime> Rests(Random random, DateTime from)
    {
        var rests = new List<OpenTime>();
        for (var at = from.AddMinutes(random.Next(1000)); rests.Count < random.Next(5); at = rests[^1].Until.AddMinutes(random.Next(1, 1500)))
            rests.Add(new(at, at.AddMinutes(random.Next(1, 1500))));
        return rests;
    }
}
