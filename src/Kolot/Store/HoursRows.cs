using Microsoft.EntityFrameworkCore;

namespace Kolot.Store;

/// <summary>The hours of service of one place as they were decided at one time: of the organisation, a unit, a channel, or a channel of a unit. Only ever added to.</summary>
public sealed class DecidedHours
{
    /// <summary>Which place: <see cref="PlaceOf"/>.</summary>
    public required string Place { get; init; }

    /// <summary>The running number of the decision; the highest holds.</summary>
    public int Number { get; init; }

    /// <summary>The unit; null for all of them.</summary>
    public Guid? UnitId { get; init; }

    /// <summary>The channel; null for all of them.</summary>
    public Guid? ChannelId { get; init; }

    /// <summary>The hours as JSON; null where the place was given back to the hours around it.</summary>
    public string? Hours { get; init; }

    /// <summary>Since when they hold.</summary>
    public DateTime At { get; init; }

    /// <summary>Who decided it.</summary>
    public Guid By { get; init; }

    /// <summary>By what a place is known here.</summary>
    public static string PlaceOf(Guid? unit, Guid? channel) => $"{unit:N}/{channel:N}";
}

/// <summary>What customers are told of a time in which something does not work, on every page that they see.</summary>
public sealed class OutageNotice
{
    /// <summary>Its id, version 7.</summary>
    public Guid Id { get; init; }

    /// <summary>What it says, as a JSON object of language to text.</summary>
    public required string Texts { get; set; }

    /// <summary>From when on.</summary>
    public DateTime BeginsAt { get; set; }

    /// <summary>Until when; null until somebody ends it.</summary>
    public DateTime? EndsAt { get; set; }

    /// <summary>Who wrote it.</summary>
    public Guid WrittenBy { get; init; }

    /// <summary>When.</summary>
    public DateTime WrittenAt { get; init; }

    /// <summary>How often it was changed.</summary>
    public int Version { get; set; }
}

/// <summary>A time in which somebody was really there, as a member noted it or a system told.</summary>
public sealed class OpenedTime
{
    /// <summary>Its id, version 7.</summary>
    public Guid Id { get; init; }

    /// <summary>At which unit; null for the whole organisation.</summary>
    public Guid? UnitId { get; init; }

    /// <summary>At which channel; null for all.</summary>
    public Guid? ChannelId { get; init; }

    /// <summary>Since when.</summary>
    public DateTime BeginsAt { get; init; }

    /// <summary>Until when; null while it goes on.</summary>
    public DateTime? EndsAt { get; set; }

    /// <summary>Who noted it: a member's or a key's id.</summary>
    public Guid NotedBy { get; init; }

    /// <summary>When.</summary>
    public DateTime NotedAt { get; init; }
}

/// <summary>The tables of service time.</summary>
internal static class HoursTables
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<DecidedHours>().ToTable("decided_hours").HasKey(row => new { row.Place, row.Number });
        model.Entity<OutageNotice>().ToTable("outage_notices").Property(row => row.Version).IsConcurrencyToken();
        model.Entity<OpenedTime>().ToTable("opened_times").HasIndex(row => row.BeginsAt);
    }
}
