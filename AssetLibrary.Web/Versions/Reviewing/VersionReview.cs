using AssetLibrary.Web.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Versions.Reviewing;

public enum ReviewState
{
    Proposed,
    Approved,
    Rejected,
}

/// <summary>What was last said of a version, by whom and when, and who is asked to say more.</summary>
public sealed class VersionReview : IOfProject
{
    public required Guid HistoryId { get; init; }
    public required int Number { get; init; }
    public Guid? ProjectId { get; init; }
    public ReviewState State { get; private set; }
    public Guid? By { get; private set; }
    public DateTimeOffset At { get; private set; }

    /// <summary>Who is asked to look; null for whoever may.</summary>
    public Guid? AssigneeId { get; private set; }

    /// <summary>Approved or rejected, nobody has to look any more.</summary>
    public void Say(ReviewState state, Guid? by, DateTimeOffset at, Guid? assignee) =>
        (State, By, At, AssigneeId) = (state, by, at, state == ReviewState.Proposed ? assignee : null);
}

/// <summary>A remark about a version, or about a part of its picture.</summary>
public sealed class VersionComment : IOfProject
{
    public const int MaxText = 2000;

    public Guid Id { get; init; } = Ids.New();
    public required Guid HistoryId { get; init; }
    public required int Number { get; init; }
    public Guid? ProjectId { get; init; }
    public required string Text { get; init; }
    public Guid? By { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The marked part in thousandths of the picture's width and height; null for all of it.</summary>
    public int? X { get; init; }
    public int? Y { get; init; }
    public int? Width { get; init; }
    public int? Height { get; init; }
}

internal sealed class ReviewTables : IEntityTypeConfiguration<VersionReview>, IEntityTypeConfiguration<VersionComment>
{
    public void Configure(EntityTypeBuilder<VersionReview> builder)
    {
        builder.ToTable("VersionReviews").HasKey(r => new { r.HistoryId, r.Number });
        builder.HasOne<AssetVersion>().WithMany().HasForeignKey(r => new { r.HistoryId, r.Number });
        builder.HasIndex(r => r.AssigneeId);
    }

    public void Configure(EntityTypeBuilder<VersionComment> builder)
    {
        builder.ToTable("VersionComments");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Text).HasMaxLength(VersionComment.MaxText);
        builder.HasOne<AssetVersion>().WithMany().HasForeignKey(c => new { c.HistoryId, c.Number });
        builder.HasIndex(c => new { c.HistoryId, c.Number });
    }
}

/// <summary>A review as a page shows it.</summary>
public sealed record ReviewView(int Number, ReviewState State, string? By, DateTimeOffset At, Guid? AssigneeId, string? Assignee);

public sealed record CommentView(Guid Id, string Text, string? By, DateTimeOffset At, int? X, int? Y, int? Width, int? Height, bool IsMine);
