using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Assets.Looks;
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
        var targets = await TargetsAsync(
            proposals.Values.Select(p => p.ProjectAssetId),
            proposals.Values.Select(p => p.LibraryAssetId),
            cancel
        );
        var runs = await RunsAsync(open, cancel);
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

    /// <summary>
    /// One character at several ages: all of them become one asset, and each age a look of it in the scenes where it was found.
    /// </summary>
    /// <param name="chosen">Of the open ones, one whose name says no age is who they are; else who the first is called without it.</param>
    /// <param name="asset">Of the branch: they are this one.</param>
    /// <param name="cancel">Ends it with nothing changed.</param>
    /// <exception cref="RefusedException">422 where no name says an age, or several say none; 409 where the asset is gone.</exception>
    public async Task<(Decision Decision, ProjectAsset Asset, int Looks)> AcceptAsLooksAsync(
        IReadOnlyCollection<Candidate> chosen,
        Guid? asset,
        CancellationToken cancel = default
    )
    {
        var open = chosen
            .Where(c => c.State == CandidateState.Open)
            .Select(c => (Candidate: c, Said: c.Type == AssetType.Character ? NamedAge.In(c.Name) : null))
            .OrderBy(c => c.Said is not null)
            .ToList();
        if (open.Count(c => c.Said is null) > (asset is null ? 1 : 0) || open.TrueForAll(c => c.Said is null))
        {
            throw RefusedException.Invalid("Select characters with an age in their name, and at most 1 without.");
        }

        return await db.WriteAsync(() => AcceptAgesAsync(open, asset, cancel), cancel);
    }

    private async Task<(Decision, ProjectAsset, int)> AcceptAgesAsync(
        List<(Candidate Candidate, NamedAge? Said)> open,
        Guid? chosen,
        CancellationToken cancel
    )
    {
        var candidates = open.ConvertAll(c => c.Candidate);
        var (first, said) = open[0];
        var proposal =
            chosen is null && said is null ? await db.Set<Proposal>().SingleOrDefaultAsync(p => p.CandidateId == first.Id, cancel) : null;
        var targets = await TargetsAsync([chosen ?? proposal?.ProjectAssetId], [proposal?.LibraryAssetId], cancel);
        var known = chosen is { } id ? OfBranch(targets.Mine.GetValueOrDefault(id), first) : targets.Mine.Values.FirstOrDefault();
        var looks = known is null
            ? []
            : await db.Set<Look>().Where(l => l.ProjectAssetId == known.Id && l.TrashedAt == null).ToListAsync(cancel);
        var (before, assetBefore) = (
            candidates.ConvertAll(CandidateEntry.Of),
            known is null ? null : AssetEntry.Of(known, targets.AppearancesOf(known.Id).Values) with { Looks = [] }
        );
        var who = (chosen is null ? null : known)
            ?? (
                said is null
                    ? await BecomeAsync(first, proposal, targets, cancel)
                    : ProjectAsset.Make(db, first.ProjectId!.Value, first.BranchId, AssetType.Character, said.Name, [], null)
            );
        who.Edit(db, who.Name, [.. who.Aliases, .. candidates.SelectMany(c => c.Aliases.Prepend(c.Name))], who.Description);
        var runs = await RunsAsync(candidates, cancel);
        var made = new List<Look>();
        foreach (var (candidate, named) in open)
        {
            var look = named is null ? null : looks.Find(l => SearchText.Normalize(l.Name) == SearchText.Normalize(named.Age));
            if (look is null && named is not null)
            {
                made.Add(look = Look.Make(db, who, named.Age, candidate.Description));
                looks.Add(look);
            }

            who.AppearIn(db, targets.AppearancesOf(who.Id), candidate.Appearances().Select(a => a with { LookId = look?.Id }), Math.Max);
            candidate.Accept(who.Id);
            who.NoteSource(candidate, runs[candidate.RunId]);
        }

        await db.SaveChangesAsync(cancel);
        var after = AssetEntry.Of(who, targets.AppearancesOf(who.Id).Values) with { Looks = made.ConvertAll(LookEntry.Of) };
        return (
            db.Record(
                DecisionVerb.Looks,
                before,
                candidates,
                candidates.ConvertAll(CandidateEntry.Of),
                assetBefore is null ? [] : [assetBefore],
                [after]
            ),
            who,
            made.Count
        );
    }

    /// <summary>
    /// The asset has another name in the new draft: it gets the candidate's and keeps its own as an alias, and the candidate becomes it.
    /// </summary>
    /// <returns>Its name until now.</returns>
    /// <exception cref="RefusedException">409 where either was decided on or removed since.</exception>
    public async Task<string> RenameAsync(Candidate candidate, Guid assetId, CancellationToken cancel = default) =>
        await db.WriteAsync(
            async () =>
            {
                if (candidate.State != CandidateState.Open)
                {
                    throw new RefusedException(StatusCodes.Status409Conflict, "decided", "This candidate was already reviewed.");
                }

                var targets = await TargetsAsync([assetId], [], cancel);
                var asset = OfBranch(targets.Mine.GetValueOrDefault(assetId), candidate);
                var scenes = targets.AppearancesOf(asset.Id);
                var (was, before, assetBefore) = (asset.Name, CandidateEntry.Of(candidate), AssetEntry.Of(asset, scenes.Values));
                asset.Edit(
                    db,
                    candidate.Name,
                    [.. asset.Aliases, was, .. candidate.Aliases],
                    asset.Description.Length > 0 ? asset.Description : candidate.Description
                );
                asset.AppearIn(db, scenes, candidate.Appearances(), Math.Max);
                candidate.Accept(asset.Id);
                await db.SaveChangesAsync(cancel);
                db.Record(
                    DecisionVerb.Rename,
                    [before],
                    [candidate],
                    [CandidateEntry.Of(candidate)],
                    [assetBefore],
                    [AssetEntry.Of(asset, scenes.Values)]
                );
                return was;
            },
            cancel
        );

    private static ProjectAsset OfBranch(ProjectAsset? asset, Candidate candidate) =>
        asset is not null && asset.BranchId == candidate.BranchId && asset.Type == candidate.Type
            ? asset
            : throw new RefusedException(StatusCodes.Status409Conflict, "gone", "The asset was removed from the project since.");

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

    private async Task<Dictionary<Guid, ExtractionRun>> RunsAsync(List<Candidate> open, CancellationToken cancel)
    {
        var ids = open.Select(c => c.RunId).Distinct().ToList();
        return await db.Set<ExtractionRun>().Where(r => ids.Contains(r.Id)).AsNoTracking().ToDictionaryAsync(r => r.Id, cancel);
    }

    private async Task<Targets> TargetsAsync(IEnumerable<Guid?> projectAssets, IEnumerable<Guid?> libraryAssets, CancellationToken cancel)
    {
        var mine = projectAssets.OfType<Guid>().ToList();
        var shared = libraryAssets.OfType<Guid>().ToList();
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
