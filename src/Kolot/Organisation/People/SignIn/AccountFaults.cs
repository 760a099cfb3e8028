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
        if (Identities.Mail(mail) is null) faults.Add(new("mail", mail.Length == 0 ? "required" : "not_a_mail"));
        if (Passwords.FaultOf(password, mail) is { } fault) faults.Add(new("password", fault));
        return faults;
    }

    /// <summary>The faults of a name alone.</summary>
    public static List<Fault> OfName(string name) => Name("name", name, 100) is { } fault ? [fault] : [];

    /// <summary>What is wrong with something that is to be named; null when nothing is.</summary>
    /// <remarks>A NUL ends a text in PostgreSQL, so nobody can have meant it.</remarks>
    public static Fault? Name(string field, string name, int most) =>
        string.IsNullOrWhiteSpace(name) ? new(field, "required")
        : name.Trim().Length > most ? new(field, "too_long")
        : name.Contains('\0', StringComparison.Ordinal) ? new(field, "not_text")
        : null;
}
