using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Kolot.Bench.Ground;

/// <summary>A house that stands in a process of its own, on loopback.</summary>
internal sealed class House : IAsyncDisposable
{
    private readonly Process process;

    private House(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>The time that it kept cores busy, so far.</summary>
    public TimeSpan Processor
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public long PeakMegabytes => Machine.PeakMegabytes(process);

    /// <summary>The memory that it has in hand now.</summary>
    public long Megabytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 >> 20;
        }
    }

    /// <summary>Publishes the product as it is deployed, unless nothing changed since the last time.</summary>
    public static async Task<string> Publish(CancellationToken cancel)
    {
        var built = typeof(Store.Databases).Assembly.Location;
        var folder = Path.Combine(Site.Root, "published");
        var program = Path.Combine(folder, "Kolot.dll");
        if (File.Exists(program) && File.GetLastWriteTimeUtc(program) >= File.GetLastWriteTimeUtc(built)) return program;
        var project = Path.Combine(Checkout(), "src", "Kolot", "Kolot.csproj");
        string[] publishing = ["publish", project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false"];
        using var publish = Process.Start("dotnet", [.. publishing, "-o", folder, "-v", "quiet", "-nologo"]);
        await publish.WaitForExitAsync(cancel);
        if (publish.ExitCode != 0) throw new InvalidOperationException("Publishing failed.");
        File.SetLastWriteTimeUtc(program, TimeProvider.System.GetUtcNow().UtcDateTime);
        return program;
    }

    /// <summary>Starts a program there and waits until it answers.</summary>
    public static async Task<House> Start(Site site, string program, string[] arguments, CancellationToken cancel)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = Program(site, program, arguments);
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        var process = Process.Start(start) ?? throw new InvalidOperationException("It did not start.");
        var house = new House(process, address);
        process.OutputDataReceived += (_, line) => Trace.WriteLine(line.Data);
        process.BeginOutputReadLine();
        await house.Answers(cancel);
        return house;
    }

    /// <summary>Has the program do something and end.</summary>
    /// <returns>The time that it kept cores busy, and the most memory that it had, in MB.</returns>
    public static async Task<(TimeSpan Processor, long PeakMegabytes)> Do(Site site, string program, string[] arguments, CancellationToken cancel)
    {
        using var process = Process.Start(Program(site, program, arguments)) ?? throw new InvalidOperationException("It did not start.");
        process.OutputDataReceived += (_, line) => Trace.WriteLine(line.Data);
        process.BeginOutputReadLine();
        var (busy, peak) = (TimeSpan.Zero, 0L);
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(100)))
        {
            cancel.ThrowIfCancellationRequested();
            process.Refresh();
            (busy, peak) = (process.TotalProcessorTime, Math.Max(peak, Machine.PeakMegabytes(process)));
        }

        await process.WaitForExitAsync(cancel);
        return process.ExitCode == 0 ? (busy, peak) : throw new InvalidOperationException($"It ended with {process.ExitCode}.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static ProcessStartInfo Program(Site site, string program, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            WorkingDirectory = Directory.CreateDirectory(site.Folder).FullName,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in site.Settings) start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value ?? "";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        return start;
    }

    // Any answer will do: what is asked for needs a sign-in.
    private async Task Answers(CancellationToken cancel)
    {
        using var client = new HttpClient { BaseAddress = Address };
        while (true)
        {
            if (process.HasExited) throw new InvalidOperationException($"It ended with {process.ExitCode} before it answered.");
            try
            {
                using var answer = await client.GetAsync("/sign-in", HttpCompletionOption.ResponseHeadersRead, cancel);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(20, cancel);
            }
        }
    }

    private static string Checkout()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Kolot.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("This runs within a checkout.");
    }

    private static int FreePort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint?)socket.LocalEndPoint)?.Port ?? throw new InvalidOperationException("No port is free.");
    }
}
