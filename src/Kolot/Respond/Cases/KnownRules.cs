using System.Text.Json;
using System.Text.Json.Serialization;
using Kolot.Core.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>A rule that holds, and which it is.</summary>
/// <param name="Id">Its id; empty for the ready one.</param>
/// <param name="Rule">What it says.</param>
public sealed record KnownRule(Guid Id, CaseRule Rule);

/// <summary>Reads and writes rules.</summary>
public static class KnownRules
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The rules that hold, in their order; whoever wrote none has the ready one. Whoever has all of theirs rest has none.</summary>
    public static async Task<IReadOnlyList<KnownRule>> Of(OrganisationStore store, CancellationToken cancel)
    {
        var rows = await store.CaseRules.AsNoTracking().OrderBy(row => row.Position).ThenBy(row => row.Id).ToListAsync(cancel);
        return rows.Count == 0 ? [new(Guid.Empty, CaseRule.Ready)] : [.. rows.Where(row => !row.Off).Select(row => new KnownRule(row.Id, Read(row.Content)))];
    }

    /// <summary>A rule from how it is kept.</summary>
    public static CaseRule Read(string content) => JsonSerializer.Deserialize<CaseRule>(content, Json) ?? new();

    /// <summary>How a rule is kept.</summary>
    public static string Write(CaseRule rule) => JsonSerializer.Serialize(rule, Json);
}
