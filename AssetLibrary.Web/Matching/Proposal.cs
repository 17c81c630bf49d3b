using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Library;
using AssetLibrary.Web.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Matching;

/// <summary>New: nothing like it is known. Update: a project asset already stands for it. Reuse: the library has it.</summary>
public enum ProposedAction { New, Update, Reuse }

/// <summary>What matching suggests for a candidate, and why.</summary>
public sealed class Proposal : IOfProject
{
    public required Guid CandidateId { get; init; }
    public Guid? ProjectId { get; init; }
    public ProposedAction Action { get; private set; }
    public Guid? ProjectAssetId { get; private set; }
    public Guid? LibraryAssetId { get; private set; }

    /// <summary>0 to 1; 1 is a certain match, and a certain "new" has 0.</summary>
    public double Score { get; private set; }
    public List<string> Reasons { get; private set; } = [];

    public void Suggest(ProposalEntry what) =>
        (Action, ProjectAssetId, LibraryAssetId, Score, Reasons) = (what.Action, what.ProjectAssetId, what.LibraryAssetId, what.Score, [.. what.Reasons]);
}

internal sealed class MatchingTables : IEntityTypeConfiguration<Proposal>, IEntityTypeConfiguration<Decision>
{
    public void Configure(EntityTypeBuilder<Proposal> builder)
    {
        builder.ToTable("Proposals").HasKey(p => p.CandidateId);
        builder.HasOne<Candidate>().WithOne().HasForeignKey<Proposal>(p => p.CandidateId);
        builder.HasOne<ProjectAsset>().WithMany().HasForeignKey(p => p.ProjectAssetId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<LibraryAsset>().WithMany().HasForeignKey(p => p.LibraryAssetId).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<Decision> builder)
    {
        builder.ToTable("Decisions");
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.UndoneAt).IsConcurrencyToken();
        builder.HasIndex(d => new { d.BranchId, d.Id });
    }
}
