using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Assets.Looks;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Ledger;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Scripts;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Inbox;

/// <summary>
/// What a person accepted stays accepted. A candidate that a new run finds again, under names that its asset goes by, becomes that asset
/// without being asked about, and the asset's scenes are those of the new draft; what was removed stays away. Only what is new or
/// different waits for a decision.
/// </summary>
internal sealed class AcceptedBefore(LibraryContext db) : ICandidateIntake
{
    public async Task<Func<IReadOnlyList<Candidate>, Task<int>>> LookAsync(
        ExtractionRun run,
        IReadOnlyList<Candidate> candidates,
        CancellationToken cancel
    )
    {
        var names = await AcceptedNames.LoadAsync(db, run.BranchId, cancel);
        var found = candidates.ToDictionary(c => c.Id, names.AssetOf);
        return async stored =>
        {
            var ids = found.Values.OfType<Guid>().ToHashSet();
            await Held.Rows<ProjectAsset>(ids).LockAsync(db, cancel);
            var still = (
                await db.Set<ProjectAsset>().Where(a => ids.Contains(a.Id) && a.TrashedAt == null).Select(a => a.Id).ToListAsync(cancel)
            ).ToHashSet();
            var removed = stored.Where(c => found[c.Id] is { } asset && names.IsRemoved(asset)).ToList();
            removed.ForEach(c => c.Supersede());
            await db.UpdateAsync(removed, cancel);
            (run.Candidates, run.Dropped) = (run.Candidates - removed.Count, run.Dropped + removed.Count);
            var settled = stored.Where(c => found[c.Id] is { } asset && still.Contains(asset)).ToList();
            foreach (var candidate in settled)
            {
                candidate.Accept(found[candidate.Id]!.Value);
            }

            await db.UpdateAsync(settled, cancel);
            // An asset that somebody is asked about under another of its names keeps the scenes that it had until then.
            var asked = stored.Except(settled).Except(removed).SelectMany(names.MayBe).ToHashSet();
            await RenewAsync(run, settled.ToLookup(c => c.ProjectAssetId!.Value), asked, cancel);
            return settled.Count;
        };
    }

    private async Task RenewAsync(ExtractionRun run, ILookup<Guid, Candidate> settled, HashSet<Guid> asked, CancellationToken cancel)
    {
        var ids = settled.Select(g => g.Key).ToList();
        var known = (await db.Set<Appearance>().AsNoTracking().Where(a => ids.Contains(a.ProjectAssetId)).ToListAsync(cancel)).ToLookup(a =>
            a.ProjectAssetId
        );
        var scenes = (
            await db.Set<SceneText>().Where(t => t.DraftId == run.DraftId).Select(t => t.SceneId).ToListAsync(cancel)
        ).ToHashSet();
        // A model may have left scenes out, and reads otherwise than rules do: what it does not name is no proof that nobody is there.
        var isWhole =
            run.Extractor == ExtractionJob.BuiltIn
            && !await db.Set<ExtractionRun>()
                .AnyAsync(r => r.BranchId == run.BranchId && r.Candidates > 0 && r.Extractor != ExtractionJob.BuiltIn, cancel);
        // Where a person has said that an asset is, or is not, no run says otherwise.
        var chosen = (
            await db.Set<CastingChoice>().AsNoTracking().Where(c => ids.Contains(c.ProjectAssetId)).ToListAsync(cancel)
        ).ToDictionary(c => (c.ProjectAssetId, c.SceneId), c => c.IsIn);
        var looks = await LooksAsync(ids, cancel);
        bool Is(Guid asset, Guid scene, bool isIn) => chosen.TryGetValue((asset, scene), out var word) && word == isIn;
        var (came, changed, went) = (new List<Appearance>(), new List<Appearance>(), new List<Appearance>());
        foreach (var asset in settled)
        {
            var here = known[asset.Key].ToDictionary(a => a.SceneId);
            foreach (var scene in asset.SelectMany(c => c.Appearances().Select(a => a with { LookId = looks(c) })).GroupBy(a => a.SceneId))
            {
                var (speaks, count) = (scene.Any(a => a.Speaks), scene.Max(a => a.Count));
                if (Is(asset.Key, scene.Key, isIn: false))
                {
                    continue;
                }

                if (!here.Remove(scene.Key, out var was))
                {
                    came.Add(
                        new()
                        {
                            ProjectAssetId = asset.Key,
                            SceneId = scene.Key,
                            ProjectId = run.ProjectId,
                            Speaks = speaks,
                            Count = count,
                            LookId = scene.Select(a => a.LookId).FirstOrDefault(l => l is not null),
                        }
                    );
                }
                else if (was.Speaks != speaks || was.Count != count)
                {
                    (was.Speaks, was.Count) = (speaks, count);
                    changed.Add(was);
                }
            }

            // A look was chosen for a scene by a person, and a scene that is gone may come back.
            went.AddRange(
                here.Values.Where(a =>
                    isWhole
                    && a.LookId is null
                    && scenes.Contains(a.SceneId)
                    && !asked.Contains(asset.Key)
                    && !Is(asset.Key, a.SceneId, isIn: true)
                )
            );
        }

        await db.InsertAsync(came, cancel);
        await db.UpdateAsync(changed, [nameof(Appearance.Speaks), nameof(Appearance.Count)], cancel);
        await db.DeleteAsync(went, cancel);
        var renewed = came.Concat(changed).Concat(went).Select(a => a.ProjectAssetId).Distinct().ToList();
        await db.AnnounceAsync(Topics.ProjectAsset, renewed, run.ProjectId, cancel);
    }

    // YOUNG EDWARD was accepted as the look "Young" of Edward: in the scenes that came he looks so, too.
    private async Task<Func<Candidate, Guid?>> LooksAsync(List<Guid> assets, CancellationToken cancel)
    {
        var looks = (
            await db.Set<Look>()
                .Where(l => assets.Contains(l.ProjectAssetId) && l.TrashedAt == null)
                .Select(l => new
                {
                    l.ProjectAssetId,
                    l.Id,
                    l.Name,
                })
                .ToListAsync(cancel)
        ).ToLookup(l => (l.ProjectAssetId, SearchText.Normalize(l.Name)), l => l.Id);
        return candidate =>
            looks.Count > 0 && NamedAge.In(candidate.Name) is { } said
                ? looks[(candidate.ProjectAssetId!.Value, SearchText.Normalize(said.Age))].Select(id => (Guid?)id).FirstOrDefault()
                : null;
    }
}

/// <summary>
/// The names under which assets of a branch were accepted: their own, those of the candidates that became them or were merged into these,
/// and what an extractor had called a candidate before somebody renamed it.
/// </summary>
internal sealed class AcceptedNames
{
    private readonly Dictionary<(AssetType, string), HashSet<Guid>> assets = [];
    private readonly Dictionary<Guid, HashSet<string>> names = [];

    // What was merged away is named by no candidate any more.
    private readonly HashSet<Guid> removed = [];

    private AcceptedNames() { }

    /// <summary>A person took it out of the project: found again, it stays away.</summary>
    public bool IsRemoved(Guid asset) => removed.Contains(asset);

    public static async Task<AcceptedNames> LoadAsync(LibraryContext db, Guid branchId, CancellationToken cancel)
    {
        var decided = await db.Set<Candidate>()
            .AsNoTracking()
            .Where(c => c.BranchId == branchId && (c.State == CandidateState.Accepted || c.State == CandidateState.Merged))
            .Select(c => new
            {
                c.Id,
                c.Type,
                c.Name,
                c.Aliases,
                c.ProjectAssetId,
                c.MergedIntoId,
            })
            .ToListAsync(cancel);
        var byId = decided.ToDictionary(c => c.Id);
        Guid? Became(Guid id)
        {
            for (var steps = 0; byId.TryGetValue(id, out var candidate) && steps < byId.Count; steps++)
            {
                if (candidate.MergedIntoId is not { } next)
                {
                    return candidate.ProjectAssetId;
                }

                id = next;
            }

            return null;
        }

        var present = await db.Set<ProjectAsset>()
            .AsNoTracking()
            .Where(a => a.BranchId == branchId)
            .Select(a => new
            {
                a.Id,
                a.Type,
                a.Name,
                a.Aliases,
                Removed = a.TrashedAt != null,
            })
            .ToDictionaryAsync(a => a.Id, cancel);
        var known = new AcceptedNames();
        known.removed.UnionWith(present.Values.Where(a => a.Removed).Select(a => a.Id));
        foreach (var candidate in decided)
        {
            if (Became(candidate.Id) is { } id && present.TryGetValue(id, out var asset))
            {
                known.Add(id, candidate.Type, candidate.Aliases.Prepend(candidate.Name));
                known.Add(id, asset.Type, asset.Aliases.Prepend(asset.Name));
            }
        }

        var edits = await db.Set<Decision>()
            .Where(d => d.BranchId == branchId && d.Verb == DecisionVerb.Edit && d.UndoneAt == null)
            .Select(d => d.Before)
            .ToListAsync(cancel);
        foreach (var entry in edits.SelectMany(e => Decision.Read<CandidateSide>(e).Candidates))
        {
            if (Became(entry.Id) is { } id && present.ContainsKey(id))
            {
                known.Add(id, entry.Type, entry.Aliases.Prepend(entry.Name));
            }
        }

        return known;
    }

    /// <summary>
    /// The one asset that goes by the candidate's name and by every other name it has, a removed one where no other does; null for none
    /// or several.
    /// </summary>
    public Guid? AssetOf(Candidate candidate)
    {
        var known = assets.TryGetValue((candidate.Type, candidate.NormalizedName), out var ids) ? ids : [];
        var here = known.Where(a => !removed.Contains(a)).ToList();
        return
            (here.Count > 0 ? here : [.. known]) is [var asset]
            && candidate.Aliases.TrueForAll(a => names[asset].Contains(SearchText.Normalize(a)))
            ? asset
            : null;
    }

    /// <summary>The assets that go by any of its names.</summary>
    public IEnumerable<Guid> MayBe(Candidate candidate) =>
        candidate
            .Aliases.Prepend(candidate.Name)
            .SelectMany(n => assets.TryGetValue((candidate.Type, SearchText.Normalize(n)), out var known) ? known : []);

    private void Add(Guid asset, AssetType type, IEnumerable<string> called)
    {
        foreach (var name in called.Select(SearchText.Normalize))
        {
            (assets.TryGetValue((type, name), out var known) ? known : assets[(type, name)] = []).Add(asset);
            (names.TryGetValue(asset, out var own) ? own : names[asset] = new(StringComparer.Ordinal)).Add(name);
        }
    }
}
