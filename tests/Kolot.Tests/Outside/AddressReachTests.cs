using Kolot.Outside;
using System.Net;

namespace Kolot.Tests.Outside;

public sealed class AddressReachTests
{
    [Theory]
    [InlineData("8.8.8.8", "World")]
    [InlineData("172.15.255.255", "World")]
    [InlineData("172.32.0.1", "World")]
    [InlineData("2a00:1450:4028:800::200e", "World")]
    [InlineData("::ffff:8.8.8.8", "World")]
    [InlineData("64:ff9b::8.8.8.8", "World")]
    [InlineData("127.0.0.1", "Private")]
    [InlineData("127.255.255.254", "Private")]
    [InlineData("10.1.2.3", "Private")]
    [InlineData("172.16.0.1", "Private")]
    [InlineData("172.31.255.255", "Private")]
    [InlineData("192.168.1.1", "Private")]
    [InlineData("100.64.0.1", "Private")]
    [InlineData("198.18.0.1", "Private")]
    [InlineData("::1", "Private")]
    [InlineData("fd12:3456::1", "Private")]
    [InlineData("::ffff:127.0.0.1", "Private")]
    [InlineData("::ffff:10.0.0.1", "Private")]
    [InlineData("64:ff9b::10.0.0.1", "Private")]
    [InlineData("0.0.0.0", "Never")]
    [InlineData("0.1.2.3", "Never")]
    [InlineData("169.254.169.254", "Never")]
    [InlineData("::ffff:169.254.169.254", "Never")]
    [InlineData("64:ff9b::169.254.169.254", "Never")]
    [InlineData("100.100.100.200", "Never")]
    [InlineData("168.63.129.16", "Never")]
    [InlineData("192.0.0.192", "Never")]
    [InlineData("fd00:ec2::254", "Never")]
    [InlineData("fe80::1", "Never")]
    [InlineData("fe80::1%1", "Never")]
    [InlineData("224.0.0.1", "Never")]
    [InlineData("255.255.255.255", "Never")]
    [InlineData("203.0.113.9", "Never")]
    [InlineData("ff02::1", "Never")]
    [InlineData("::", "Never")]
    [InlineData("::127.0.0.1", "Never")]
    [InlineData("2002:7f00:1::", "Never")]
    [InlineData("2001:0:1234::1", "Never")]
    [InlineData("2001:db8::1", "Never")]
    [InlineData("64:ff9b:1::1", "Never")]
    public void An_address_leads_to_the_world_into_a_network_or_nowhere(string address, string reach) =>
        Assert.Equal(reach, AddressReaches.Of(IPAddress.Parse(address)).ToString());
}
