using System.Text.Json;

namespace Kolot.Core.Organisation;

/// <summary>The provider by which an organisation's people sign in, by OpenID Connect. One row, or none.</summary>
public sealed class SignOnProvider
{
    /// <summary>Always 1: an organisation trusts one provider.</summary>
    public int Id { get; init; } = 1;

    /// <summary>The provider's address, as its own documents call it, without a slash at its end.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>What Kolot is called there.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The secret that was agreed there, sealed.</summary>
    public byte[] ClientSecret { get; set; } = [];

    /// <summary>The claim whose values the rules read; empty where the rule for everybody is enough.</summary>
    public string RoleClaim { get; set; } = "";

    /// <summary>The rules, as JSON.</summary>
    public string Rules { get; set; } = "[]";

    /// <summary>Whether a mail address counts though the provider does not say that it was verified.</summary>
    public bool TrustsMail { get; set; }

    /// <summary>Counts the changes.</summary>
    public int Version { get; set; }

    /// <summary>The rules, read.</summary>
    public IReadOnlyList<SignOnRule> RulesRead => JsonSerializer.Deserialize<List<SignOnRule>>(Rules) ?? [];
}
