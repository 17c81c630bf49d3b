using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Queue;

internal sealed class JobTable : IEntityTypeConfiguration<Job>, IEntityTypeConfiguration<Batch>
{
    public void Configure(EntityTypeBuilder<Job> builder)
    {
        builder.ToTable("Jobs");
        builder.Property(j => j.Kind).HasMaxLength(32);
        builder.Property(j => j.Title).HasMaxLength(200);
        builder.Property(j => j.ConcurrencyGroup).HasMaxLength(64);
        builder.Property(j => j.Error).HasMaxLength(1000);
        builder.Property(j => j.LeaseOwner).IsConcurrencyToken();
        builder.Property(j => j.State).IsConcurrencyToken();
        builder.Ignore(j => j.IsOver).Ignore(j => j.MayRetry);
        builder.HasIndex(j => new
        {
            j.State,
            j.NotBefore,
            j.Priority,
        });
        builder
            .HasIndex(j => new
            {
                j.State,
                j.ProjectId,
                j.Priority,
                j.CreatedAt,
                j.Id,
            })
            .IsDescending(false, false, true, false, false);
        builder.HasIndex(j => new { j.State, j.Id });
        builder.HasIndex(j => new { j.State, j.BatchId });
        builder.HasIndex(j => new { j.BatchId, j.State });
        builder.HasOne<Batch>().WithMany().HasForeignKey(j => j.BatchId).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<Batch> builder)
    {
        builder.ToTable("Batches");
        builder.Property(b => b.Name).HasMaxLength(200);
    }
}
