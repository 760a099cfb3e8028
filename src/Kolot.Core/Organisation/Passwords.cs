namespace Kolot.Core.Organisation;

/// <summary>What makes a password good enough: length, and that it is not what everybody tries first.</summary>
/// <remarks>No rules of composition: they lead to Passw0rd1!, not to strength (NIST SP 800-63B).</remarks>
public static class Passwords
{
    /// <summary>The least length.</summary>
    public const int Least = 10;

    /// <summary>The most that is taken in; hashing endless ones would be a way to tire the house out.</summary>
    public const int Most = 200;

    private static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase)
    {
        "1234567890", "12345678910", "0123456789", "0987654321", "9876543210", "1q2w3e4r5t", "1q2w3e4r5t6y", "qwertyuiop", "qwerty12345",
        "qwerty123456", "password123", "password1234", "passw0rd123", "passwordpassword", "letmein123", "letmein1234", "iloveyou12", "iloveyou123",
        "welcome123", "welcome1234", "admin12345", "administrator", "adminadmin", "changeme123", "football123", "baseball123", "sunshine123",
        "princess123", "superman123", "1qaz2wsx3edc", "zaq12wsxcde3", "asdfghjkl1", "asdfghjkl;", "qazwsxedcrfv", "abcdefghij", "abcd123456",
        "abc1234567", "123123123123", "1212121212", "1122334455", "147258369", "kolotkolot", "israel12345", "jerusalem1", "telaviv123", "shalom1234",
        "סיסמה12345", "סיסמא12345", "שלום123456", "kolot12345",
    };

    /// <summary>Why a password will not do; null when it does.</summary>
    /// <param name="password">The password.</param>
    /// <param name="mail">The mail address it goes with: everybody would try that.</param>
    /// <returns><c>required</c>, <c>password_short</c>, <c>too_long</c> or <c>password_common</c>.</returns>
    public static string? FaultOf(string? password, string? mail) => password switch
    {
        null or "" => "required",
        { Length: < Least } => "password_short",
        { Length: > Most } => "too_long",
        _ when Common.Contains(password) || password.Distinct().Count() < 4 => "password_common",
        _ when string.Equals(password, mail, StringComparison.OrdinalIgnoreCase) => "password_common",
        _ => null,
    };
}
