using System.ComponentModel.DataAnnotations;

namespace Kolot.Organisation.People.SignIn;

/// <summary>How patient the doors are. Section <c>SignIn</c>.</summary>
public sealed class SignInSettings
{
    /// <summary>How often one network address may try to sign in, set up or join within a minute.</summary>
    [Range(1, 100_000)]
    public int TriesPerMinute { get; init; } = 20;

    /// <summary>For how many minutes a password counts as proof, before an act of weight asks for it again.</summary>
    [Range(1, 1440)]
    public int ProofMinutes { get; init; } = 10;

    internal TimeSpan ProofLasts => TimeSpan.FromMinutes(ProofMinutes);
}
