using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Library.Assets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Inbox;

/// <summary>New: nothing like it is known. Update: a project asset already stands for it. Reuse: the library has it.</summary>
public enum ProposedAction
{
    New,
    Update,
    Reuse,
}

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
        (Action, ProjectAssetId, LibraryAssetId, Score, Reasons) = (
            what.Action,
            what.ProjectAssetId,
            what.LibraryAssetId,
            what.Score,
            [.. what.Reasons]
        );
}

internal sealed class ProposalTable : IEntityTypeConfiguration<Proposal>, IEntityTypeConfiguration<Candidate>
{
    // Extraction does not know the assets; that a candidate has become one is decided here.
    public void Configure(EntityTypeBuilder<Candidate> builder) =>
        builder.HasOne<ProjectAsset>().WithMany().HasForeignKey(c => c.ProjectAssetId).OnDelete(DeleteBehavior.SetNull);

    public void Configure(EntityTypeBuilder<Proposal> builder)
    {
        builder.ToTable("Proposals").HasKey(p => p.CandidateId);
        builder.HasOne<Candidate>().WithOne().HasForeignKey<Proposal>(p => p.CandidateId);
        builder.HasOne<ProjectAsset>().WithMany().HasForeignKey(p => p.ProjectAssetId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<LibraryAsset>().WithMany().HasForeignKey(p => p.LibraryAssetId).OnDelete(DeleteBehavior.SetNull);
    }
}
