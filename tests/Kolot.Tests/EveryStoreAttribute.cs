using System.Reflection;
using Kolot.Store;
using Xunit.Sdk;
using Xunit.v3;

namespace Kolot.Tests;

/// <summary>Runs a test on SQLite and on PostgreSQL; an absent one is shown as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EveryStoreAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([new TheoryDataRow<StoreKind>(StoreKind.Sqlite), new TheoryDataRow<StoreKind>(StoreKind.Postgres)]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
