using System.Diagnostics.Metrics;
using Kolot.Listen;
using Kolot.Running.Status;

namespace Kolot.Running.Metrics;

/// <summary>What of the house can be measured only by looking.</summary>
public sealed class HouseGauges
{
    private readonly CountHouse house;

    /// <summary>Says what there is to look at.</summary>
    public HouseGauges(IMeterFactory meters, CountHouse house, HearingLines lines, Machine machine)
    {
        this.house = house;
        var meter = meters.Create(Measured.Meter);
        meter.CreateObservableGauge("kolot.voices.waiting", () => lines.Waiting, "{voice}", "Voices that wait at this node to be kept.");
        meter.CreateObservableGauge("kolot.disk.free", () => Disks(machine, disk => disk.Free), "By", "What is free of a disk that Kolot writes to.");
        meter.CreateObservableGauge("kolot.disk.size", () => Disks(machine, disk => disk.Total), "By", "How large it is.");
        meter.CreateObservableGauge("kolot.organisations", () => Of(numbers => numbers.Organisations), "{organisation}", "Organisations in this house.");
        meter.CreateObservableGauge("kolot.organisations.closed", () => Of(numbers => numbers.Closed), "{organisation}", "Organisations whose database could not be brought up to date.");
        meter.CreateObservableGauge("kolot.errands.waiting", () => Of(numbers => numbers.Due), "{errand}", "Errands that are due, of all organisations: the same at each node.");
        meter.CreateObservableGauge("kolot.errands.oldest", () => Of(numbers => numbers.DueFor.TotalSeconds), "s", "For how long the first of them has been due.");
        meter.CreateObservableGauge("kolot.errands.failed", () => Of(numbers => numbers.Failed), "{errand}", "Errands that were given up until somebody looks.");
        meter.CreateObservableGauge("kolot.backups.late", () => Of(numbers => numbers.BackupsLate), "{organisation}", "Organisations without a whole backup of the last 26 hours.");
        meter.CreateObservableGauge("kolot.backup.age", () => Of(numbers => numbers.BackupAge?.TotalSeconds), "s", "How old the last whole backup is, of the organisation whose is the oldest.");
    }

    /// <summary>Counts what takes a while.</summary>
    public Task Refresh(CancellationToken cancel) => house.Run(cancel);

    private IEnumerable<Measurement<double>> Of(Func<HouseNumbers, double?> number) =>
        house.Last is { } numbers && number(numbers) is { } value ? [new(value)] : [];

    private static IEnumerable<Measurement<long>> Disks(Machine machine, Func<Disk, long> size) =>
        machine.Disks().Select(disk => new Measurement<long>(size(disk), new KeyValuePair<string, object?>("disk", disk.What.ToString().ToLowerInvariant())));
}
