using System.Globalization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Shell;

namespace Kolot.Organisation.Customers;

/// <summary>What the fields of a customer's form hold, as typed.</summary>
public sealed record CustomerForm
{
    private const string Day = "yyyy-MM-dd";

    /// <summary>Whose form; null for somebody new.</summary>
    public Guid? Id { get; init; }

    /// <summary>The name.</summary>
    public string? Name { get; init; }

    /// <summary>The unit's code.</summary>
    public string? Unit { get; init; }

    /// <summary>Since which day they are a customer.</summary>
    public string? Since { get; init; }

    /// <summary>The moment behind that day, which the form does not show.</summary>
    public string? SinceWas { get; init; }

    /// <summary>By what they are recognised: kind and value.</summary>
    public IReadOnlyList<WrittenIdentity> Identities { get; init; } = [];

    /// <summary>What is known of them: code and value.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Attributes { get; init; } = [];

    /// <summary>The version that the form was begun from.</summary>
    public int? Version { get; init; }

    private TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>A form for what is known, or an empty one.</summary>
    public static CustomerForm Of(CustomerView? view, TimeZoneInfo zone) => view is null ? new() { Zone = zone } : new()
    {
        Id = view.Customer.Id,
        Name = view.Customer.Name,
        Unit = view.Unit?.Code,
        Since = view.Customer.Since is { } since ? DayOf(since, zone) : "",
        SinceWas = view.Customer.Since?.ToString("O", CultureInfo.InvariantCulture),
        // What came with somebody who was merged in is theirs again once they are told apart: it is not this form's to change.
        Identities = [.. view.Identities.Where(identity => identity.MergedFrom is null).Select(identity => new WrittenIdentity(identity.Kind, identity.Value))],
        Attributes = [.. view.Attributes.Select(attribute => KeyValuePair.Create(attribute.Key, attribute.Value))],
        Version = view.Customer.Version,
        Zone = zone,
    };

    /// <summary>What was posted.</summary>
    public static CustomerForm Of(IFormCollection form, Guid? id, TimeZoneInfo zone) => new()
    {
        Id = id,
        Name = form["name"],
        Unit = form["unit"],
        Since = form["since"],
        SinceWas = form["sinceWas"],
        Identities = [.. form["identityKind"].Zip(form["identityValue"], (kind, value) => new WrittenIdentity(kind ?? "", value ?? ""))],
        Attributes = [.. form["attributeKey"].Zip(form["attributeValue"], (key, value) => KeyValuePair.Create(key ?? "", value ?? ""))],
        Version = form.Version(),
        Zone = zone,
    };

    /// <summary>As a record: the form holds all of it.</summary>
    public Result<CustomerRecord> AsRecord(string source, string id)
    {
        var since = Moment();
        if (!string.IsNullOrWhiteSpace(Since) && since is null) return new Refusal.Invalid("since", "not_a_date");
        var written = Attributes.Where(pair => !string.IsNullOrWhiteSpace(pair.Value)).ToList();
        if (written.Any(pair => string.IsNullOrWhiteSpace(pair.Key))) return new Refusal.Invalid("attributes", "no_name");
        return new CustomerRecord
        {
            Source = source, Id = id, Name = Name, Unit = Unit, Since = since, Identities = Identities, Whole = true,
            Attributes = written.GroupBy(pair => pair.Key.Trim()).ToDictionary(key => key.Key, key => (string?)key.Last().Value),
            Version = Version,
        };
    }

    private static string DayOf(DateTime moment, TimeZoneInfo zone) => TimeZoneInfo.ConvertTimeFromUtc(moment, zone).ToString(Day, CultureInfo.InvariantCulture);

    // A day that was not touched keeps its hour.
    private DateTimeOffset? Moment()
    {
        if (DateTime.TryParse(SinceWas, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var was)
            && DayOf(was, Zone) == Since) return new DateTimeOffset(was, TimeSpan.Zero);
        if (!DateTime.TryParseExact(Since, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day.Year < 1900) return null;
        return new DateTimeOffset(day, Zone.GetUtcOffset(day));
    }
}
