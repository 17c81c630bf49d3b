using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Delivery;

/// <summary>That a medium's bytes are missing here, and are being fetched; it goes when they have come.</summary>
public sealed class Fetch : IOfProject
{
    /// <summary>After so many failures nobody tries by himself any more.</summary>
    public const int Enough = 12;

    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    public required Guid MediaId { get; init; }
    public Guid? ProjectId { get; init; }

    /// <summary>The job that is at it, or was last.</summary>
    public Guid JobId { get; set; }
    public int Failures { get; private set; }
    public DateTimeOffset NotBefore { get; private set; }
    public string? Error { get; private set; }

    public void Fail(string why, DateTimeOffset now)
    {
        Failures++;
        Error = SearchText.Cut(why, 500);
        var wait = Shortest * Math.Pow(2, Math.Min(Failures - 1, 12));
        NotBefore = now + (wait < Longest ? wait : Longest);
    }
}

/// <summary>Of one hour: how often bytes came from a step, or did not.</summary>
public sealed class DeliveryCount
{
    public required DateTimeOffset Hour { get; init; }
    public required string Step { get; init; }
    public required string Outcome { get; init; }
    public long Count { get; set; }

    /// <summary>The step of rows that say how many files were of a health at that hour, and do not count anything that happened.</summary>
    public const string Health = "health";
}

internal sealed class DeliveryTables : IEntityTypeConfiguration<Fetch>, IEntityTypeConfiguration<DeliveryCount>
{
    public void Configure(EntityTypeBuilder<Fetch> builder)
    {
        builder.ToTable("Fetches").HasKey(f => f.MediaId);
        builder.Property(f => f.MediaId).ValueGeneratedNever();
        builder.Property(f => f.Error).HasMaxLength(500);
        builder.HasOne<MediaItem>().WithOne().HasForeignKey<Fetch>(f => f.MediaId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(f => f.NotBefore);
    }

    public void Configure(EntityTypeBuilder<DeliveryCount> builder)
    {
        builder
            .ToTable("DeliveryCounts")
            .HasKey(c => new
            {
                c.Hour,
                c.Step,
                c.Outcome,
            });
        builder.Property(c => c.Step).HasMaxLength(32);
        builder.Property(c => c.Outcome).HasMaxLength(32);
    }
}
