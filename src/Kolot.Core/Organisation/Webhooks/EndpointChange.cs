namespace Kolot.Core.Organisation.Webhooks;

/// <summary>Where messages are to go, as typed.</summary>
public sealed record EndpointDraft
{
    /// <summary>What it is called.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its address.</summary>
    public string Address { get; init; } = "";

    /// <summary>Of what it is told.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>Whether the messages hold people's words and names, not only ids.</summary>
    public bool Full { get; init; }

    /// <summary>The version that the writer started from; null for a new one.</summary>
    public int? Version { get; init; }
}

/// <summary>Decides where messages may go.</summary>
public static class EndpointChange
{
    /// <summary>The longest name.</summary>
    public const int LongestName = 100;

    /// <summary>The longest address.</summary>
    public const int LongestAddress = 1000;

    /// <summary>How many endpoints an organisation may have.</summary>
    public const int Most = 50;

    /// <summary>The draft in order, or what is wrong with it.</summary>
    /// <param name="draft">What was typed.</param>
    /// <param name="known">The events that there are.</param>
    /// <param name="mayBeOpen">Whether messages may go unprotected: only where one's own network is allowed.</param>
    public static Result<EndpointDraft> Decide(EndpointDraft draft, IReadOnlyCollection<string> known, bool mayBeOpen)
    {
        var faults = new List<Fault>();
        var (name, address) = (draft.Name.Trim(), draft.Address.Trim());
        if (name.Length == 0) faults.Add(new("name", "required"));
        else if (name.Length > LongestName || name.Any(char.IsControl)) faults.Add(new("name", "too_long"));
        if (AddressFault(address, mayBeOpen) is { } reason) faults.Add(new("address", reason));
        string[] events = [.. known.Where(draft.Events.Contains)];
        if (draft.Events.Any(code => !known.Contains(code))) faults.Add(new("events", "unknown_event"));
        else if (events.Length == 0) faults.Add(new("events", "required"));
        return faults.Count > 0 ? new Refusal.Invalid(faults) : draft with { Name = name, Address = address, Events = events };
    }

    private static string? AddressFault(string address, bool mayBeOpen)
    {
        if (address.Length == 0) return "required";
        if (address.Length > LongestAddress) return "too_long";
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http") || uri.Host.Length == 0) return "not_an_address";
        if (uri.UserInfo.Length > 0) return "with_password";
        return uri.Scheme == "http" && !mayBeOpen ? "open_connection" : null;
    }
}
