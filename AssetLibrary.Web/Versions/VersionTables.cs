using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Versions;

internal sealed class VersionTables
    : IEntityTypeConfiguration<Subject>,
        IEntityTypeConfiguration<History>,
        IEntityTypeConfiguration<AssetVersion>
{
    public void Configure(EntityTypeBuilder<Subject> builder)
    {
        builder.ToTable("Subjects");
        builder.Property(s => s.Id).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<History> builder)
    {
        builder.ToTable("Histories");
        builder.Property(h => h.Key).HasMaxLength(64);
        builder.HasIndex(h => new { h.SubjectId, h.Key }).IsUnique();
        builder.HasOne<Subject>().WithMany().HasForeignKey(h => h.SubjectId);
    }

    public void Configure(EntityTypeBuilder<AssetVersion> builder)
    {
        builder.ToTable("AssetVersions").HasKey(v => new { v.HistoryId, v.Number });
        builder.HasIndex(v => v.MediaId);
        builder.HasOne<History>().WithMany().HasForeignKey(v => v.HistoryId);
        builder.HasOne<MediaItem>().WithMany().HasForeignKey(v => v.MediaId).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>
/// Who may see a picture: anyone who may see its own project, or any history that names it. So what is in the library is everyone's.
/// </summary>
internal sealed class SharedMedia : IEntityTypeConfiguration<MediaItem>
{
    // Only a name for it: EF puts the context that runs the query wherever a filter mentions one.
    private readonly LibraryContext db = null!;

    public void Configure(EntityTypeBuilder<MediaItem> builder) =>
        builder.HasQueryFilter(LibraryContext.Access, item =>
            db.SeesAll
            || (db.ViewerId != null && item.ProjectId == null)
            || db.Set<ProjectMember>().Any(m => m.UserId == db.ViewerId && m.ProjectId == item.ProjectId)
            || db.Set<AssetVersion>().Any(v => v.MediaId == item.Id)
        ); // versions have a filter of their own
}
