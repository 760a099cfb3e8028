using System.ComponentModel.DataAnnotations;

namespace Kolot.Running;

/// <summary>Where the house is found. These stand at the top of the settings, in no section.</summary>
public sealed class HouseSettings : IValidatableObject
{
    /// <summary>Where it listens: one address, or several with semicolons between them.</summary>
    [Required]
    public string Address { get; init; } = "http://127.0.0.1:5080";

    /// <summary>Where people find it, if something stands before it: <c>https://voices.example.com</c>.</summary>
    public string? PublicAddress { get; init; }

    /// <summary>How many proxies stand before it, whose word on who asks is believed. With none, nobody's is.</summary>
    [Range(0, 8)]
    public int ProxyHops { get; init; }

    /// <summary>The addresses, each with its scheme.</summary>
    public IEnumerable<string> Addresses => Address.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(address => address.Contains("://", StringComparison.Ordinal) ? address : $"http://{address}");

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // A star or a plus stands for every address of the machine.
        foreach (var address in Addresses)
            if (!IsWeb(address.Replace("://*", "://any", StringComparison.Ordinal).Replace("://+", "://any", StringComparison.Ordinal)))
                yield return new($"'{address}' is not an address such as http://127.0.0.1:5080", [nameof(Address)]);
        if (!string.IsNullOrEmpty(PublicAddress) && !IsWeb(PublicAddress))
            yield return new($"'{PublicAddress}' is not an address such as https://voices.example.com", [nameof(PublicAddress)]);
    }

    private static bool IsWeb(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
}
