using System.Net;
using System.Net.Sockets;

namespace Kolot.Outside;

/// <summary>Where an address leads: to the world, into somebody's own network, or to where nobody has business.</summary>
internal enum AddressReach
{
    /// <summary>To the world.</summary>
    World,

    /// <summary>To this machine or its network: open only where whoever runs the house says so.</summary>
    Private,

    /// <summary>To what hands out a machine's secrets, to many at once, or to nobody.</summary>
    Never,
}

/// <summary>Tells where an address leads.</summary>
internal static class AddressReaches
{
    // What clouds tell their machines stands first: some of it lies within ranges that are merely private, or public.
    private static readonly (AddressReach Reach, IPNetwork[] Ranges)[] Closed =
    [
        (AddressReach.Never, Of("169.254.0.0/16", "100.100.100.200/32", "168.63.129.16/32", "192.0.0.192/32", "fd00:ec2::/32", "fd20:ce::/32", "fe80::/10")),
        (AddressReach.Never, Of("0.0.0.0/8", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3")),
        (AddressReach.Private, Of("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "198.18.0.0/15", "::1/128", "fc00::/7")),
        (AddressReach.Never, Of("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")),
    ];

    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork Given = IPNetwork.Parse("2000::/3");

    /// <summary>Where it leads.</summary>
    public static AddressReach Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return Of(address.MapToIPv4());
        // A gateway hands these on to the address in their last four bytes.
        if (Translated.Contains(address)) return Of(new IPAddress(address.GetAddressBytes().AsSpan(12)));
        // A zone names a cable of this machine.
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && address.ScopeId != 0) return AddressReach.Never;

        foreach (var (reach, ranges) in Closed)
            if (ranges.Any(range => range.Contains(address))) return reach;
        return address.AddressFamily == AddressFamily.InterNetworkV6 && !Given.Contains(address) ? AddressReach.Never : AddressReach.World;
    }

    private static IPNetwork[] Of(params string[] ranges) => [.. ranges.Select(IPNetwork.Parse)];
}
