using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Replication.Peers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Replication;

internal sealed class ReplicationTables
    : IEntityTypeConfiguration<Device>,
        IEntityTypeConfiguration<BlobMeta>,
        IEntityTypeConfiguration<DevicePresence>,
        IEntityTypeConfiguration<ReplicationRequest>,
        IEntityTypeConfiguration<BlobChunk>
{
    public void Configure(EntityTypeBuilder<Device> builder)
    {
        builder.ToTable("Devices");
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.Name).HasMaxLength(100);
        builder.Property(d => d.Url).HasMaxLength(500);
        builder.Property(d => d.Trouble).HasMaxLength(500);
        builder.Property(d => d.Installation).HasMaxLength(64);
        builder.Property(d => d.KnownBy).HasMaxLength(64);
        builder.HasIndex(d => d.KnownBy);
    }

    public void Configure(EntityTypeBuilder<BlobMeta> builder)
    {
        builder.ToTable("BlobMeta").HasKey(b => b.Sha256);
        builder.Property(b => b.Sha256).NamesBlob().ValueGeneratedNever();
        builder.Property(b => b.ContentType).HasMaxLength(100);
        builder.Property(b => b.FileName).HasMaxLength(300);
    }

    public void Configure(EntityTypeBuilder<DevicePresence> builder)
    {
        builder.ToTable("DevicePresence").HasKey(p => new { p.Sha256, p.DeviceId });
        builder.Property(p => p.Sha256).NamesBlob();
        builder.HasOne<Device>().WithMany().HasForeignKey(p => p.DeviceId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(p => new { p.DeviceId, p.VerifiedAt });
    }

    public void Configure(EntityTypeBuilder<BlobChunk> builder)
    {
        builder.ToTable("BlobChunks").HasKey(c => new { c.Sha256, c.Ordinal });
        builder.Property(c => c.Sha256).NamesBlob();
        builder.Property(c => c.ChunkSha256).HasMaxLength(64);
    }

    public void Configure(EntityTypeBuilder<ReplicationRequest> builder)
    {
        builder.ToTable("ReplicationRequests").HasKey(r => new { r.DeviceId, r.Sha256 });
        builder.Property(r => r.Sha256).NamesBlob();
        builder.Property(r => r.Error).HasMaxLength(500);
        builder.HasOne<Device>().WithMany().HasForeignKey(r => r.DeviceId).OnDelete(DeleteBehavior.Cascade);
        builder
            .HasIndex(r => new
            {
                r.Priority,
                r.NotBefore,
                r.CreatedAt,
            })
            .IsDescending(true, false, false);
    }
}
