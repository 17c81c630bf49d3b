using AssetLibrary.Web.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Costs;

/// <summary>How an amount is known: counted by the provider itself, read from the price table, or not at all.</summary>
public enum CostBasis
{
    Usage,
    Price,
    Unknown,
}

/// <summary>What was paid, to whom and for what; it knows ids only. Never changed.</summary>
public sealed class CostEntry : IOutlivesProject
{
    public Guid Id { get; init; } = Ids.New();
    public required DateTimeOffset At { get; init; }
    public Guid? ProjectId { get; init; }
    public Guid? UserId { get; init; }
    public Guid? JobId { get; init; }
    public Guid? SubjectId { get; init; }
    public required string Provider { get; init; }
    public required string Model { get; init; }

    /// <summary>Millionths of a US dollar; null when nobody knows.</summary>
    public long? MicroUsd { get; init; }
    public required CostBasis Basis { get; init; }
}

/// <summary>An estimate that counts against the budgets until its job ends; then it is gone, and an entry says what it cost.</summary>
public sealed class CostReservation : IOfProject
{
    /// <summary>The job; of a question that is not a job, an id of its own.</summary>
    public required Guid JobId { get; init; }
    public Guid? ProjectId { get; init; }
    public Guid? UserId { get; init; }
    public required long MicroUsd { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Of what belongs to no job: then it counts for nothing any more, though the process that reserved it has died.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

internal sealed class CostTables
    : IEntityTypeConfiguration<CostEntry>,
        IEntityTypeConfiguration<CostReservation>,
        IEntityTypeConfiguration<Budget>
{
    public void Configure(EntityTypeBuilder<CostEntry> builder)
    {
        builder.ToTable("CostEntries");
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Provider).HasMaxLength(64);
        builder.Property(e => e.Model).HasMaxLength(128);
        builder.HasIndex(e => e.At);
        builder.HasIndex(e => new { e.ProjectId, e.At });
        builder.HasIndex(e => new { e.UserId, e.At });
        builder.HasIndex(e => e.JobId);
    }

    public void Configure(EntityTypeBuilder<CostReservation> builder)
    {
        builder.ToTable("CostReservations").HasKey(r => r.JobId);
        builder.Property(r => r.JobId).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<Budget> builder)
    {
        builder.ToTable("Budgets");
        builder.Property(b => b.Id).ValueGeneratedNever();
        builder
            .HasIndex(b => new
            {
                b.Scope,
                b.ScopeId,
                b.Period,
            })
            .IsUnique();
    }
}
