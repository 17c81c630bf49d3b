using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Assets.Matching;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Ledger;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Inbox;

/// <summary>What people decide on candidates. Each verb is one transaction and one line in the ledger.</summary>
public sealed class Decisions(LibraryContext db, NameProposals proposing)
{
    /// <summary>
    /// Candidates that are accepted in one transaction: SQLite has one writer, and others wait meanwhile. What a part has written stays
    /// when a later one fails, and is undone as one with the rest.
    /// </summary>
    private const int AtOnce = 40;

    /// <summary>
    /// Open candidates become project assets: new ones, or, as proposed, the one that is here or a clone from the library.
    /// </summary>
    /// <param name="chosen">Those that are not open are left alone.</param>
    /// <param name="asNew">Whatever was proposed, each becomes an asset of its own.</param>
    /// <param name="cancel">Ends it with nothing changed, or after the part that was written last.</param>
    public async Task<(Decision? Decision, IReadOnlyList<ProjectAsset> Assets)> AcceptAsync(
        IReadOnlyCollection<Candidate> chosen,
        bool asNew = false,
        CancellationToken cancel = default
    )
    {
        var open = chosen.Where(c => c.State == CandidateState.Open).ToList();
        var (done, assets) = (new DecisionSoFar(), new Dictionary<Guid, ProjectAsset>());
        foreach (var part in open.Chunk(AtOnce))
        {
            if (open.Count > AtOnce)
            {
                db.ChangeTracker.Clear(); // saving looks at everything that is tracked
                db.AttachRange(part);
            }

            await db.WriteAsync(() => AcceptPartAsync([.. part], asNew, done, assets, cancel), cancel);
        }

        return (done.Decision, [.. assets.Values]);
    }

    private async Task AcceptPartAsync(
        List<Candidate> open,
        bool asNew,
        DecisionSoFar done,
        Dictionary<Guid, ProjectAsset> assets,
        CancellationToken cancel
    )
    {
        var ids = open.ConvertAll(c => c.Id);
        var proposals = asNew
            ? []
            : await db.Set<Proposal>().Where(p => ids.Contains(p.CandidateId)).ToDictionaryAsync(p => p.CandidateId, cancel);
        var targets = await TargetsAsync(proposals.Values, cancel);
        var runIds = open.Select(c => c.RunId).Distinct().ToList();
        var runs = await db.Set<ExtractionRun>().Where(r => runIds.Contains(r.Id)).AsNoTracking().ToDictionaryAsync(r => r.Id, cancel);
        var before = open.ConvertAll(CandidateEntry.Of);
        var assetsBefore = targets.Mine.Values.Select(a => AssetEntry.Of(a, targets.AppearancesOf(a.Id).Values)).ToList();
        var touched = new Dictionary<Guid, ProjectAsset>();
        foreach (var candidate in open)
        {
            var asset = await BecomeAsync(candidate, proposals.GetValueOrDefault(candidate.Id), targets, cancel);
            asset.AppearIn(db, targets.AppearancesOf(asset.Id), candidate.Appearances(), Math.Max);
            candidate.Accept(asset.Id);
            asset.NoteSource(candidate, runs[candidate.RunId]);
            touched[asset.Id] = assets[asset.Id] = asset;
        }

        await db.SaveChangesAsync(cancel);
        var after = touched.Values.Select(a => AssetEntry.Of(a, targets.AppearancesOf(a.Id).Values)).ToList();
        done.Add(db, before, open, assetsBefore, after);
    }

    public async Task<Decision?> RejectAsync(IReadOnlyCollection<Candidate> chosen, CancellationToken cancel = default)
    {
        var open = chosen.Where(c => c.State == CandidateState.Open).ToList();
        if (open.Count == 0)
        {
            return null;
        }

        return await db.WriteAsync(
            () =>
            {
                var before = open.ConvertAll(CandidateEntry.Of);
                open.ForEach(c => c.Reject());
                return Task.FromResult(db.Record(DecisionVerb.Reject, before, open, open.ConvertAll(CandidateEntry.Of)));
            },
            cancel
        );
    }

    /// <summary>Rejected candidates are open again; those that are not rejected are left alone.</summary>
    public async Task<Decision?> ReopenAsync(IReadOnlyCollection<Candidate> chosen, CancellationToken cancel = default)
    {
        var rejected = chosen.Where(c => c.State == CandidateState.Rejected).ToList();
        return rejected.Count == 0
            ? null
            : await db.WriteAsync(
                () =>
                {
                    var before = rejected.ConvertAll(CandidateEntry.Of);
                    rejected.ForEach(c => c.Reopen());
                    return Task.FromResult(db.Record(DecisionVerb.Reopen, before, rejected, rejected.ConvertAll(CandidateEntry.Of)));
                },
                cancel
            );
    }

    public async Task<Decision> EditAsync(
        Candidate candidate,
        AssetType type,
        string? name,
        IEnumerable<string> aliases,
        string? description,
        CancellationToken cancel = default
    )
    {
        if (candidate.State != CandidateState.Open)
        {
            throw new RefusedException(
                StatusCodes.Status409Conflict,
                "decided",
                "This candidate was already reviewed. If it was accepted, edit its asset."
            );
        }

        return await db.WriteAsync(
            async () =>
            {
                var proposal = await db.Set<Proposal>().SingleOrDefaultAsync(p => p.CandidateId == candidate.Id, cancel);
                var before = CandidateEntry.Of(candidate) with { Proposal = proposal is null ? null : ProposalEntry.Of(proposal) };
                candidate.Describe(type, name, aliases, description);
                await proposing.ProposeAsync(candidate.BranchId, [candidate], cancel); // another name may be known here
                return db.Record(DecisionVerb.Edit, [before], [candidate], [CandidateEntry.Of(candidate)]);
            },
            cancel
        );
    }

    private async Task<ProjectAsset> BecomeAsync(Candidate candidate, Proposal? proposal, Targets targets, CancellationToken cancel)
    {
        if (proposal?.ProjectAssetId is { } known && targets.Mine.TryGetValue(known, out var mine))
        {
            mine.Edit(
                db,
                mine.Name,
                [.. mine.Aliases, candidate.Name, .. candidate.Aliases],
                mine.Description.Length > 0 ? mine.Description : candidate.Description
            );
            return mine;
        }

        var asset =
            proposal?.LibraryAssetId is { } shared && targets.Library.TryGetValue(shared, out var library)
                ? await library.CloneAsync(
                    db,
                    candidate.ProjectId!.Value,
                    candidate.BranchId,
                    candidate.Aliases.Append(candidate.Name),
                    cancel
                )
                : ProjectAsset.Make(
                    db,
                    candidate.ProjectId!.Value,
                    candidate.BranchId,
                    candidate.Type,
                    candidate.Name,
                    candidate.Aliases,
                    candidate.Description
                );
        targets.Mine[asset.Id] = asset;
        return asset;
    }

    private async Task<Targets> TargetsAsync(IEnumerable<Proposal> proposals, CancellationToken cancel)
    {
        var mine = proposals.Select(p => p.ProjectAssetId).OfType<Guid>().ToList();
        var shared = proposals.Select(p => p.LibraryAssetId).OfType<Guid>().ToList();
        return new(
            await db.Set<ProjectAsset>().Where(a => mine.Contains(a.Id) && a.TrashedAt == null).ToDictionaryAsync(a => a.Id, cancel),
            await db.Set<LibraryAsset>().Where(a => shared.Contains(a.Id) && a.TrashedAt == null).ToDictionaryAsync(a => a.Id, cancel),
            (await db.Set<Appearance>().Where(a => mine.Contains(a.ProjectAssetId)).ToListAsync(cancel))
                .GroupBy(a => a.ProjectAssetId)
                .ToDictionary(g => g.Key, g => g.ToDictionary(a => a.SceneId))
        );
    }

    private sealed record Targets(
        Dictionary<Guid, ProjectAsset> Mine,
        Dictionary<Guid, LibraryAsset> Library,
        Dictionary<Guid, Dictionary<Guid, Appearance>> Appearances
    )
    {
        public Dictionary<Guid, Appearance> AppearancesOf(Guid asset) =>
            Appearances.TryGetValue(asset, out var known) ? known : Appearances[asset] = [];
    }
}
