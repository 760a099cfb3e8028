using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Kolot.Running;
using Kolot.Store;
using Kolot.Tests.Surviving;

namespace Kolot.Tests.Running;

[Collection(Processes.Name)]
public sealed class TellSystemdTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Systemd_hears_that_the_house_is_ready_when_it_answers_that_it_lives_and_that_it_closes()
    {
        await using var ground = Ground.Bare(StoreKind.Sqlite);
        using var systemd = Listen(ground.File("notify"));
        await using var node = Node.Launch([.. ground.Variables, ("NOTIFY_SOCKET", ground.File("notify")), ("WATCHDOG_USEC", "200000")]);

        Assert.Equal("READY=1", await Hear(systemd));
        Assert.Contains("Now listening on", await Says(node), StringComparison.Ordinal);
        using (var visitor = new HttpClient { BaseAddress = Opened(node) })
            Assert.Equal("ready", await visitor.GetStringAsync("/health/ready", TestContext.Current.CancellationToken));
        Assert.Equal("WATCHDOG=1", await Hear(systemd));

        // Listening as systemd does, before it is told to end: what nobody takes out of a socket fills it, and then nothing more is said.
        var last = OtherThan("WATCHDOG=1", systemd);
        using var kill = Process.Start("kill", ["-TERM", node.Id.ToString(CultureInfo.InvariantCulture)]);
        Assert.Equal("STOPPING=1", await last);
        await node.WaitForEnd();
        Assert.Equal(0, node.ExitCode);
    }

    [Fact]
    public void Whoever_does_not_listen_holds_nothing_up()
    {
        var name = "kolot-" + Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N");
        using var deaf = Listen("\0" + name);

        var told = 0;
        var full = Assert.Throws<SocketException>(() =>
        {
            for (; told < 100_000; told++) TellSystemd.Send("@" + name, "WATCHDOG=1");
        });

        Assert.Equal(SocketError.WouldBlock, full.SocketErrorCode);
        Assert.True(told > 0);
    }

    [Fact]
    public async Task A_socket_that_stands_in_no_folder_is_reached_by_its_name()
    {
        var name = "kolot-" + Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N");
        using var systemd = Listen("\0" + name);

        TellSystemd.Send("@" + name, "READY=1");

        Assert.Equal("READY=1", await Hear(systemd));
    }

    [Fact]
    public void Signs_of_life_are_given_where_this_process_is_asked_for_them()
    {
        var own = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

        Assert.Equal(TimeSpan.FromMinutes(3), TellSystemd.Patience("180000000", own));
        Assert.Equal(TimeSpan.FromMinutes(3), TellSystemd.Patience("180000000", null));
        Assert.Null(TellSystemd.Patience("180000000", "1"));
        Assert.Null(TellSystemd.Patience(null, own));
        Assert.Null(TellSystemd.Patience("0", own));
        Assert.Null(TellSystemd.Patience("soon", own));
    }

    private static Socket Listen(string where)
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(where));
        return listener;
    }

    private static async Task<string> Hear(Socket listener)
    {
        var bytes = new byte[256];
        var length = await listener.ReceiveAsync(bytes, SocketFlags.None, TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience);
        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private static async Task<string> OtherThan(string sign, Socket listener)
    {
        string heard;
        do heard = await Hear(listener);
        while (heard == sign);
        return heard;
    }

    // The console comes through a pipe of its own, a moment later than the socket.
    private static async Task<string> Says(Node node)
    {
        await Comes.About(() => node.Said.Contains("Now listening on", StringComparison.Ordinal));
        return node.Said;
    }

    private static Uri Opened(Node node) => new(node.Said.Split("Now listening on: ")[1].Split('\n')[0].Trim());
}
