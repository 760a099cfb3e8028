using System.ComponentModel.DataAnnotations;

namespace Kolot.Running.Metrics;

/// <summary>Who may read how the house does in numbers. Section <c>Metrics</c>.</summary>
public sealed class MetricsSettings
{
    /// <summary>What whoever reads <c>/metrics</c> must show as a bearer token. Without one there is no such address.</summary>
    [MinLength(24, ErrorMessage = "Too short to be kept from guessing: at least 24 characters")]
    public string? Token { get; init; }
}
