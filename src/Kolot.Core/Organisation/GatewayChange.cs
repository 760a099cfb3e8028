namespace Kolot.Core.Organisation;

/// <summary>By which gateway messages are to go, as typed.</summary>
public sealed record GatewayDraft
{
    /// <summary>The way: <c>sms</c>, <c>whatsapp</c>.</summary>
    public string Way { get; init; } = "";

    /// <summary>Where messages are handed in.</summary>
    public string Address { get; init; } = "";

    /// <summary>The account's id there.</summary>
    public string Account { get; init; } = "";

    /// <summary>From whom messages come.</summary>
    public string Sender { get; init; } = "";

    /// <summary>What fields are called there, each line <c>ours = theirs</c>.</summary>
    public string Fields { get; init; } = "";

    /// <summary>By what the organisation proves itself; blank for what is kept.</summary>
    public string? Secret { get; init; }

    /// <summary>By what the gateway proves itself; blank for what is kept.</summary>
    public string? Proof { get; init; }

    /// <summary>The version that was begun from.</summary>
    public int? Version { get; init; }

    /// <summary>Never the secrets: this may come into a log.</summary>
    public override string ToString() => $"{Way} {Address}";
}

/// <summary>Decides by which gateway messages may go.</summary>
public static class GatewayChange
{
    /// <summary>The ways that need a gateway.</summary>
    public static IReadOnlyList<string> Ways { get; } = ["sms", "whatsapp"];

    /// <summary>The fields of which a gateway may have its own names.</summary>
    public static IReadOnlyList<string> FieldNames { get; } = ["to", "from", "text", "reports", "id", "report-id", "report-status"];

    /// <summary>Where a gateway of a way usually is, to begin from.</summary>
    public static string UsualAddress(string way) => way == "whatsapp" ? "https://graph.facebook.com/v23.0" : "https://api.twilio.com/2010-04-01/Accounts/{account}/Messages.json";

    private const int LongestAddress = 500;
    private const int Longest = 1_000;

    /// <summary>What is wrong with a draft; null where nothing is.</summary>
    /// <param name="draft">What was typed.</param>
    /// <param name="sameServer">Whether a secret is kept, and for this very address and account: it goes nowhere else.</param>
    /// <param name="mayBeOpen">Whether messages may go unprotected: only where servers of one's own network are allowed.</param>
    public static Refusal? RefuseUnless(GatewayDraft draft, bool sameServer, bool mayBeOpen)
    {
        var faults = new List<Fault>();
        if (!Ways.Contains(draft.Way)) return new Refusal.NotFound();
        var address = PlainText.Of(draft.Address, LongestAddress, "address", faults);
        if (address is null) faults.Add(new("address", "required"));
        else if (!Uri.TryCreate(address.Replace("{account}", "0", StringComparison.Ordinal), UriKind.Absolute, out var parsed) || parsed.Scheme is not ("https" or "http") || parsed.UserInfo.Length > 0) faults.Add(new("address", "not_an_address"));
        else if (parsed.Scheme == "http" && !mayBeOpen) faults.Add(new("address", "open_connection"));
        if (PlainText.Of(draft.Account, Longest, "account", faults) is null) faults.Add(new("account", "required"));
        if (PlainText.Of(draft.Sender, 100, "sender", faults) is null && draft.Way == "sms") faults.Add(new("sender", "required"));
        if (Fields(draft.Fields) is null) faults.Add(new("fields", "not_fields"));
        Secret(draft.Secret, "secret", !sameServer, faults);
        Secret(draft.Proof, "proof", draft.Way == "whatsapp" && !sameServer, faults);
        return faults.Count > 0 ? new Refusal.Invalid(faults) : null;
    }

    /// <summary>The names of fields, by ours; null where the lines say something else.</summary>
    public static IReadOnlyDictionary<string, string>? Fields(string lines)
    {
        var names = new Dictionary<string, string>();
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line.Split('=', StringSplitOptions.TrimEntries) is not [var ours, { Length: > 0 and <= 60 } theirs] || !FieldNames.Contains(ours) || !names.TryAdd(ours, theirs)) return null;
        }

        return names;
    }

    private static void Secret(string? typed, string field, bool needed, List<Fault> faults)
    {
        if (string.IsNullOrEmpty(typed))
        {
            if (needed) faults.Add(new(field, "type_password"));
        }
        else if (typed.Length > Longest) faults.Add(new(field, "too_long"));
        else if (typed.Any(char.IsControl)) faults.Add(new(field, "not_text"));
    }
}
