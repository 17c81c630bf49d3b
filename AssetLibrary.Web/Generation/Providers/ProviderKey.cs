using System.Collections.Concurrent;
using System.Security.Cryptography;
using AssetLibrary.Web.Database;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>
/// A provider's key as somebody entered it, encrypted with the data protection of this installation. It wins over the configuration.
/// </summary>
public sealed class ProviderKey
{
    public required string Provider { get; init; }
    public required string Encrypted { get; set; }
    public required DateTimeOffset SetAt { get; set; }
    public required Guid? SetBy { get; set; }
}

internal sealed class ProviderKeyTable : IEntityTypeConfiguration<ProviderKey>
{
    public void Configure(EntityTypeBuilder<ProviderKey> builder)
    {
        builder.ToTable("ProviderKeys").HasKey(k => k.Provider);
        builder.Property(k => k.Provider).HasMaxLength(64);
    }
}

/// <summary>Keys entered here: written in the caller's save, and read by nobody but the providers.</summary>
public sealed class ProviderKeys(IServiceScopeFactory scopes, IDataProtectionProvider protection)
{
    // Read once a second at most, but always while one may just have been entered here: each step of each order asks.
    private const long Fresh = 1000,
        Unsettled = 10_000;

    private readonly ConcurrentDictionary<string, (string? Encrypted, long At)> known = new(StringComparer.Ordinal);
    private long changed = -Unsettled;

    private readonly IDataProtector protector = protection.CreateProtector("AssetLibrary.ProviderKeys");

    public async Task SetAsync(LibraryContext db, string provider, string key)
    {
        Forget();
        var encrypted = protector.Protect(key);
        if (await db.Set<ProviderKey>().SingleOrDefaultAsync(k => k.Provider == provider) is { } known)
        {
            (known.Encrypted, known.SetAt, known.SetBy) = (encrypted, db.Now, db.ViewerId);
        }
        else
        {
            db.Add(
                new ProviderKey
                {
                    Provider = provider,
                    Encrypted = encrypted,
                    SetAt = db.Now,
                    SetBy = db.ViewerId,
                }
            );
        }
    }

    /// <summary>A key is about to change.</summary>
    public void Forget()
    {
        Volatile.Write(ref changed, Environment.TickCount64);
        known.Clear();
    }

    /// <summary>The key, or null with the reason: none was entered, or it was encrypted elsewhere.</summary>
    internal async Task<(string? Key, KeySource Source)> FindAsync(string provider, CancellationToken cancel)
    {
        var now = Environment.TickCount64;
        var settled = now - Volatile.Read(ref changed) > Unsettled;
        var isKnown = known.TryGetValue(provider, out var one) && now - one.At < Fresh;
        var encrypted = settled && isKnown ? one.Encrypted : await ReadAsync(provider, cancel);
        if (settled && !isKnown)
        {
            known[provider] = (encrypted, now);
        }

        try
        {
            return encrypted is null ? (null, KeySource.None) : (protector.Unprotect(encrypted), KeySource.SetHere);
        }
        catch (CryptographicException)
        {
            return (null, KeySource.Unreadable);
        }
    }

    private async Task<string?> ReadAsync(string provider, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var encrypted = await scope
            .ServiceProvider.GetRequiredService<LibraryContext>()
            .Set<ProviderKey>()
            .Where(k => k.Provider == provider)
            .Select(k => k.Encrypted)
            .SingleOrDefaultAsync(cancel);
        known.TryRemove(provider, out _);
        return encrypted;
    }
}
