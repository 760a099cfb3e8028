using Microsoft.AspNetCore.WebUtilities;

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

    public override string ToString() => QueryHelpers.AddQueryString(Path, Query.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));

    private KeyValuePair<string, string>[] Others(string name) =>
        [.. Query.Where(pair => !string.Equals(pair.Key, name, StringComparison.OrdinalIgnoreCase))];
}
