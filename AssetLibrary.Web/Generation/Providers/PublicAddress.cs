using System.Net;
using System.Net.Sockets;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>Which addresses belong to the public network, by IANA's registries of special-purpose addresses.</summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] Private =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            "::/96",
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "fc00::/7",
            "fe80::/9",
            "ff00::/8",
        }.Select(n => IPNetwork.Parse(n)),
    ];

    public static bool IsPublic(IPAddress address)
    {
        var real = Real(address);
        return !Private.Any(n => n.BaseAddress.AddressFamily == real.AddressFamily && n.Contains(real));
    }

    /// <summary>
    /// Where an IPv6 address that wraps an IPv4 address really leads: mapped ::ffff:0:0/96 (RFC 4291), translated ::ffff:0:0:0/96
    /// (RFC 2765), NAT64's 64:ff9b::/96 (RFC 6052), 6to4's 2002::/16 (RFC 3056) and ISATAP's (RFC 5214 §6.1).
    /// </summary>
    private static IPAddress Real(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        ReadOnlySpan<byte> bytes = address.GetAddressBytes();
        return bytes switch
        {
            [0x20, 0x02, ..] => new(bytes[2..6]),
            [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, ..] => new(bytes[12..]),
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, ..] or [0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, ..] => new(bytes[12..]),
            [_, _, _, _, _, _, _, _, 0 or 2, 0, 0x5E, 0xFE, ..] => new(bytes[12..]),
            _ => address,
        };
    }
}
