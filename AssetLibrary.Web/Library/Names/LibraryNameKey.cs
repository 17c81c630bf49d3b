using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Library.Names;

/// <summary>One of the ways in which a library asset's names are found: see <see cref="NameKeys"/>. Kept in the same save as the asset.</summary>
public sealed class LibraryNameKey
{
    public const int MaxKey = 64;

    public required string Key { get; init; }
    public required Guid LibraryAssetId { get; init; }
}

internal sealed class LibraryNameKeyTable : IEntityTypeConfiguration<LibraryNameKey>
{
    public void Configure(EntityTypeBuilder<LibraryNameKey> builder)
    {
        builder.ToTable("LibraryNameKeys").HasKey(k => new { k.Key, k.LibraryAssetId });
        builder.Property(k => k.Key).HasMaxLength(LibraryNameKey.MaxKey);
        builder.HasOne<LibraryAsset>().WithMany().HasForeignKey(k => k.LibraryAssetId);
    }
}
