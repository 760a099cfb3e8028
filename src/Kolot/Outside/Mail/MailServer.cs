using Kolot.Core.Organisation;

namespace Kolot.Outside.Mail;

/// <summary>A server to which mail is given, or at which it is read, and how one speaks with it.</summary>
/// <param name="Host">Its name, or its address.</param>
/// <param name="Port">Usually 587 for giving and 143 for reading; 465 and 993 where TLS stands from the first byte.</param>
/// <param name="Security">What protects the conversation.</param>
/// <param name="User">By whom one signs in; null where the server asks for nobody.</param>
/// <param name="Password">Their password.</param>
public sealed record MailServer(string Host, int Port, MailSecurity Security, string? User = null, string? Password = null)
{
    /// <summary>Its name and port alone: this may come into a log.</summary>
    public override string ToString() => $"{Host}:{Port}";
}
