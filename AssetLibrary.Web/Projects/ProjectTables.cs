using AssetLibrary.Web.Database;
using AssetLibrary.Web.Styles;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Projects;

internal sealed class ProjectTables : IEntityTypeConfiguration<Project>, IEntityTypeConfiguration<Branch>
{
    /// <summary>The name of the filter that hides deleted projects, from workers too.</summary>
    public const string Deleted = nameof(Deleted);

    public void Configure(EntityTypeBuilder<Project> builder)
    {
        builder.HasQueryFilter(Deleted, p => p.DeletedAt == null);
        builder.ToTable("Projects");
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Name).HasMaxLength(TypedText.MaxName);
        builder.Property(p => p.CharacterSize).HasMaxLength(16);
        builder.Property(p => p.LocationSize).HasMaxLength(16);
        builder.Property(p => p.PropSize).HasMaxLength(16);
        builder.HasOne<Subject>().WithOne().HasForeignKey<Project>(p => p.Id);
        builder.HasOne<StyleCapsule>().WithMany().HasForeignKey(p => p.StyleId).OnDelete(DeleteBehavior.SetNull);
        builder.HasMany<ProjectMember>().WithOne().HasForeignKey(m => m.ProjectId);
        builder.HasMany<Branch>().WithOne().HasForeignKey(b => b.ProjectId);
    }

    public void Configure(EntityTypeBuilder<Branch> builder)
    {
        builder.ToTable("Branches");
        builder.Property(b => b.Name).HasMaxLength(100);
        builder.HasIndex(b => new { b.ProjectId, b.Name }).IsUnique();
    }
}
