using AssetLibrary.Web.Blobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Media;

internal sealed class MediaItemTable : IEntityTypeConfiguration<MediaItem>
{
    /// <summary>The name of the filter that hides what is in the trash.</summary>
    public const string Trash = nameof(Trash);

    public void Configure(EntityTypeBuilder<MediaItem> builder)
    {
        builder.ToTable("MediaItems");
        builder.HasQueryFilter(Trash, m => m.TrashedAt == null);
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
        builder.Property(m => m.RemoteUrl).HasMaxLength(MediaItem.MaxRemoteUrl);
        builder.Property(m => m.StorageKey).HasMaxLength(MediaItem.MaxStorageKey);
        builder.HasIndex(m => m.StorageKey).IsUnique();
        builder.HasIndex(m => m.RemoteExpiresAt);
        builder.HasIndex(m => m.Sha256);
        builder.HasIndex(m => m.JobId);
        // Of those in the trash only: an index of all of them would be taken for lists of what is not.
        builder.HasIndex(m => m.TrashedAt).HasFilter("\"TrashedAt\" IS NOT NULL");
        builder.HasIndex(m => m.SessionId);
        builder.HasIndex(m => new { m.Kind, m.Id });
    }
}
