using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration.Json;

namespace Kolot.Running;

/// <summary>A group of settings: its section, and the record that it is read into.</summary>
/// <param name="Section">The section; empty for what stands at the top.</param>
/// <param name="Type">The record.</param>
internal sealed record SettingsGroup(string Section, Type Type)
{
    /// <summary>A setting's name in a file, and as a variable of the environment.</summary>
    public string NameOf(string property)
    {
        var path = Section.Length == 0 ? property : $"{Section}:{property}";
        return $"{path} ({Settings.Prefix}{path.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant()})";
    }
}

/// <summary>Where settings come from, which there are, and what is wrong with them.</summary>
public static class Settings
{
    internal const string Prefix = "KOLOT_";

    // Kolot's tests, its bench and its script look at these.
    private static readonly HashSet<string> NotOurs = new(["TEST_POSTGRES", "TEST_POPULATE", "TEST_NOW", "BENCH_POSTGRES", "BENCH_ROUNDS", "CHROMIUM"], StringComparer.OrdinalIgnoreCase);

    // Read where they are used: by the demonstration, and by the frameworks beneath.
    private static readonly HashSet<string> Beneath = new(["Demo", "Logging", "Kestrel", "AllowedHosts", "Urls", "HTTP_PORTS", "HTTPS_PORTS"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Registers a group of settings: bound from its section, and checked before the house opens.</summary>
    public static IServiceCollection AddSettings<T>(this IServiceCollection services, string section) where T : class
    {
        var options = services.AddOptions<T>();
        if (section.Length == 0) options.Configure<IConfiguration>((settings, configuration) => configuration.Bind(settings));
        else options.BindConfiguration(section);
        options.ValidateDataAnnotations();
        return services.AddSingleton(new SettingsGroup(section, typeof(T)));
    }

    /// <summary>Reads, from the weakest to the strongest: what is built in, appsettings.json, kolot.json, the environment, the command line.</summary>
    public static void Read(WebApplicationBuilder builder)
    {
        var sources = builder.Configuration.Sources;
        sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = BuiltIn(builder.Environment) });
        var last = sources.LastOrDefault() is Microsoft.Extensions.Configuration.CommandLine.CommandLineConfigurationSource ? sources.Count - 1 : sources.Count;
        sources.Insert(last, new Microsoft.Extensions.Configuration.EnvironmentVariables.EnvironmentVariablesConfigurationSource { Prefix = Prefix });
        var files = sources.OfType<JsonConfigurationSource>().LastOrDefault();
        var place = files is null ? 1 : sources.IndexOf(files) + 1;
        sources.Insert(place, File(builder.Environment.ContentRootPath));
        // The environment, or the file before, may say where the data folder is.
        sources.Insert(place + 1, File(Path.GetFullPath(builder.Configuration["Store:Folder"] ?? ".")));
    }

    /// <summary>What is wrong with the settings, one line each, beginning with the name of the bad one.</summary>
    internal static IReadOnlyList<string> Faults(IConfiguration configuration, IEnumerable<SettingsGroup> groups) =>
        [.. groups.SelectMany(group => Faults(configuration, group))];

    /// <summary>Names that are given in kolot.json or as KOLOT_ variables, and mean nothing.</summary>
    internal static IReadOnlyList<string> Unknown(IConfigurationRoot configuration, IReadOnlyList<SettingsGroup> groups)
    {
        var known = groups.SelectMany(group => group.Type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is not null)
            .Select(property => group.Section.Length == 0 ? property.Name : $"{group.Section}:{property.Name}"))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. configuration.Providers.Where(IsOurs).SelectMany(provider => Names(provider, null))
                .Where(name => !known.Contains(name) && !NotOurs.Contains(name) && !Beneath.Contains(name.Split(':')[0]))
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
    }

    private static IEnumerable<string> Faults(IConfiguration configuration, SettingsGroup group)
    {
        var settings = Activator.CreateInstance(group.Type) ?? throw new InvalidOperationException($"{group.Type} has no constructor without parameters.");
        string? unreadable = null;
        try
        {
            (group.Section.Length == 0 ? configuration : configuration.GetSection(group.Section)).Bind(settings);
        }
        catch (InvalidOperationException fault)
        {
            unreadable = fault.Message;
        }

        if (unreadable is not null)
        {
            var property = group.Type.GetProperties().FirstOrDefault(property => unreadable.Contains($"'{Key(group, property.Name)}'", StringComparison.OrdinalIgnoreCase));
            return [$"{group.NameOf(property?.Name ?? "")}: '{configuration[Key(group, property?.Name ?? "")]}' cannot be read as {Wanted(property)}"];
        }

        var faults = new List<ValidationResult>();
        Validator.TryValidateObject(settings, new ValidationContext(settings), faults, validateAllProperties: true);
        return faults.Select(fault => $"{group.NameOf(fault.MemberNames.FirstOrDefault() ?? "")}: {fault.ErrorMessage}");
    }

    private static string Key(SettingsGroup group, string property) => group.Section.Length == 0 ? property : $"{group.Section}:{property}";

    private static string Wanted(PropertyInfo? property) => property?.PropertyType switch
    {
        { IsEnum: true } kind => "one of " + string.Join(", ", Enum.GetNames(kind)),
        { } type when type == typeof(int) || type == typeof(long) => "a whole number",
        { } type when type == typeof(TimeOnly) => "a time of day such as 02:00",
        { } type when type == typeof(bool) => "true or false",
        { } type => type.Name,
        null => "what is wanted",
    };

    private static Dictionary<string, string?> BuiltIn(IHostEnvironment environment) => new()
    {
        ["Store:Folder"] = Path.Combine(environment.ContentRootPath, "data"),
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information",
        // It warns that the keys lie in the directory as they are: so do the sessions that they open.
        ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
    };

    private static JsonConfigurationSource File(string folder)
    {
        var source = new JsonConfigurationSource { Path = Path.Combine(folder, "kolot.json"), Optional = true };
        source.ResolveFileProvider();
        return source;
    }

    private static bool IsOurs(IConfigurationProvider provider) => provider switch
    {
        JsonConfigurationProvider json => Path.GetFileName(json.Source.Path) == "kolot.json",
        Microsoft.Extensions.Configuration.EnvironmentVariables.EnvironmentVariablesConfigurationProvider environment =>
            environment.ToString().Contains(Prefix, StringComparison.Ordinal),
        _ => false,
    };

    private static IEnumerable<string> Names(IConfigurationProvider provider, string? parent) =>
        provider.GetChildKeys([], parent).Distinct(StringComparer.OrdinalIgnoreCase).SelectMany(key =>
        {
            var path = parent is null ? key : ConfigurationPath.Combine(parent, key);
            return provider.TryGet(path, out _) ? [path] : Names(provider, path);
        });
}
