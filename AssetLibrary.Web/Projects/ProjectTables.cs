using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library;
using AssetLibrary.Web.Library.Styles;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Projects;

internal sealed class ProjectTables :
    IEntityTypeConfiguration<Project>, IEntityTypeConfiguration<Branch>, IEntityTypeConfiguration<Draft>, IEntityTypeConfiguration<Scene>,
    IEntityTypeConfiguration<SceneText>, IEntityTypeConfiguration<ProjectAsset>, IEntityTypeConfiguration<Appearance>
{
    public void Configure(EntityTypeBuilder<Project> builder)
    {
        builder.ToTable("Projects");
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Name).HasMaxLength(LibraryAsset.MaxName);
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

    public void Configure(EntityTypeBuilder<Draft> builder)
    {
        builder.ToTable("Drafts");
        builder.Property(d => d.FileName).HasMaxLength(300);
        builder.Property(d => d.Format).HasMaxLength(32);
        builder.Property(d => d.Encoding).HasMaxLength(32);
        builder.Property(d => d.TextSha256).HasMaxLength(64);
        builder.HasIndex(d => new { d.BranchId, d.Number }).IsUnique();
        builder.Property(d => d.SourceSha256).HasMaxLength(64);
        builder.HasIndex(d => d.TextSha256);
        builder.HasIndex(d => d.SourceSha256);
        builder.HasOne<Branch>().WithMany().HasForeignKey(d => d.BranchId);
    }

    public void Configure(EntityTypeBuilder<Scene> builder)
    {
        builder.ToTable("Scenes");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.HasIndex(s => new { s.BranchId, s.LastDraft, s.Ordinal });
        builder.HasOne<Branch>().WithMany().HasForeignKey(s => s.BranchId);
        builder.HasOne<Subject>().WithOne().HasForeignKey<Scene>(s => s.Id);
    }

    public void Configure(EntityTypeBuilder<SceneText> builder)
    {
        builder.ToTable("SceneTexts").HasKey(t => new { t.DraftId, t.SceneId });
        builder.Property(t => t.Hash).HasMaxLength(64);
        builder.HasOne<Scene>().WithMany().HasForeignKey(t => t.SceneId);
        builder.HasOne<Draft>().WithMany().HasForeignKey(t => t.DraftId);
    }

    public void Configure(EntityTypeBuilder<ProjectAsset> builder)
    {
        builder.ToTable("ProjectAssets");
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Name).HasMaxLength(LibraryAsset.MaxName);
        builder.Property(a => a.NormalizedName).HasMaxLength(LibraryAsset.MaxName * 4);
        builder.Ignore(a => a.Subject);
        builder.HasIndex(a => new { a.ProjectId, a.Type, a.NormalizedName });
        builder.HasIndex(a => a.LibraryAssetId);
        builder.HasOne<Branch>().WithMany().HasForeignKey(a => a.BranchId);
        builder.HasOne<Subject>().WithOne().HasForeignKey<ProjectAsset>(a => a.Id);
        builder.HasOne<LibraryAsset>().WithMany().HasForeignKey(a => a.LibraryAssetId).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<Appearance> builder)
    {
        builder.ToTable("Appearances").HasKey(a => new { a.ProjectAssetId, a.SceneId });
        builder.HasOne<ProjectAsset>().WithMany().HasForeignKey(a => a.ProjectAssetId);
        builder.HasOne<Scene>().WithMany().HasForeignKey(a => a.SceneId);
        // No foreign key: SQLite would write the whole table anew for it, outside a transaction. A look is trashed, never deleted while scenes name it.
        builder.HasIndex(a => a.LookId);
    }
}
