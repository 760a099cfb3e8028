using System.Diagnostics;
using System.Net;

namespace Kolot.Tests.Surviving;

/// <summary>A real process of the built house, which can be killed as a power cut would.</summary>
public sealed class Node : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process process;
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> said = [];

    private Node(Process process) => this.process = process;

    /// <summary>Where it answers.</summary>
    public Uri Address { get; private set; } = new("http://localhost");

    /// <summary>What it wrote to its console.</summary>
    public string Said
    {
        get
        {
            lock (said) return string.Join('\n', said);
        }
    }

    public int Id => process.Id;

    public bool HasEnded => process.HasExited;

    public int ExitCode => process.ExitCode;

    /// <summary>Starts one and waits until it listens.</summary>
    public static async Task<Node> Start(Ground ground, string[]? under = null, params (string Name, string Value)[] settings) =>
        await Listens(Launch([.. ground.Variables, .. settings], under));

    /// <summary>Starts a program as it was published, on a machine that has nothing else: no SDK, no variables.</summary>
    public static async Task<Node> StartPublished(string program, IEnumerable<(string Name, string Value)> settings)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = Path.GetTempPath() };
        start.Environment.Clear();
        return await Listens(Launch(start, settings));
    }

    private static async Task<Node> Listens(Node node)
    {
        await Task.WhenAny(node.listening.Task, node.process.WaitForExitAsync()).WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.True(node.listening.Task.IsCompletedSuccessfully, $"The house did not open:\n{node.Said}");
        node.Address = await node.listening.Task;
        return node;
    }

    /// <summary>Starts one and does not wait.</summary>
    /// <param name="settings">Variables of its environment.</param>
    /// <param name="under">A program to run it under, with its arguments.</param>
    public static Node Launch(IEnumerable<(string Name, string Value)> settings, string[]? under = null)
    {
        string[] words = [.. under ?? [], Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", Path.Combine(AppContext.BaseDirectory, "Kolot.dll")];
        return Launch(new(words[0], words[1..]) { WorkingDirectory = Path.GetTempPath() }, settings);
    }

    private static Node Launch(ProcessStartInfo start, IEnumerable<(string Name, string Value)> settings)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        foreach (var (name, value) in settings.Prepend(("KOLOT_ADDRESS", "http://127.0.0.1:0"))) start.Environment[name] = value;
        // Code that runs for a second needs no second compilation.
        start.Environment["DOTNET_TieredPGO"] = "0";
        var node = new Node(new() { StartInfo = start });
        node.process.OutputDataReceived += (_, line) => node.Hear(line.Data);
        node.process.ErrorDataReceived += (_, line) => node.Hear(line.Data);
        node.process.Start();
        node.process.BeginOutputReadLine();
        node.process.BeginErrorReadLine();
        return node;
    }

    /// <summary>Clients with one connection each.</summary>
    public HttpClient Client(Ground ground, int connections = 64)
    {
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections, ConnectTimeout = TimeSpan.FromSeconds(5) })
        {
            BaseAddress = Address,
            DefaultRequestVersion = HttpVersion.Version11,
            Timeout = TimeSpan.FromSeconds(20),
        };
        client.DefaultRequestHeaders.Authorization = new("Bearer", ground.Secret);
        return client;
    }

    /// <summary>kill -9.</summary>
    public async Task Kill()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    public async Task WaitForEnd() => await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await Kill();
        process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        lock (said) said.Add(line);
        const string Sign = "Now listening on: ";
        if (line.IndexOf(Sign, StringComparison.Ordinal) is >= 0 and var at) listening.TrySetResult(new(line[(at + Sign.Length)..].Trim()));
    }
}

/// <summary>Tests that start processes run alone: they are about time and load.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Processes
{
    public const string Name = "Processes";
}
