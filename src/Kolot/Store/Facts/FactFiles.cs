using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kolot.Store.Facts;

/// <summary>The files in which this node keeps what is counted, so that it need not read every voice again after a restart. Each may be deleted at any time.</summary>
public sealed class FactFiles(IOptions<StoreSettings> store, IOptions<FactSettings> settings, TimeProvider clock, ILogger<FactFiles> log)
{
    private const string Ending = ".facts";
    private const string Unfinished = ".unfinished";
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, FactFile> files = new();
    private readonly string folder = Path.Combine(store.Value.Folder, "numbers");

    /// <summary>From how many voices on there is a file; null for never.</summary>
    public int? From => settings.Value.File ? settings.Value.FileFrom : null;

    /// <summary>By what they are told old from new.</summary>
    internal TimeProvider Clock => clock;

    /// <summary>The organisations that have one.</summary>
    public IReadOnlyList<string> Organisations => Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*" + Ending).Select(Path.GetFileNameWithoutExtension).OfType<string>()] : [];

    /// <summary>An organisation's.</summary>
    internal FactFile Of(string organisation) => files.GetOrAdd(organisation, name => Organisation.OrganisationName.IsValid(name)
        ? new(Path.Combine(folder, name + Ending), Unfinished, clock, log)
        : throw new ArgumentException("Not an organisation's name.", nameof(organisation)));

    /// <summary>Removes what a process left that was ended while it wrote, and all that nobody wants to have.</summary>
    internal void Tidy()
    {
        if (!Directory.Exists(folder)) return;
        foreach (var file in Directory.EnumerateFiles(folder, "*" + Unfinished))
            if (TimeProvider.System.GetUtcNow() - File.GetLastWriteTimeUtc(file) > Abandoned) File.Delete(file);
        if (From is not null) return;
        foreach (var organisation in Organisations) Of(organisation).Remove();
    }
}
