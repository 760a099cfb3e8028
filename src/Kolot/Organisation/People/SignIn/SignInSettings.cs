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

    /// <summary>For how many days a line of the sign-in log is kept: two years, as the regulations on data security ask of a log of access.</summary>
    [Range(1, 3660)]
    public int LogDays { get; init; } = 731;

    internal TimeSpan ProofLasts => TimeSpan.FromMinutes(ProofMinutes);
}
