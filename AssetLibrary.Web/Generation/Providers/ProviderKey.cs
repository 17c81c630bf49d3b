using System.Security.Cryptography;
using AssetLibrary.Web.Database;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>A provider's key as somebody entered it, encrypted with the data protection of this installation. It wins over the configuration.</summary>
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
    private readonly IDataProtector protector = protection.CreateProtector("AssetLibrary.ProviderKeys");

    public async Task SetAsync(LibraryContext db, string provider, string key)
    {
        var encrypted = protector.Protect(key);
        if (await db.Set<ProviderKey>().SingleOrDefaultAsync(k => k.Provider == provider) is { } known)
        {
            (known.Encrypted, known.SetAt, known.SetBy) = (encrypted, db.Now, db.ViewerId);
        }
        else
        {
            db.Add(new ProviderKey { Provider = provider, Encrypted = encrypted, SetAt = db.Now, SetBy = db.ViewerId });
        }
    }

    /// <summary>The key, or null with the reason: none was entered, or it was encrypted elsewhere.</summary>
    internal async Task<(string? Key, KeySource Source)> FindAsync(string provider, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var found = await scope.ServiceProvider.GetRequiredService<LibraryContext>().Set<ProviderKey>().AsNoTracking().SingleOrDefaultAsync(k => k.Provider == provider, cancel);
        try
        {
            return found is null ? (null, KeySource.None) : (protector.Unprotect(found.Encrypted), KeySource.SetHere);
        }
        catch (CryptographicException)
        {
            return (null, KeySource.Unreadable);
        }
    }
}
