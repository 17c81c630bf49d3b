using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace AssetLibrary.Web.Accounts;

/// <summary>Who knocks: a browser in which somebody has signed in before, or else an address.</summary>
public sealed class Client(IDataProtectionProvider protection)
{
    private const string Cookie = "assetlibrary-known";

    private readonly IDataProtector protector = protection.CreateProtector("AssetLibrary.KnownBrowser");

    /// <summary>The person who signed in here last. It opens nothing: it only keeps a stranger from slowing that person down.</summary>
    public Guid? KnownAs(HttpContext context)
    {
        try
        {
            return
                context.Request.Cookies[Cookie] is { Length: > 0 and < 1000 } cookie
                && Guid.TryParse(protector.Unprotect(cookie), out var id)
                ? id
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Of the person known here, or the address; of IPv6 the /64, which is what one customer gets.</summary>
    /// <param name="context">The request.</param>
    /// <param name="isKnown">Whether it counts that somebody is known here.</param>
    public string KeyOf(HttpContext context, bool isKnown) =>
        isKnown && KnownAs(context) is { } id ? $"person {id}" : AddressKeyOf(context.Connection.RemoteIpAddress);

    public void Remember(HttpContext context, Guid userId) =>
        context.Response.Cookies.Append(
            Cookie,
            protector.Protect(userId.ToString()),
            new()
            {
                HttpOnly = true,
                IsEssential = true,
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
                MaxAge = TimeSpan.FromDays(365),
            }
        );

    internal static string AddressKeyOf(IPAddress? address)
    {
        if (address is null)
        {
            return "nowhere";
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(plain.GetAddressBytes()[..8]) : plain.ToString();
    }
}
