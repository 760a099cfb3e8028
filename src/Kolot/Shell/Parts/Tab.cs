namespace Kolot.Shell.Parts;

/// <summary>One of a few ways to look, as a link.</summary>
public sealed record Tab(string Label, string Href, bool Here, long? Count = null);
