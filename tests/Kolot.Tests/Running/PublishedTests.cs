using System.Diagnostics;
using Kolot.Tests.HouseRules;
using Kolot.Tests.Surviving;

namespace Kolot.Tests.Running;

[Collection(Processes.Name)]
public sealed class PublishedTests
{
    [Fact]
    public async Task What_is_published_opens_on_a_machine_without_NET_with_the_settings_that_it_is_shipped_with()
    {
        await using var ground = Ground.Bare(Kolot.Store.StoreKind.Sqlite);
        var folder = Directory.CreateTempSubdirectory("kolot-published-").FullName;
        try
        {
            await Publish(folder);
            var settings = ground.Variables.Append(("ASPNETCORE_CONTENTROOT", Path.Combine(House.Root, "packaging")));
            await using var node = await Node.StartPublished(Path.Combine(folder, "Kolot"), settings);
            using var client = new HttpClient { BaseAddress = node.Address };

            Assert.Equal("ready", await client.GetStringAsync("/health/ready", TestContext.Current.CancellationToken));
            Assert.Contains("<html lang=\"he\" dir=\"rtl\">", await client.GetStringAsync("/", TestContext.Current.CancellationToken));
            Assert.DoesNotContain("knows no setting", node.Said);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Publish(string folder)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            ["publish", Path.Combine(House.Root, "src/Kolot/Kolot.csproj"), "-p:PublishProfile=linux-x64", "-o", folder, "-v", "quiet", "-nologo", "-nodeReuse:false"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var publishing = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var said = Task.WhenAll(publishing.StandardOutput.ReadToEndAsync(), publishing.StandardError.ReadToEndAsync());
        await publishing.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(publishing.ExitCode == 0, string.Join('\n', await said));
    }
}
