using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction.Model;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Scripts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Extraction;

internal sealed class ExtractionTables
    : IEntityTypeConfiguration<ExtractionRun>,
        IEntityTypeConfiguration<Candidate>,
        IEntityTypeConfiguration<Evidence>,
        IEntityTypeConfiguration<ExtractionCall>,
        IEntityTypeConfiguration<SceneAnswer>
{
    public void Configure(EntityTypeBuilder<ExtractionRun> builder)
    {
        builder.ToTable("ExtractionRuns");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Extractor).HasMaxLength(32);
        builder.Property(r => r.Model).HasMaxLength(200);
        builder.Property(r => r.PromptVersion).HasMaxLength(32);
        builder.HasOne<Job>().WithOne().HasForeignKey<ExtractionRun>(r => r.Id);
        builder.HasOne<Draft>().WithMany().HasForeignKey(r => r.DraftId);
        builder.HasIndex(r => new { r.BranchId, r.Id });
    }

    public void Configure(EntityTypeBuilder<Candidate> builder)
    {
        builder.ToTable("Candidates");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Name).HasMaxLength(TypedText.MaxName);
        builder.Property(c => c.NormalizedName).HasMaxLength(TypedText.MaxName * 4);
        builder.Property(c => c.Doubt).HasMaxLength(Candidate.MaxDoubt);
        builder.Property(c => c.State).IsConcurrencyToken(); // two people deciding on one candidate: the second is told
        builder.HasOne<ExtractionRun>().WithMany().HasForeignKey(c => c.RunId);
        builder.HasIndex(c => new
        {
            c.BranchId,
            c.State,
            c.Ordinal,
        });
    }

    public void Configure(EntityTypeBuilder<Evidence> builder)
    {
        builder.ToTable("Evidence");
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.SceneNumber).HasMaxLength(32);
        builder.HasOne<Candidate>().WithMany().HasForeignKey(e => e.CandidateId);
        builder.HasIndex(e => e.CandidateId);
    }

    public void Configure(EntityTypeBuilder<ExtractionCall> builder)
    {
        builder.ToTable("ExtractionCalls");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.About).HasMaxLength(200);
        builder.Property(c => c.Tier).HasMaxLength(32);
        builder.HasOne<ExtractionRun>().WithMany().HasForeignKey(c => c.RunId);
        builder.HasIndex(c => new { c.RunId, c.Ordinal });
    }

    public void Configure(EntityTypeBuilder<SceneAnswer> builder)
    {
        builder.ToTable("SceneAnswers");
        builder.HasKey(a => new
        {
            a.SceneHash,
            a.PromptVersion,
            a.Model,
        });
        builder.Property(a => a.SceneHash).HasMaxLength(64);
        builder.Property(a => a.PromptVersion).HasMaxLength(32);
        builder.Property(a => a.Model).HasMaxLength(200);
    }
}
