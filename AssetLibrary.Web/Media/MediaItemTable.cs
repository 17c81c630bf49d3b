using AssetLibrary.Web.Blobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Media;

internal sealed class MediaItemTable : IEntityTypeConfiguration<MediaItem>
{
    public void Configure(EntityTypeBuilder<MediaItem> builder)
    {
        builder.ToTable("MediaItems");
        builder.Ignore(m => m.IsOfModel);
        builder.Property(m => m.Sha256).NamesBlob();
        builder.Property(m => m.ContentType).HasMaxLength(100);
        builder.Property(m => m.DominantColor).HasMaxLength(7);
        builder.Property(m => m.DHash).HasMaxLength(16);
        builder.Property(m => m.Title).HasMaxLength(300);
        builder.Property(m => m.FileName).HasMaxLength(300);
        builder.Property(m => m.Provider).HasMaxLength(64);
        builder.Property(m => m.Model).HasMaxLength(128);
        builder.ComplexProperty(
            m => m.Original,
            original =>
            {
                original.Property(o => o.Sha256).NamesBlob();
                original.Property(o => o.ContentType).HasMaxLength(100);
            }
        );
        builder.HasIndex(m => m.Sha256);
        builder.HasIndex(m => m.JobId);
        builder.HasIndex(m => new { m.Kind, m.Id });
    }
}
