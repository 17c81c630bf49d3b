using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Names;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Library.Search;

/// <summary>
/// One of the ways in which a library asset's names are found: see <see cref="NameKeys"/>. Kept in the same save as the asset.
/// </summary>
public sealed class LibraryNameKey
{
    public required string Key { get; init; }
    public required Guid LibraryAssetId { get; init; }
}

internal sealed class LibraryNameKeyTable : IEntityTypeConfiguration<LibraryNameKey>
{
    public void Configure(EntityTypeBuilder<LibraryNameKey> builder)
    {
        builder.ToTable("LibraryNameKeys").HasKey(k => new { k.Key, k.LibraryAssetId });
        builder.Property(k => k.Key).HasMaxLength(NameKeys.Longest);
        builder.HasOne<LibraryAsset>().WithMany().HasForeignKey(k => k.LibraryAssetId);
    }
}
