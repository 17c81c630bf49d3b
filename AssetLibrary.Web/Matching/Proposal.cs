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
    public required ProposedAction Action { get; init; }
    public Guid? ProjectAssetId { get; init; }
    public Guid? LibraryAssetId { get; init; }

    /// <summary>0 to 1; 1 is a certain match, and a certain "new" has 0.</summary>
    public required double Score { get; init; }
    public required List<string> Reasons { get; init; }
}

/// <summary>Compares candidates with the project's assets and the library by type and normalised names. A fixed number of queries.</summary>
internal sealed class NameProposals(LibraryContext db) : ICandidateProposals
{
    public async Task ProposeAsync(ExtractionRun run, IReadOnlyList<Candidate> candidates, CancellationToken cancel)
    {
        var names = candidates.SelectMany(NamesOf).Distinct(StringComparer.Ordinal).ToList();
        var here = (await db.Set<ProjectAsset>().Where(a => a.BranchId == run.BranchId && a.TrashedAt == null && names.Contains(a.NormalizedName))
            .Select(a => new { a.Id, a.Type, a.Name, a.NormalizedName }).ToListAsync(cancel)).ToLookup(a => (a.Type, a.NormalizedName));
        var library = (await db.Set<LibraryAsset>().Where(a => a.TrashedAt == null && names.Contains(a.NormalizedName))
            .Select(a => new { a.Id, a.Type, a.Name, a.NormalizedName }).ToListAsync(cancel)).ToLookup(a => (a.Type, a.NormalizedName));
        foreach (var candidate in candidates)
        {
            Proposal? proposal = null;
            foreach (var name in NamesOf(candidate))
            {
                var why = name == candidate.NormalizedName ? "the same name" : "one of its aliases";
                proposal ??= here[(candidate.Type, name)].FirstOrDefault() is { } mine ? Propose(candidate, ProposedAction.Update, mine.Id, null, 1, $"“{mine.Name}” in this project has {why}") : null;
                proposal ??= library[(candidate.Type, name)].FirstOrDefault() is { } shared ? Propose(candidate, ProposedAction.Reuse, null, shared.Id, name == candidate.NormalizedName ? 0.95 : 0.8, $"“{shared.Name}” in the library has {why}") : null;
            }

            db.Add(proposal ?? Propose(candidate, ProposedAction.New, null, null, 0, "nothing here has that name"));
        }
    }

    private static IEnumerable<string> NamesOf(Candidate candidate) => [candidate.NormalizedName, .. candidate.Aliases.Select(SearchText.Normalize)];

    private static Proposal Propose(Candidate candidate, ProposedAction action, Guid? mine, Guid? shared, double score, string reason) =>
        new() { CandidateId = candidate.Id, ProjectId = candidate.ProjectId, Action = action, ProjectAssetId = mine, LibraryAssetId = shared, Score = score, Reasons = [reason] };
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
