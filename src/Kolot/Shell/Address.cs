using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Kolot.Shell;

/// <summary>The address of a view, whose query is its state: filters, order, page.</summary>
public sealed record Address(string Path, IReadOnlyList<KeyValuePair<string, string>> Query)
{
    /// <summary>Where the visitor is.</summary>
    public static Address Of(HttpRequest request) => new(
        request.PathBase + request.Path,
        [.. request.Query.Where(pair => pair.Key != "lang").SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value ?? ""))]);

    /// <summary>The same view with one thing set; nothing given takes it off.</summary>
    public Address With(string name, string? value) => this with
    {
        Query = string.IsNullOrEmpty(value) ? Others(name) : [.. Others(name), KeyValuePair.Create(name, value)],
    };

    /// <summary>The same view without these.</summary>
    public Address Without(params ReadOnlySpan<string> names)
    {
        var address = this;
        foreach (var name in names) address = address with { Query = address.Others(name) };
        return address;
    }

    /// <summary>Its query as it stands in the address, without the question mark.</summary>
    public string QueryText => string.Join('&', Query.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));

    /// <summary>Its query as what reads addresses takes it.</summary>
    public IQueryCollection Collection => new QueryCollection(Query.GroupBy(pair => pair.Key, pair => pair.Value).ToDictionary(pair => pair.Key, pair => new StringValues([.. pair])));

    public override string ToString() => QueryHelpers.AddQueryString(Path, Query.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));

    private KeyValuePair<string, string>[] Others(string name) =>
        [.. Query.Where(pair => !string.Equals(pair.Key, name, StringComparison.OrdinalIgnoreCase))];
}
