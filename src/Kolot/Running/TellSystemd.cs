using System.Globalization;
using System.Net.Sockets;

namespace Kolot.Running;

/// <summary>Tells systemd when the house answers, that it still does, and that it is closing: a word sent to the socket that systemd named.</summary>
/// <remarks>Started by anything else, nobody listens, and nothing is said.</remarks>
public sealed class TellSystemd(TimeProvider clock, ILogger<TellSystemd> log) : IHostedLifecycleService, IDisposable
{
    private readonly string? socket = Environment.GetEnvironmentVariable("NOTIFY_SOCKET");
    private ITimer? beat;

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // The web server is a service like others: when all have started, it takes requests.
    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (socket is null) return Task.CompletedTask;
        Say("READY=1");
        if (Patience(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), Environment.GetEnvironmentVariable("WATCHDOG_PID")) is not { } patience) return Task.CompletedTask;
        // Twice within the time that systemd waits. A process that has no thread left for it says nothing, and is started anew.
        beat = clock.CreateTimer(_ => Say("WATCHDOG=1"), null, patience / 2, patience / 2);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (socket is not null) Say("STOPPING=1");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => beat?.Dispose();

    /// <summary>How long systemd waits for a sign of life from this process; null where it waits for none.</summary>
    internal static TimeSpan? Patience(string? microseconds, string? process) =>
        long.TryParse(microseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var wait) && wait is > 0 and < long.MaxValue / TimeSpan.TicksPerMicrosecond
        && (string.IsNullOrEmpty(process) || process == Environment.ProcessId.ToString(CultureInfo.InvariantCulture))
            ? TimeSpan.FromMicroseconds(wait)
            : null;

    /// <summary>Sends a word to a socket: a path, or with an at sign before it a name that stands in no folder. Whoever does not listen is not waited for: the house would neither live nor close meanwhile.</summary>
    internal static void Send(string socket, string word)
    {
        using var sender = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
        sender.SendTo(System.Text.Encoding.UTF8.GetBytes(word), new UnixDomainSocketEndPoint(socket.StartsWith('@') ? "\0" + socket[1..] : socket));
    }

    private void Say(string word)
    {
        try
        {
            Send(socket ?? "", word);
        }
        catch (Exception fault) when (fault is SocketException or ArgumentException or PlatformNotSupportedException)
        {
            log.LogWarning(fault, "systemd cannot be told {Word}", word);
        }
    }
}
