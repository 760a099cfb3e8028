using System.Reflection;

namespace Kolot.Running.Support;

/// <summary>How the house is set, without what could be a secret: numbers, switches and choices; of texts only whether they are given.</summary>
internal static class SettingsTold
{
    /// <summary>Each setting there is.</summary>
    public static IReadOnlyDictionary<string, string> Of(IConfiguration configuration, IEnumerable<SettingsGroup> groups) => groups
        .SelectMany(group => group.Type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod is not null)
            .Select(property => (Name: group.Section.Length == 0 ? property.Name : $"{group.Section}:{property.Name}", property.PropertyType)))
        .DistinctBy(one => one.Name).OrderBy(one => one.Name, StringComparer.Ordinal)
        .ToDictionary(one => one.Name, one => Tell(configuration[one.Name], Nullable.GetUnderlyingType(one.PropertyType) ?? one.PropertyType));

    private static string Tell(string? value, Type type) => string.IsNullOrEmpty(value) ? "as built in"
        : type.IsEnum || type == typeof(bool) || type == typeof(int) || type == typeof(long) || type == typeof(TimeOnly) || type == typeof(TimeSpan) ? value
        : "given";
}
