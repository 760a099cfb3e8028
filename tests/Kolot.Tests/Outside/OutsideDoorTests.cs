using System.Net;
using System.Net.Sockets;
using Kolot.Core;
using Kolot.Outside;
using Microsoft.Extensions.Options;

namespace Kolot.Tests.Outside;

public sealed class OutsideDoorTests : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public OutsideDoorTests() => listener.Start();

    private int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("127.1")]
    public async Task This_machine_is_closed_however_its_address_is_written(string host)
    {
        Assert.Equal("private_address", Why(await Door(open: false).Connect(host, Port, TestContext.Current.CancellationToken)));
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task This_machine_is_open_where_whoever_runs_the_house_says_so()
    {
        var connected = await Door(open: true).Connect("127.0.0.1", Port, TestContext.Current.CancellationToken);

        Assert.False(connected.Refused);
        await connected.Value.DisposeAsync();
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("0.0.0.0")]
    [InlineData("::ffff:169.254.169.254")]
    public async Task What_hands_out_a_machines_secrets_is_closed_even_then(string host) =>
        Assert.Equal("private_address", Why(await Door(open: true).Connect(host, Port, TestContext.Current.CancellationToken)));

    [Fact]
    public async Task A_name_with_one_closed_address_among_open_ones_is_closed()
    {
        var door = Door(open: false, (_, _) => Task.FromResult(new[] { IPAddress.Parse("8.8.8.8"), IPAddress.Loopback }));

        Assert.Equal("private_address", Why(await door.Connect("mail.example", Port, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task A_name_is_resolved_once_so_that_what_was_checked_is_what_is_reached()
    {
        var asked = 0;
        var door = Door(open: true, (_, _) => Task.FromResult(new[] { ++asked == 1 ? IPAddress.Loopback : IPAddress.Parse("169.254.169.254") }));

        var connected = await door.Connect("mail.example", Port, TestContext.Current.CancellationToken);

        Assert.False(connected.Refused);
        Assert.Equal(1, asked);
        await connected.Value.DisposeAsync();
    }

    [Fact]
    public async Task A_name_that_nobody_knows_and_a_door_where_nobody_answers_are_told_apart()
    {
        var unknown = Door(open: true, (_, _) => throw new SocketException((int)SocketError.HostNotFound));
        var port = Port;
        listener.Stop();

        Assert.Equal("unknown_name", Why(await unknown.Connect("nowhere.example", port, TestContext.Current.CancellationToken)));
        Assert.Equal("no_answer", Why(await Door(open: true).Connect("127.0.0.1", port, TestContext.Current.CancellationToken)));
    }

    public void Dispose() => listener.Dispose();

    private static OutsideDoor Door(bool open, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null) =>
        resolve is null ? new(Options.Create(new OutsideSettings { PrivateAddresses = open }))
            : new(Options.Create(new OutsideSettings { PrivateAddresses = open })) { Resolve = resolve };

    private static string Why(Result<Stream> result) => Assert.Single(Assert.IsType<Refusal.Invalid>(result.Refusal).Faults).Reason;
}
