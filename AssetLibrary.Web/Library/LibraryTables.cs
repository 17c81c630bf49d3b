using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Library;

internal sealed class LibraryTables : IEntityTypeConfiguration<LibraryAsset>, IEntityTypeConfiguration<Tag>, IEntityTypeConfiguration<LibraryAssetRevision>
{
    public void Configure(EntityTypeBuilder<LibraryAsset> builder)
    {
        builder.ToTable("LibraryAssets");
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Name).HasMaxLength(LibraryAsset.MaxName);
        builder.Property(a => a.NormalizedName).HasMaxLength(LibraryAsset.MaxName * 4);
        builder.Ignore(a => a.Subject);
        builder.HasOne<Subject>().WithOne().HasForeignKey<LibraryAsset>(a => a.Id);
        builder.HasMany(a => a.Tags).WithMany().UsingEntity("LibraryAssetTags");
        builder.HasIndex(a => new { a.TrashedAt, a.Id });
        builder.HasIndex(a => new { a.TrashedAt, a.Type, a.Id });
        builder.HasIndex(a => new { a.TrashedAt, a.NormalizedName, a.Id });
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
