using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Library;

internal sealed class LibraryTables
    : IEntityTypeConfiguration<LibraryAsset>,
        IEntityTypeConfiguration<Tag>,
        IEntityTypeConfiguration<LibraryAssetRevision>
{
    /// <summary>The column that says whether an asset has a picture under the key <c>reference</c>.</summary>
    public const string Pictured = "Pictured";

    private const string Live = "\"TrashedAt\" IS NULL";

    public void Configure(EntityTypeBuilder<LibraryAsset> builder)
    {
        builder.ToTable("LibraryAssets");
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Name).HasMaxLength(TypedText.MaxName);
        builder.Property(a => a.NormalizedName).HasMaxLength(TypedText.MaxName * 4);
        builder.Ignore(a => a.Subject);
        builder.HasOne<Subject>().WithOne().HasForeignKey<LibraryAsset>(a => a.Id);
        builder
            .HasMany(a => a.Tags)
            .WithMany()
            .UsingEntity<LibraryAssetTag>(
                t => t.HasOne<Tag>().WithMany().HasForeignKey(l => l.TagsId),
                a => a.HasOne<LibraryAsset>().WithMany().HasForeignKey(l => l.LibraryAssetId),
                link =>
                {
                    link.ToTable("LibraryAssetTags").HasKey(l => new { l.LibraryAssetId, l.TagsId });
                    link.HasIndex(l => new { l.TagsId, l.LibraryAssetId });
                }
            );

        // Whether it has a picture: triggers on Histories keep it, so that a list can be narrowed by it without looking at every row.
        var pictured = builder.Property<bool>(Pictured).HasDefaultValue(false).ValueGeneratedOnAddOrUpdate().Metadata;
        pictured.SetBeforeSaveBehavior(PropertySaveBehavior.Ignore);
        pictured.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);

        // Each order of the list walks an index that holds only what is not in the trash.
        builder.HasIndex(a => new { a.Type, a.Id }).HasFilter(Live);
        builder.HasIndex(a => new { a.NormalizedName, a.Id }).HasFilter(Live);
        builder
            .HasIndex(
                a => new
                {
                    a.Type,
                    a.NormalizedName,
                    a.Id,
                },
                "IX_LibraryAssets_Live_Type_Name"
            )
            .HasFilter(Live);
        builder.HasIndex(Pictured, nameof(LibraryAsset.Id)).HasFilter(Live);
        builder.HasIndex(a => a.Id, "IX_LibraryAssets_Live").HasFilter(Live);
        builder.HasIndex(a => new { a.TrashedAt, a.Id }).HasFilter("\"TrashedAt\" IS NOT NULL");
        builder.HasIndex(a => new { a.Type, a.NormalizedName });
        builder.HasIndex(a => a.KeysVersion);
    }

    public void Configure(EntityTypeBuilder<Tag> builder)
    {
        builder.ToTable("Tags");
        builder.Property(t => t.Name).HasMaxLength(100);
        builder.Property(t => t.NormalizedName).HasMaxLength(400);
        builder.HasIndex(t => t.NormalizedName).IsUnique();
    }

    public void Configure(EntityTypeBuilder<LibraryAssetRevision> builder)
    {
        builder.ToTable("LibraryAssetRevisions").HasKey(r => new { r.LibraryAssetId, r.Revision });
        builder.HasOne<LibraryAsset>().WithMany().HasForeignKey(r => r.LibraryAssetId);
    }
}
