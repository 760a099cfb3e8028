using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Kolot.Store;

/// <summary>Keys and indexes of alerts and of what they told.</summary>
internal static class AlertTables
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Alert>().Property(alert => alert.Version).IsConcurrencyToken();
        model.Entity<AlertReader>().HasKey(reader => new { reader.AlertId, reader.MemberId });
        model.Entity<AlertReader>().HasIndex(reader => reader.MemberId);
        model.Entity<AlertReader>().Property(reader => reader.Since).HasConversion<Day>();
        model.Entity<AlertReader>().Property(reader => reader.LookedTo).HasConversion<Day>();
        // Two nodes that look at once tell of a piece once.
        model.Entity<Signal>().HasIndex(signal => new { signal.AlertId, signal.MemberId, signal.NowTo }).IsUnique();
        model.Entity<Signal>().HasIndex(signal => signal.MailAt).HasFilter("mail_at is not null");
        model.Entity<Signal>().HasIndex(signal => new { signal.MemberId, signal.SeenAt });
        foreach (var name in new[] { nameof(Signal.BeforeFrom), nameof(Signal.NowFrom), nameof(Signal.NowTo) }) model.Entity<Signal>().Property<DateOnly>(name).HasConversion<Day>();
    }

    // A day is its number: the same in both databases and in archives.
    private sealed class Day() : ValueConverter<DateOnly, int>(day => day.DayNumber, number => DateOnly.FromDayNumber(number));
}
