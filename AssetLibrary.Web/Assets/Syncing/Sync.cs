using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Assets.Looks;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Ledger;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Library.Looks;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets.Syncing;

/// <summary>The library's side as somebody looked at it: a choice is never carried out on a text that nobody saw.</summary>
public sealed record SyncSeen(int LibraryRevision, Guid? LibraryPicture = null);

public sealed record SyncOutcome(IReadOnlyList<SyncField> Applied, IReadOnlyList<SyncField> Skipped);

/// <summary>
/// A pull from the library into project assets. What was edited here is never changed unless somebody chose so for that field;
/// a new picture of the library is offered and never forced. Each call is one transaction and one line in the ledger.
/// </summary>
public sealed class Sync(LibraryContext db)
{
    /// <exception cref="RefusedException">409 not-linked or source-gone.</exception>
    public async Task<SyncPreview> PreviewAsync(ProjectAsset asset, CancellationToken cancel = default) =>
        SyncPreview.Of(asset, (await SourcesAsync([asset], cancel)).GetValueOrDefault(asset.Id) ?? throw Unlinked(asset));

    /// <summary>
    /// With choices: those fields and no others. Without: every field that was not edited here takes the library's value.
    /// </summary>
    /// <exception cref="RefusedException">409 not-linked or source-gone; 422 for a choice that cannot be.</exception>
    public async Task<(SyncOutcome Outcome, Decision? Decision)> RunAsync(
        ProjectAsset asset,
        IReadOnlyDictionary<SyncField, SyncChoice>? choices,
        SyncSeen? seen = null,
        CancellationToken cancel = default
    )
    {
        var (outcomes, decision) = await RunAsync([asset], choices, seen, cancel);
        return (outcomes.TryGetValue(asset.Id, out var outcome) ? outcome : throw Unlinked(asset), decision);
    }

    /// <summary>
    /// All of them by the rule for no choices; what is not linked, or whose source is gone, is left alone. A fixed number of queries.
    /// </summary>
    public Task<(IReadOnlyDictionary<Guid, SyncOutcome> Outcomes, Decision? Decision)> RunAsync(
        IReadOnlyList<ProjectAsset> assets,
        CancellationToken cancel = default
    ) => RunAsync(assets, null, null, cancel);

    private Task<(IReadOnlyDictionary<Guid, SyncOutcome> Outcomes, Decision? Decision)> RunAsync(
        IReadOnlyList<ProjectAsset> assets,
        IReadOnlyDictionary<SyncField, SyncChoice>? choices,
        SyncSeen? seen,
        CancellationToken cancel
    ) => db.WriteAsync(() => PullAsync(assets, choices, seen, cancel), cancel);

    private async Task<(IReadOnlyDictionary<Guid, SyncOutcome> Outcomes, Decision? Decision)> PullAsync(
        IReadOnlyList<ProjectAsset> assets,
        IReadOnlyDictionary<SyncField, SyncChoice>? choices,
        SyncSeen? seen,
        CancellationToken cancel
    )
    {
        var sources = await SourcesAsync(assets, cancel);
        if (
            seen is not null
            && sources.Values.FirstOrDefault(s =>
                s.Library.Revision != seen.LibraryRevision || (seen.LibraryPicture is { } picture && s.LibraryPicture != picture)
            )
                is { } moved
        )
        {
            throw new StaleRevisionException(moved.Library);
        }

        var (outcomes, touched) = (new Dictionary<Guid, SyncOutcome>(), new List<Pull>());
        foreach (var asset in assets.Where(a => sources.ContainsKey(a.Id)))
        {
            var pull = new Pull(db, asset, sources[asset.Id]);
            outcomes[asset.Id] = await pull.RunAsync(choices, cancel);
            if (pull.IsTouched)
            {
                touched.Add(pull);
            }
        }

        if (touched.Count == 0)
        {
            return (outcomes, null);
        }

        foreach (var pull in touched)
        {
            pull.Finish();
            db.Record(
                "asset.synced",
                pull.Asset.Id,
                pull.Asset.ProjectId,
                $"{pull.Asset.Name}: {string.Join(", ", outcomes[pull.Asset.Id].Applied).ToLowerInvariant()}"
            );
            db.Announce(Topics.ProjectAsset, pull.Asset.Id, pull.Asset.ProjectId);
        }

        await db.SaveChangesAsync(cancel);
        var after = new List<AssetEntry>();
        foreach (var pull in touched)
        {
            after.Add(await pull.EntryAsync(cancel));
        }

        return (
            outcomes,
            db.Record(
                DecisionVerb.Sync,
                touched[0].Asset,
                [new AssetSide { Assets = touched.ConvertAll(t => t.Before) }],
                [new AssetSide { Assets = after }]
            )
        );
    }

    private async Task<Dictionary<Guid, SyncSource>> SourcesAsync(IReadOnlyList<ProjectAsset> assets, CancellationToken cancel)
    {
        var (mine, ids) = (assets.Select(a => a.Id).ToList(), assets.Select(a => a.LibraryAssetId).OfType<Guid>().Distinct().ToList());
        var library = await db.Set<LibraryAsset>()
            .Where(a => ids.Contains(a.Id) && a.TrashedAt == null)
            .AsNoTracking()
            .ToDictionaryAsync(a => a.Id, cancel);
        var pictures = await db.BestOfAsync([.. mine, .. ids], cancel: cancel);
        var looks = (
            await db.Set<LibraryLook>()
                .Where(l => ids.Contains(l.LibraryAssetId) && l.TrashedAt == null)
                .OrderBy(l => l.Id)
                .ToListAsync(cancel)
        ).ToLookup(l => l.LibraryAssetId);
        var own = (await db.Set<Look>().Where(l => mine.Contains(l.ProjectAssetId)).OrderBy(l => l.Id).ToListAsync(cancel)).ToLookup(l =>
            l.ProjectAssetId
        );
        return assets
            .Where(a => a.LibraryAssetId is { } id && library.ContainsKey(id))
            .ToDictionary(
                a => a.Id,
                a => new SyncSource(
                    library[a.LibraryAssetId!.Value],
                    pictures.GetValueOrDefault(a.LibraryAssetId.Value)?.MediaId,
                    pictures.GetValueOrDefault(a.Id)?.MediaId,
                    [.. looks[a.LibraryAssetId.Value]],
                    [.. own[a.Id].Where(l => l.TrashedAt is null)],
                    a.SyncedLooks,
                    own[a.Id]
                        .Where(l => l.TrashedAt is not null && l.LibraryLookId is not null)
                        .Select(l => l.LibraryLookId!.Value)
                        .ToHashSet()
                )
            );
    }

    private static RefusedException Unlinked(ProjectAsset asset) =>
        asset.LibraryAssetId is null
            ? new(StatusCodes.Status409Conflict, "not-linked", $"“{asset.Name}” isn’t linked to the library, so it can’t be synced.")
            : new(
                StatusCodes.Status409Conflict,
                "source-gone",
                $"The library asset of “{asset.Name}” was removed from the library. The project copy is complete and stays unchanged."
            );
}
