using Kolot.Core;
using Kolot.Core.Organisation;

namespace Kolot.Organisation.People.SignIn;

/// <summary>What is wrong with the particulars of a new account.</summary>
public static class AccountFaults
{
    /// <summary>The faults, in the order of the fields.</summary>
    public static List<Fault> Of(string name, string mail, string password)
    {
        var faults = OfName(name);
        if (Identities.Mail(mail) is null) faults.Add(new("mail", mail.Length == 0 ? "required" : "not_an_email"));
        if (Passwords.FaultOf(password, mail) is { } fault) faults.Add(new("password", fault));
        return faults;
    }

    /// <summary>The faults of a name alone.</summary>
    public static List<Fault> OfName(string name) => name.Trim().Length switch
    {
        0 => [new("name", "required")],
        > 100 => [new("name", "too_long")],
        _ => [],
    };
}
