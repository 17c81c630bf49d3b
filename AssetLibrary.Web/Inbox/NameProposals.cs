using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Assets.Matching;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Names;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Inbox;

/// <summary>
/// Compares candidates with the project's assets and the library. A fixed number of queries. Certain or likely: update or
/// reuse. Doubtful, or two that fit equally well: new, with the near ones among the reasons, and a person decides; a wrong
/// reuse is worse than a missed one.
/// </summary>
public sealed class NameProposals(LibraryContext db, LibraryMatches library) : ICandidateIntake
{
    private const int Looked = 4,
        MostNear = 3;
    private const double AsGood = 0.03,
        Listed = 0.3;

    public async Task<Func<IReadOnlyList<Candidate>, Task<int>>> LookAsync(
        ExtractionRun run,
        IReadOnlyList<Candidate> candidates,
        CancellationToken cancel
    )
    {
        var entries = await EntriesAsync(run.BranchId, candidates, cancel);
        var byCandidate = candidates.Zip(entries).ToDictionary(p => p.First.Id, p => p.Second);
        return async stored =>
        {
            var mine = stored.Select(c => byCandidate[c.Id]).ToList();
            var (here, shared) = (mine.Select(e => e.ProjectAssetId).ToHashSet(), mine.Select(e => e.LibraryAssetId).ToHashSet());
            var still = (await db.Set<ProjectAsset>().Where(a => here.Contains(a.Id)).Select(a => a.Id).ToListAsync(cancel))
                .Concat(await db.Set<LibraryAsset>().Where(a => shared.Contains(a.Id)).Select(a => a.Id).ToListAsync(cancel))
                .ToHashSet();
            await db.InsertAsync(stored.Select(c => New(c, byCandidate[c.Id].IfThere(still))).ToList(), cancel);
            return 0;
        };
    }

    /// <summary>Renews the proposal of each, or adds one. The caller saves.</summary>
    public async Task ProposeAsync(Guid branchId, IReadOnlyList<Candidate> candidates, CancellationToken cancel = default)
    {
        var ids = candidates.Select(c => c.Id).ToList();
        var known = await db.Set<Proposal>().Where(p => ids.Contains(p.CandidateId)).ToDictionaryAsync(p => p.CandidateId, cancel);
        foreach (var (candidate, entry) in candidates.Zip(await EntriesAsync(branchId, candidates, cancel)))
        {
            if (known.TryGetValue(candidate.Id, out var proposal))
            {
                proposal.Suggest(entry);
            }
            else
            {
                db.Add(New(candidate, entry));
            }
        }
    }

    private static Proposal New(Candidate candidate, ProposalEntry entry)
    {
        var proposal = new Proposal { CandidateId = candidate.Id, ProjectId = candidate.ProjectId };
        proposal.Suggest(entry);
        return proposal;
    }

    private async Task<IReadOnlyList<ProposalEntry>> EntriesAsync(
        Guid branchId,
        IReadOnlyList<Candidate> candidates,
        CancellationToken cancel
    )
    {
        var asked = candidates.Select(c => new AskedName(c.Type, c.Name, c.Aliases, c.Description)).ToList();
        var own = await OwnMatches.ReadAsync(db, branchId, cancel);
        var shared = await library.LikelyAsync(asked, Looked, cancel);
        var entries = asked.Select((a, i) => For(own.Likely(a, Looked), shared[i], own)).ToList();
        TellRivals(candidates, entries);
        return entries;
    }

    private static ProposalEntry For(IReadOnlyList<LikelyAsset> here, IReadOnlyList<LikelyAsset> library, OwnMatches own)
    {
        var mine = Best(here);
        var theirs = Best(library);
        if (mine is not null && (mine.IsCertain || theirs is null || mine.Score >= theirs.Score - AsGood))
        {
            return new(
                ProposedAction.Update,
                mine.Id,
                null,
                mine.Score,
                [.. Sentences(mine, "this project"), .. Also(here.Skip(1), "this project")]
            );
        }

        if (theirs is not null)
        {
            // It is in this project already, perhaps under another name: a second copy of it would be wrong.
            return own.ByLibraryAsset.GetValueOrDefault(theirs.Id) is { } copy && copy.Type == theirs.Type
                ? new(
                    ProposedAction.Update,
                    copy.Id,
                    null,
                    theirs.Score,
                    [.. Sentences(theirs, "the library"), $"“{copy.Name.Shown}” in this project was copied from it"]
                )
                : new(
                    ProposedAction.Reuse,
                    null,
                    theirs.Id,
                    theirs.Score,
                    [.. Sentences(theirs, "the library"), .. Also(library.Skip(1).Concat(here), "the library")]
                );
        }

        var near = here.Select(l => (Asset: l, Place: "this project"))
            .Concat(library.Select(l => (Asset: l, Place: "the library")))
            .Where(n => n.Asset.Score >= Listed)
            .OrderByDescending(n => n.Asset.Score)
            .Take(MostNear)
            .ToList();
        return near.Count == 0
            ? new(ProposedAction.New, null, null, 0, ["No asset has this name"])
            : new(
                ProposedAction.New,
                null,
                null,
                near[0].Asset.Score,
                [
                    near.Count > 1 && near[1].Asset.IsLikely
                        ? "Several match equally well. Choose one or create a new asset:"
                        : "No certain match. Closest:",
                    .. near.SelectMany(n => Sentences(n.Asset, n.Place)),
                ]
            );
    }

    // Two that fit equally well are none, unless only one of them is written the same.
    private static LikelyAsset? Best(IReadOnlyList<LikelyAsset> found) =>
        found is [{ IsLikely: true } first, ..]
        && (found.Count == 1 || first.Score - found[1].Score >= AsGood || first.IsNamesake && !found[1].IsNamesake)
            ? first
            : null;

    private static IEnumerable<string> Sentences(LikelyAsset asset, string place) =>
        [$"“{asset.Name}” in {place} {asset.Reasons[0]}", .. asset.Reasons.Skip(1)];

    private static IEnumerable<string> Also(IEnumerable<LikelyAsset> others, string place) =>
        others.Where(o => o.Score >= 0.5).Take(2).Select(o => $"Also close: “{o.Name}” in {place} ({o.Reasons[0]})");

    // Of several candidates that would become one asset, only the nearest does; the others are left to a person.
    private static void TellRivals(IReadOnlyList<Candidate> candidates, List<ProposalEntry> entries)
    {
        foreach (
            var rivals in Enumerable
                .Range(0, entries.Count)
                .Where(i => entries[i].Action != ProposedAction.New)
                .GroupBy(i => entries[i].LibraryAssetId ?? entries[i].ProjectAssetId)
                .Where(g => g.Count() > 1)
        )
        {
            var nearest = rivals.OrderByDescending(i => entries[i].Score).ThenBy(i => i).First();
            foreach (
                var i in rivals.Where(i =>
                    i != nearest && (entries[i].Score < NameSimilarity.Certain || entries[i].Action == ProposedAction.Reuse)
                )
            )
            {
                entries[i] = new(
                    ProposedAction.New,
                    null,
                    null,
                    entries[i].Score,
                    [$"“{candidates[nearest].Name}” in the inbox is a closer match – merge if they are the same", .. entries[i].Reasons]
                );
            }
        }
    }
}
