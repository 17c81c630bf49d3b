using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Library;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Matching;

/// <summary>What people decide on candidates. Each verb is one transaction and one line in the ledger.</summary>
public sealed class Decisions(LibraryContext db, NameProposals proposing)
{
    /// <summary>Open candidates become project assets: new ones, or, as proposed, the one that is here or a clone from the library.</summary>
    /// <param name="chosen">Those that are not open are left alone.</param>
    /// <param name="asNew">Whatever was proposed, each becomes an asset of its own.</param>
    /// <param name="cancel">Ends it with nothing changed.</param>
    public async Task<(Decision? Decision, IReadOnlyList<ProjectAsset> Assets)> AcceptAsync(IReadOnlyCollection<Candidate> chosen, bool asNew = false, CancellationToken cancel = default)
    {
        var open = chosen.Where(c => c.State == CandidateState.Open).ToList();
        if (open.Count == 0)
        {
            return (null, []);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var ids = open.ConvertAll(c => c.Id);
        var proposals = asNew ? [] : await db.Set<Proposal>().Where(p => ids.Contains(p.CandidateId)).ToDictionaryAsync(p => p.CandidateId, cancel);
        var targets = await TargetsAsync(proposals.Values, cancel);
        var runIds = open.Select(c => c.RunId).Distinct().ToList();
        var runs = await db.Set<ExtractionRun>().Where(r => runIds.Contains(r.Id)).AsNoTracking().ToDictionaryAsync(r => r.Id, cancel);
        var before = open.ConvertAll(CandidateEntry.Of);
        var assetsBefore = targets.Mine.Values.Select(a => AssetEntry.Of(a, targets.AppearancesOf(a.Id))).ToList();
        var touched = new Dictionary<Guid, ProjectAsset>();
        foreach (var candidate in open)
        {
            var asset = await BecomeAsync(candidate, proposals.GetValueOrDefault(candidate.Id), targets, cancel);
            Appear(candidate, asset, targets);
            candidate.Accept(asset.Id);
            asset.NoteSource(candidate, runs[candidate.RunId]);
            touched[asset.Id] = asset;
        }

        await db.SaveChangesAsync(cancel);
        var after = touched.Values.Select(a => AssetEntry.Of(a, targets.AppearancesOf(a.Id))).ToList();
        var decision = db.Record(DecisionVerb.Accept, open[0], new(before, assetsBefore), new(open.ConvertAll(CandidateEntry.Of), after));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return (decision, [.. touched.Values]);
    }

    public async Task<Decision?> RejectAsync(IReadOnlyCollection<Candidate> chosen, CancellationToken cancel = default)
    {
        var open = chosen.Where(c => c.State == CandidateState.Open).ToList();
        if (open.Count == 0)
        {
            return null;
        }

        var before = open.ConvertAll(CandidateEntry.Of);
        open.ForEach(c => c.Reject());
        var decision = db.Record(DecisionVerb.Reject, open[0], new(before, []), new(open.ConvertAll(CandidateEntry.Of), []));
        await db.SaveChangesAsync(cancel);
        return decision;
    }

    public async Task<Decision> EditAsync(Candidate candidate, AssetType type, string? name, IEnumerable<string> aliases, string? description, CancellationToken cancel = default)
    {
        if (candidate.State != CandidateState.Open)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, "decided", "This candidate was decided on already; edit the asset that it became.");
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var proposal = await db.Set<Proposal>().SingleOrDefaultAsync(p => p.CandidateId == candidate.Id, cancel);
        var before = CandidateEntry.Of(candidate) with { Proposal = proposal is null ? null : ProposalEntry.Of(proposal) };
        candidate.Describe(type, name, aliases, description);
        await proposing.ProposeAsync(candidate.BranchId, [candidate], cancel);      // another name may be known here
        var decision = db.Record(DecisionVerb.Edit, candidate, new([before], []), new([CandidateEntry.Of(candidate)], []));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return decision;
    }

    private async Task<ProjectAsset> BecomeAsync(Candidate candidate, Proposal? proposal, Targets targets, CancellationToken cancel)
    {
        if (proposal?.ProjectAssetId is { } known && targets.Mine.TryGetValue(known, out var mine))
        {
            mine.Edit(db, mine.Name, [.. mine.Aliases, candidate.Name, .. candidate.Aliases], mine.Description.Length > 0 ? mine.Description : candidate.Description);
            return mine;
        }

        var asset = proposal?.LibraryAssetId is { } shared && targets.Library.TryGetValue(shared, out var library)
            ? await library.CloneAsync(db, candidate.ProjectId!.Value, candidate.BranchId, candidate.Aliases.Append(candidate.Name), cancel)
            : ProjectAsset.Make(db, candidate.ProjectId!.Value, candidate.BranchId, candidate.Type, candidate.Name, candidate.Aliases, candidate.Description);
        targets.Mine[asset.Id] = asset;
        return asset;
    }

    private void Appear(Candidate candidate, ProjectAsset asset, Targets targets)
    {
        foreach (var found in candidate.Appearances())
        {
            if (targets.Appearances.TryGetValue((asset.Id, found.SceneId), out var known))
            {
                (known.Speaks, known.Count) = (known.Speaks || found.Speaks, Math.Max(known.Count, found.Count));
            }
            else
            {
                var appearance = new Appearance { ProjectAssetId = asset.Id, SceneId = found.SceneId, ProjectId = asset.ProjectId, Speaks = found.Speaks, Count = found.Count };
                targets.Appearances[(asset.Id, found.SceneId)] = appearance;
                db.Add(appearance);
            }
        }
    }

    private async Task<Targets> TargetsAsync(IEnumerable<Proposal> proposals, CancellationToken cancel)
    {
        var mine = proposals.Select(p => p.ProjectAssetId).OfType<Guid>().ToList();
        var shared = proposals.Select(p => p.LibraryAssetId).OfType<Guid>().ToList();
        return new(
            await db.Set<ProjectAsset>().Where(a => mine.Contains(a.Id) && a.TrashedAt == null).ToDictionaryAsync(a => a.Id, cancel),
            await db.Set<LibraryAsset>().Where(a => shared.Contains(a.Id) && a.TrashedAt == null).ToDictionaryAsync(a => a.Id, cancel),
            await db.Set<Appearance>().Where(a => mine.Contains(a.ProjectAssetId)).ToDictionaryAsync(a => (a.ProjectAssetId, a.SceneId), cancel));
    }

    private sealed record Targets(Dictionary<Guid, ProjectAsset> Mine, Dictionary<Guid, LibraryAsset> Library, Dictionary<(Guid Asset, Guid Scene), Appearance> Appearances)
    {
        public IEnumerable<Appearance> AppearancesOf(Guid asset) => Appearances.Values.Where(a => a.ProjectAssetId == asset);
    }
}
