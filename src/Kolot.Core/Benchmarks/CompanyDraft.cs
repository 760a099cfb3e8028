using Kolot.Core.Organisation;

namespace Kolot.Core.Benchmarks;

/// <summary>A company as somebody wrote it down, or a line of a file did.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="NameEn">The same in English.</param>
/// <param name="Industry">Its industry.</param>
/// <param name="Ours">Whether it is the organisation itself.</param>
/// <param name="Addresses">How it is approached by each channel.</param>
public sealed record CompanyDraft(string? Name, string? NameEn, string? Industry, bool Ours, IReadOnlyDictionary<ProbeChannel, string> Addresses)
{
    /// <summary>The longest address of a channel.</summary>
    public const int LongestAddress = 1_000;

    /// <summary>Its industry in English.</summary>
    public string? IndustryEn { get; init; }

    /// <summary>Nothing yet.</summary>
    public static CompanyDraft Blank { get; } = new(null, null, null, false, new Dictionary<ProbeChannel, string>());

    /// <summary>What a channel's address is called in forms and files.</summary>
    public static string FieldOf(ProbeChannel channel) => channel switch
    {
        ProbeChannel.ContactForm => "contact_form",
        _ => channel.ToString().ToLowerInvariant(),
    };

    /// <summary>Whether it is called by one of some names.</summary>
    public bool IsCalled(IEnumerable<string> names) => names.Any(name => name.Equals(Name, StringComparison.OrdinalIgnoreCase) || name.Equals(NameEn, StringComparison.OrdinalIgnoreCase));

    /// <summary>What is kept of it, tidied, and what is wrong with it, by the field's name.</summary>
    public (CompanyDraft Company, IReadOnlyList<Fault> Faults) Read()
    {
        var faults = new List<Fault>();
        var name = PlainText.Of(Name, DesignCheck.LongestName, "name", faults);
        if (name is null) faults.Add(new("name", "required"));
        var addresses = new SortedDictionary<ProbeChannel, string>();
        foreach (var (channel, written) in Addresses)
        {
            if (PlainText.Of(written, LongestAddress, FieldOf(channel), faults) is not { } address) continue;
            if (Tidy(channel, address) is { } tidied) addresses[channel] = tidied;
            else faults.Add(new(FieldOf(channel), channel == ProbeChannel.ContactForm ? "not_an_address" : channel == ProbeChannel.Mail ? "not_a_mail" : "not_a_phone"));
        }

        return (new(name, PlainText.Of(NameEn, DesignCheck.LongestName, "name_en", faults), PlainText.Of(Industry, DesignCheck.LongestName, "industry", faults), Ours, addresses) { IndustryEn = PlainText.Of(IndustryEn, DesignCheck.LongestName, "industry_en", faults) }, faults);
    }

    // A number is dialled as it is written: short ones and those with stars are no numbers of people.
    private static string? Tidy(ProbeChannel channel, string address) => channel switch
    {
        ProbeChannel.ContactForm => Uri.TryCreate(address.Contains("://", StringComparison.Ordinal) ? address : $"https://{address}", UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.Host.Contains('.', StringComparison.Ordinal) ? uri.ToString() : null,
        ProbeChannel.Mail => Identities.Mail(address),
        ProbeChannel.Phone or ProbeChannel.WhatsApp => address.Count(char.IsAsciiDigit) is >= 3 and <= 16 && address.All(sign => char.IsAsciiDigit(sign) || " +-*#().".Contains(sign, StringComparison.Ordinal)) ? address : null,
        _ => address,
    };
}
