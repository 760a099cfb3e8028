using Kolot.Core.Organisation;

namespace Kolot.Outside.Mail;

/// <summary>The server that takes an organisation's mail, and how one speaks with it.</summary>
/// <param name="Host">Its name, or its address.</param>
/// <param name="Port">Usually 587, or 465 where TLS stands from the first byte.</param>
/// <param name="Security">What protects the conversation.</param>
/// <param name="User">By whom one signs in; null where the server asks for nobody.</param>
/// <param name="Password">Their password.</param>
public sealed record MailServer(string Host, int Port, MailSecurity Security, string? User = null, string? Password = null)
{
    /// <summary>Its name and port alone: this may come into a log.</summary>
    public override string ToString() => $"{Host}:{Port}";
}
