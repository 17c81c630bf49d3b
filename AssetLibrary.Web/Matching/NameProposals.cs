using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Library;
using AssetLibrary.Web.Projects;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Matching;

/// <summary>Compares candidates with the project's assets and the library by type and normalised names. A fixed number of queries.</summary>
public sealed class NameProposals(LibraryContext db) : ICandidateProposals
{
    public Task ProposeAsync(ExtractionRun run, IReadOnlyList<Candidate> candidates, CancellationToken cancel) => ProposeAsync(run.BranchId, candidates, cancel);

    /// <summary>Writes a proposal for each, or renews the one that is there. The caller saves.</summary>
    public async Task ProposeAsync(Guid branchId, IReadOnlyList<Candidate> candidates, CancellationToken cancel = default)
    {
        var names = candidates.SelectMany(NamesOf).Distinct(StringComparer.Ordinal).ToList();
        var ids = candidates.Select(c => c.Id).ToList();
        var known = await db.Set<Proposal>().Where(p => ids.Contains(p.CandidateId)).ToDictionaryAsync(p => p.CandidateId, cancel);
        var here = (await db.Set<ProjectAsset>().Where(a => a.BranchId == branchId && a.TrashedAt == null && names.Contains(a.NormalizedName))
            .Select(a => new { a.Id, a.Type, a.Name, a.NormalizedName }).ToListAsync(cancel)).ToLookup(a => (a.Type, a.NormalizedName), a => new Namesake(a.Id, a.Name));
        var library = (await db.Set<LibraryAsset>().Where(a => a.TrashedAt == null && names.Contains(a.NormalizedName))
            .Select(a => new { a.Id, a.Type, a.Name, a.NormalizedName }).ToListAsync(cancel)).ToLookup(a => (a.Type, a.NormalizedName), a => new Namesake(a.Id, a.Name));
        foreach (var candidate in candidates)
        {
            if (!known.TryGetValue(candidate.Id, out var proposal))
            {
                db.Add(proposal = new Proposal { CandidateId = candidate.Id, ProjectId = candidate.ProjectId });
            }

            proposal.Suggest(For(candidate, here, library));
        }
    }

    private static ProposalEntry For(Candidate candidate, ILookup<(AssetType, string), Namesake> here, ILookup<(AssetType, string), Namesake> library)
    {
        foreach (var name in NamesOf(candidate))
        {
            var why = name == candidate.NormalizedName ? "the same name" : "one of its aliases";
            if (here[(candidate.Type, name)].FirstOrDefault() is { } mine)
            {
                return new(ProposedAction.Update, mine.Id, null, 1, [$"“{mine.Name}” in this project has {why}"]);
            }

            if (library[(candidate.Type, name)].FirstOrDefault() is { } shared)
            {
                return new(ProposedAction.Reuse, null, shared.Id, name == candidate.NormalizedName ? 0.95 : 0.8, [$"“{shared.Name}” in the library has {why}"]);
            }
        }

        return new(ProposedAction.New, null, null, 0, ["nothing here has that name"]);
    }

    private static IEnumerable<string> NamesOf(Candidate candidate) => [candidate.NormalizedName, .. candidate.Aliases.Select(SearchText.Normalize)];

    private sealed record Namesake(Guid Id, string Name);
}
