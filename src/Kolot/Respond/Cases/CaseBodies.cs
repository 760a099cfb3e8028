using System.Text.Json;
using Kolot.Core;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>Reads what programs send about a case, and writes how names stand in answers.</summary>
internal static class CaseBodies
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>What was sent, or why it cannot be read.</summary>
    public static async Task<Result<T>> Read<T>(HttpContext context) where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(context.Request.Body, Json, context.RequestAborted) is { } body ? body : new Refusal.Invalid("$", "not_json");
        }
        catch (JsonException)
        {
            return new Refusal.Invalid("$", "not_json");
        }
    }

    /// <summary>Reads what is sent about a case and does something with it; what is refused is told as a problem. Of a case beyond reach nothing is said, however wrong the rest is.</summary>
    public static async Task<IResult> Do<T>(HttpContext context, long number, Func<T, Task<IResult>> act) where T : class
    {
        var (services, cancel) = (context.RequestServices, context.RequestAborted);
        var member = services.GetRequiredService<Visit>().Here;
        await using (var store = await services.GetRequiredService<Stores>().Open(member.Organisation, cancel))
            if (!await store.CasesSeenBy(member).AnyAsync(row => row.Number == number, cancel)) return Problems.Of(new Refusal.NotFound());
        var read = await Read<T>(context);
        return read.Refusal is { } refusal ? Problems.Of(refusal) : await act(read.Value);
    }

    /// <summary>A value by its name, however it is written; null where there is none.</summary>
    public static T? ValueOf<T>(string? name) where T : struct, Enum =>
        Enum.GetNames<T>().FirstOrDefault(one => string.Equals(one, name?.Trim(), StringComparison.OrdinalIgnoreCase)) is { } known ? Enum.Parse<T>(known) : null;

    /// <summary>A value's name, as programs read it.</summary>
    public static string Name<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>What parts of the address are.</summary>
    public static Dictionary<string, string> Parts(params ReadOnlySpan<(string Name, string Told)> more)
    {
        var all = new Dictionary<string, string>(CaseExamples.Names);
        foreach (var (name, told) in more) all[name] = told;
        return all;
    }
}
