using System.Net;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace AssetLibrary.Web.Accounts;

/// <summary>
/// The names under which this app answers. A page of a foreign name that resolves to this machine (DNS rebinding) would otherwise
/// count as same-origin with it, and could make itself the admin on the first run.
/// </summary>
/// <param name="server">Knows the addresses listened on.</param>
/// <param name="publicUrl">Its host is allowed.</param>
/// <param name="configured">Setting <c>AllowedHosts</c>: names separated by semicolons; <c>*.example.org</c> for all below a name,
/// <c>*</c> for any.</param>
public sealed class AllowedHosts(IServer server, OwnAddress publicUrl, string? configured)
{
    private readonly string[] names = (configured ?? "").Split(
        [';', ','],
        StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
    );

    /// <param name="host">Without a port; IPv6 in brackets.</param>
    /// <param name="local">The address of this machine that the request was sent to.</param>
    public bool Allows(string host, IPAddress? local)
    {
        host = host.TrimEnd('.');
        if (IPAddress.TryParse(host.Trim('[', ']'), out var literal))
        {
            // An address cannot be rebound: it is fine where it is this machine's own.
            return IPAddress.IsLoopback(literal) || IsSame(literal, local) || names.Any(n => Matches(n, host));
        }

        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || (host.Length > 0 && host.Equals(publicUrl.Host, StringComparison.OrdinalIgnoreCase))
            || names.Any(n => Matches(n, host))
            || (!server.ListensOnLoopbackOnly() && host.Equals(Dns.GetHostName(), StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsSame(IPAddress literal, IPAddress? local) => local is not null && Plain(literal).Equals(Plain(local));

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static bool Matches(string name, string host) =>
        name == "*"
        || (
            name.StartsWith("*.", StringComparison.Ordinal)
                ? host.Length > name.Length - 1 && host.EndsWith(name[1..], StringComparison.OrdinalIgnoreCase)
                : host.Trim('[', ']').Equals(name.Trim('[', ']'), StringComparison.OrdinalIgnoreCase)
        );
}

internal static class Listening
{
    public static bool ListensOnLoopbackOnly(this IServer server) =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses is { Count: > 0 } addresses
        && addresses.All(a => Uri.TryCreate(a, UriKind.Absolute, out var url) && url.IsLoopback);
}
