using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Scripts;

internal sealed class ScriptTables : IEntityTypeConfiguration<Draft>, IEntityTypeConfiguration<Scene>, IEntityTypeConfiguration<SceneText>
{
    public void Configure(EntityTypeBuilder<Draft> builder)
    {
        builder.ToTable("Drafts");
        builder.Property(d => d.FileName).HasMaxLength(300);
        builder.Property(d => d.Format).HasMaxLength(32);
        builder.Property(d => d.Encoding).HasMaxLength(32);
        builder.Property(d => d.TextSha256).NamesBlob();
        builder.HasIndex(d => new { d.BranchId, d.Number }).IsUnique();
        builder.Property(d => d.SourceSha256).NamesBlob();
        builder.HasIndex(d => d.TextSha256);
        builder.HasIndex(d => d.SourceSha256);
        builder.HasOne<Branch>().WithMany().HasForeignKey(d => d.BranchId);
    }

    public void Configure(EntityTypeBuilder<Scene> builder)
    {
        builder.ToTable("Scenes");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.HasIndex(s => new
        {
            s.BranchId,
            s.LastDraft,
            s.Ordinal,
        });
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
}
