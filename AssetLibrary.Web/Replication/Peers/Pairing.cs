using System.Security.Cryptography;
using System.Text;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Replication.Peers;

/// <summary>What two servers tell each other when they are paired.</summary>
/// <param name="Code">The one-time code of the server that is asked; null in its answer.</param>
/// <param name="Id">The speaker's device.</param>
/// <param name="Name">The speaker's name.</param>
/// <param name="Url">Where the speaker is reached; null where it cannot be.</param>
/// <param name="Token">What the listener says to the speaker from now on.</param>
public sealed record Introduction(string? Code, Guid Id, string? Name, string? Url, string? Token);

/// <summary>
/// Makes two servers know each other: an admin shows a one-time code on one and types it in on the other. Each gets a secret of its own
/// to say to the other.
/// </summary>
public sealed class Pairing(ThisServer server, IDataProtectionProvider protection, TimeProvider time)
{
    public const int CodeLength = 10;

    // No letters or digits that look alike.
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int MostWrong = 10;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private readonly IDataProtector secrets = protection.CreateProtector("paired servers");
    private (string Code, DateTimeOffset Until, int Wrong)? shown;

    /// <summary>A new code; the one before ends.</summary>
    public (string Code, DateTimeOffset Until) Show()
    {
        lock (gate)
        {
            shown = (RandomNumberGenerator.GetString(Letters, CodeLength), time.GetUtcNow() + Lifetime, 0);
            return (shown.Value.Code, shown.Value.Until);
        }
    }

    /// <summary>Whether it is the code that is shown; it ends with that, and after too many wrong ones.</summary>
    public bool Take(string? code)
    {
        lock (gate)
        {
            if (shown is not var (known, until, wrong) || until < time.GetUtcNow())
            {
                return false;
            }

            var said = Encoding.UTF8.GetBytes((code ?? "").Trim().ToUpperInvariant());
            var isRight = CryptographicOperations.FixedTimeEquals(said, Encoding.UTF8.GetBytes(known));
            shown = isRight || wrong + 1 >= MostWrong ? null : (known, until, wrong + 1);
            return isRight;
        }
    }

    /// <summary>This server's part of an introduction.</summary>
    public Introduction Introduce(string? code, Uri? at) => new(code, server.Id, server.Name, at?.AbsoluteUri, NewToken());

    /// <summary>Remembers the other one. It is the caller's write.</summary>
    /// <param name="db">The library.</param>
    /// <param name="other">What it said.</param>
    /// <param name="mine">What this server said to it.</param>
    /// <param name="url">Where it is reached, if it did not say.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Device> RememberAsync(LibraryContext db, Introduction other, Introduction mine, Uri? url, CancellationToken cancel)
    {
        if (other.Id == server.Id)
        {
            throw RefusedException.Invalid(
                $"Both servers have the same device id: one data folder is a copy of the other. "
                    + $"Delete {Sqlite.DataFolder.ServerIdName} in one of them and start it again.",
                "id"
            );
        }

        var device = await db.Set<Device>().SingleOrDefaultAsync(d => d.Id == other.Id, cancel);
        if (device is null)
        {
            device = new(other.Id, DeviceKind.Server, other.Name ?? "Server");
            db.Add(device);
        }

        device.Rename(other.Name is { Length: > 0 } name ? name : "Server");
        device.Url =
            Uri.TryCreate(other.Url, UriKind.Absolute, out var said) && said.Scheme is "http" or "https"
                ? said.AbsoluteUri
                : url?.AbsoluteUri;
        device.Secret = other.Token is { } token ? secrets.Protect(token) : null;
        device.KnownBy = mine.Token is { } own ? Hash(own) : null;
        device.Seen(db.Now, freeBytes: null);
        return device;
    }

    /// <summary>What this server says to it; null where they are not paired.</summary>
    public string? SecretFor(Device device)
    {
        try
        {
            return device.Secret is { } kept ? secrets.Unprotect(kept) : null;
        }
        catch (CryptographicException)
        {
            return null; // kept by an installation whose keys are gone
        }
    }

    internal static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private static string NewToken() => "alp_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}
