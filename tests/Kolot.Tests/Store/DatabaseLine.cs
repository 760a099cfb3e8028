using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Kolot.Store;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Kolot.Tests.Store;

/// <summary>The way from a house to its database, which can be cut and mended.</summary>
public sealed class DatabaseLine : IAsyncDisposable
{
    private readonly TcpListener? door;
    private readonly ConcurrentBag<Socket> ends = [];
    private bool cut;

    private DatabaseLine(StoreKind kind)
    {
        if (kind == StoreKind.Sqlite) return;
        door = new(IPAddress.Loopback, 0);
        door.Start();
        _ = Serve(door);
    }

    /// <summary>A house at the end of such a line, with the café in it and nobody doing errands.</summary>
    public static async Task<(DatabaseLine Line, World World)> Open(StoreKind kind)
    {
        var line = new DatabaseLine(kind);
        var settings = line.door?.LocalEndpoint is IPEndPoint end ? World.PostgresWith($"Host=127.0.0.1;Port={end.Port}") : null;
        return (line, await World.Open(kind, World.WithoutRounds, settings));
    }

    public void Cut(World world)
    {
        cut = true;
        while (ends.TryTake(out var end)) end.Dispose();
        if (door is null) MoveAway(world.Folder, Aside(world));
    }

    public void Mend(World world)
    {
        if (!cut) return;
        cut = false;
        if (door is null) MoveAway(Aside(world), world.Folder);
    }

    public ValueTask DisposeAsync()
    {
        door?.Dispose();
        while (ends.TryTake(out var end)) end.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Aside(World world) => world.Folder + "-aside";

    private static void MoveAway(string from, string to)
    {
        SqliteConnection.ClearAllPools();
        Directory.Move(from, to);
    }

    private async Task Serve(TcpListener listener)
    {
        var server = new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("KOLOT_TEST_POSTGRES"));
        while (true)
        {
            Socket near;
            try
            {
                near = await listener.AcceptSocketAsync();
            }
            catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
            {
                return;
            }

            ends.Add(near);
            if (cut) near.Dispose();
            else _ = Join(near, server.Host ?? "", server.Port);
        }
    }

    private async Task Join(Socket near, string host, int port)
    {
        try
        {
            var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
            ends.Add(far);
            await far.ConnectAsync(host, port);
            await using var here = new NetworkStream(near, ownsSocket: true);
            await using var there = new NetworkStream(far, ownsSocket: true);
            await Task.WhenAny(here.CopyToAsync(there), there.CopyToAsync(here));
        }
        catch (Exception broken) when (broken is SocketException or IOException or ObjectDisposedException)
        {
            near.Dispose();
        }
    }
}
