using System.ComponentModel.DataAnnotations;

namespace Kolot.Store.Backups;

/// <summary>When backups are taken by themselves, where to, and how long they stay. Section <c>Backups</c>.</summary>
public sealed class BackupSettings : IValidatableObject
{
    /// <summary>The folder that they are written to; none are taken where it is empty.</summary>
    public string? Folder { get; init; }

    /// <summary>The time of day at which they are taken.</summary>
    public TimeOnly At { get; init; } = new(2, 0);

    /// <summary>The time zone of that time of day.</summary>
    [Required]
    public string Zone { get; init; } = "UTC";

    /// <summary>For how many days they stay.</summary>
    [Range(1, 3650)]
    public int Keep { get; init; } = 30;

    /// <summary>The last moment at which they were due.</summary>
    public DateTime LastDue(DateTime now)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zone);
        for (var day = TimeZoneInfo.ConvertTimeFromUtc(now, zone).Date; ; day = day.AddDays(-1))
            if (Moment(day + At.ToTimeSpan(), zone) is var due && due <= now) return due;
    }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // The service and its commands stand in different folders.
        if (!string.IsNullOrEmpty(Folder) && !Path.IsPathFullyQualified(Folder))
            yield return new($"'{Folder}' is not a whole path such as /var/backups/kolot", [nameof(Folder)]);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out _)) yield return new($"'{Zone}' is not a time zone such as Asia/Jerusalem", [nameof(Zone)]);
    }

    // A clock that is put forward skips an hour: what is asked for in it is the hour after.
    private static DateTime Moment(DateTime local, TimeZoneInfo zone) => TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(local) ? local.AddHours(1) : local, zone);
}
