namespace Kolot.Store.Facts;

/// <summary>Where facts come from: an organisation's voices, or what was kept of them in a file of this node.</summary>
public sealed class FactSources(Databases databases, FactFiles files)
{
    /// <summary>The facts of an organisation, not loaded yet.</summary>
    internal HeldFacts Of(string organisation) => new(databases, organisation, files.Of(organisation));
}
