using System.Text.RegularExpressions;

namespace Kolot.Core.Benchmarks;

/// <summary>What gives a company away in an answer, for whoever grades without knowing whose it is: its names, and addresses at its domain.</summary>
/// <remarks>Names of people, and what a company alone would say, stay: those only a reader knows.</remarks>
public sealed class Blind
{
    // Before a name Hebrew writes up to two letters of its own: "and to", "that in".
    private const string Before = @"(?<![\p{L}\p{N}])(?<own>[ובכלמשה]{0,2})", After = @"(?![\p{L}\p{N}])";

    private readonly Regex? any;

    /// <summary>Of a company.</summary>
    /// <param name="names">What it is called.</param>
    /// <param name="addresses">By what it is approached: pages, mails, numbers.</param>
    public Blind(IReadOnlyList<string> names, IReadOnlyList<string> addresses)
    {
        string[] hidden =
        [
            .. addresses.Select(DomainOf).OfType<string>().Distinct().Select(domain => $@"[a-z0-9._%+:/@-]{{0,200}}(?<![\p{{L}}\p{{N}}]){Regex.Escape(domain)}{After}[^\s,;]*"),
            .. names.Concat(addresses).Select(name => name.Trim()).Where(name => name.Length > 1).OrderByDescending(name => name.Length).Select(name => Before + Regex.Escape(name) + After),
        ];
        any = hidden.Length == 0 ? null : new(string.Join('|', hidden), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    /// <summary>A text in which something else stands in the place of each.</summary>
    public string In(string text, string instead) => any?.Replace(text, found => found.Groups["own"].Value + instead) ?? text;

    private static string? DomainOf(string address)
    {
        var host = address.Contains('@', StringComparison.Ordinal) ? address[(address.LastIndexOf('@') + 1)..] : Uri.TryCreate(address, UriKind.Absolute, out var page) ? page.Host : "";
        return host.Contains('.', StringComparison.Ordinal) ? host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host[4..] : host : null;
    }
}
