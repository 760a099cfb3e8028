using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Kolot.Tests.HouseRules;

/// <summary>Core says what things mean: it reads no file, asks no clock, calls nobody.</summary>
public sealed class CoreIsPureTests
{
    private static readonly string[] Outward =
    [
        "System.IO", "System.Net", "System.Data", "System.Diagnostics", "System.Threading.Tasks.Dataflow", "Microsoft",
        "System.Environment", "System.Console", "System.Random", "System.TimeProvider",
    ];

    // These read and call nothing: marks for compilers and debuggers, a parser of addresses, and, in every iterator that the compiler
    // writes, the number of the thread; our own use of System.Environment does not compile in Core (BannedSymbols.txt).
    private static readonly string[] Harmless =
    [
        "System.Diagnostics.CodeAnalysis.", "System.Diagnostics.Debugg", "System.Diagnostics.UnreachableException",
        "Microsoft.CodeAnalysis.EmbeddedAttribute", "System.Net.Mail.MailAddress", "System.Environment",
    ];

    [Fact]
    public void Core_stands_on_the_base_library_and_mathematics_alone() =>
        House.Keeps(typeof(Core.Result<>).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name ?? "")
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name != "MathNet.Numerics"));

    [Fact]
    public void Core_touches_nothing_outside_itself() => House.Keeps(OutwardTypes(typeof(Core.Result<>).Assembly));

    [Fact]
    public void The_rule_sees_files_where_they_are_used() =>
        Assert.Contains(OutwardTypes(typeof(Kolot.Store.Databases).Assembly), type => type == "System.IO.Path");

    private static List<string> OutwardTypes(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        return [.. metadata.TypeReferences.Select(metadata.GetTypeReference)
            .Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}")
            .Where(type => Outward.Any(outward => type == outward || type.StartsWith(outward + ".", StringComparison.Ordinal)))
            .Where(type => !Harmless.Any(harmless => type.StartsWith(harmless, StringComparison.Ordinal)))];
    }
}
