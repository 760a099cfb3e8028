namespace Kolot.Core.Organisation;

/// <summary>Through which server an organisation's mail goes, and from whom. One row, once anybody decided on it.</summary>
public sealed class MailSettings
{
    /// <summary>Always 1: an organisation sends through one server.</summary>
    public int Id { get; init; } = 1;

    /// <summary>The server's name or address; null where no mail is sent any more.</summary>
    public string? Host { get; set; }

    /// <summary>The server's port.</summary>
    public int Port { get; set; }

    /// <summary>What protects the conversation.</summary>
    public MailSecurity Security { get; set; }

    /// <summary>By whom one signs in; null where the server asks for nobody.</summary>
    public string? UserName { get; set; }

    /// <summary>Their password, sealed with keys that lie in the directory.</summary>
    public byte[]? Password { get; set; }

    /// <summary>From which address mail is sent.</summary>
    public required string FromAddress { get; set; }

    /// <summary>The name that people read before it.</summary>
    public string? FromName { get; set; }

    /// <summary>Where answers to mail go; null for the address it is sent from.</summary>
    public string? ReplyTo { get; set; }

    /// <summary>How often it was changed; never the same for two that differ.</summary>
    public int Version { get; set; }
}

/// <summary>What protects a conversation with a mail server.</summary>
public enum MailSecurity
{
    /// <summary>TLS, asked for at the beginning of the conversation. A server that does not offer it gets no mail.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,

    /// <summary>Nothing: for a server on the same machine or in its network. No password is sent so.</summary>
    None,
}
