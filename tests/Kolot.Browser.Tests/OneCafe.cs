namespace Kolot.Browser.Tests;

/// <summary>Visits to one café, one after the other: each leaves something behind that the others do not look at. A tour of all pages has a café of its own.</summary>
[CollectionDefinition(Name)]
public sealed class OneCafe : ICollectionFixture<CafeInBrowser>
{
    public const string Name = "One café";
}
