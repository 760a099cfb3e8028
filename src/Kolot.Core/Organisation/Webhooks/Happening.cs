using System.Globalization;

namespace Kolot.Core.Organisation.Webhooks;

/// <summary>Something that happened, of which an endpoint wants to be told.</summary>
/// <param name="Type">What, as <c>voice.heard</c>.</param>
/// <param name="Subject">To what.</param>
/// <param name="At">When.</param>
public readonly record struct Happening(string Type, Guid Subject, DateTime At)
{
    /// <summary>As an errand's subject.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Type}/{Subject}/{new DateTimeOffset(At, TimeSpan.Zero).ToUnixTimeMilliseconds()}");

    /// <summary>What an errand's subject says; null where it is none.</summary>
    public static Happening? Read(string written) =>
        written.Split('/') is [var type, var subject, var at] && Guid.TryParse(subject, out var id) && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var moment)
            ? new(type, id, DateTimeOffset.FromUnixTimeMilliseconds(moment).UtcDateTime)
            : null;
}
