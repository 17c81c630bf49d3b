using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Assets.Looks;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Library.Editing;
using AssetLibrary.Web.Library.Looks;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets.Matching;

/// <summary>What to do when the library has an asset of the same type and normalised name.</summary>
public enum OnConflict
{
    Skip,
    Rename,
    Overwrite,
}

public enum PromotionOutcome
{
    Created,
    Renamed,
    Overwritten,
    Skipped,
}

/// <summary>From a project into the library, with the best picture.</summary>
public static class Promotion
{
    public static Task<LibraryAsset?> ConflictOfAsync(this ProjectAsset asset, LibraryContext db, CancellationToken cancel = default) =>
        db.Set<LibraryAsset>()
            .FirstOrDefaultAsync(a => a.Type == asset.Type && a.NormalizedName == asset.NormalizedName && a.TrashedAt == null, cancel);

    /// <summary>Saves all of it in one transaction and links the project asset to what it became.</summary>
    public static Task<(LibraryAsset Asset, PromotionOutcome Outcome)> PromoteAsync(
        this ProjectAsset asset,
        LibraryContext db,
        OnConflict onConflict,
        CancellationToken cancel = default
    ) => db.WriteAsync(() => asset.SettleAsync(db, onConflict, cancel), cancel);

    private static async Task<(LibraryAsset Asset, PromotionOutcome Outcome)> SettleAsync(
        this ProjectAsset asset,
        LibraryContext db,
        OnConflict onConflict,
        CancellationToken cancel
    )
    {
        var conflict = await asset.ConflictOfAsync(db, cancel);
        if (conflict is not null && onConflict == OnConflict.Skip)
        {
            return (conflict, PromotionOutcome.Skipped);
        }

        var (target, outcome) =
            conflict is null ? (LibraryAsset.Make(db, asset.Type, asset.Name, asset.Aliases, asset.Description), PromotionOutcome.Created)
            : onConflict == OnConflict.Rename
                ? (
                    LibraryAsset.Make(db, asset.Type, await FreeNameAsync(asset, db, cancel), asset.Aliases, asset.Description),
                    PromotionOutcome.Renamed
                )
            : (conflict, PromotionOutcome.Overwritten);
        if (outcome == PromotionOutcome.Overwritten)
        {
            target.Describe(asset.Name, target.Aliases.Concat(asset.Aliases), asset.Description);
        }

        await db.SaveAssetAsync(target, "promoted", cancel);
        var picture = (await db.BestOfAsync([asset.Id], cancel: cancel)).GetValueOrDefault(asset.Id);
        if (
            picture is not null
            && (await db.BestOfAsync([target.Id], cancel: cancel)).GetValueOrDefault(target.Id)?.MediaId != picture.MediaId
        )
        {
            await db.AppendAsync(target.Subject, AssetKeys.Reference, [picture.MediaId], cancel: cancel);
        }

        await asset.PromoteLooksAsync(target, db, cancel);
        // What it became is what it is: aliases that the library had already belong to this one too.
        asset.Edit(db, asset.Name, target.Aliases.Concat(asset.Aliases), asset.Description);
        await db.SaveChangesAsync(cancel);
        asset.Link(target, db.Now, (await db.BestOfAsync([target.Id], cancel: cancel)).GetValueOrDefault(target.Id)?.MediaId);
        db.Record("asset.promoted", asset.Id, asset.ProjectId, target.Name);
        db.Announce(Topics.ProjectAsset, asset.Id, asset.ProjectId);
        db.Announce(Topics.LibraryAsset, target.Id, null);
        return (target, outcome);
    }

    // Looks that came from there are brought up to date, the others are new there; each takes its best picture along.
    private static async Task PromoteLooksAsync(this ProjectAsset asset, LibraryAsset target, LibraryContext db, CancellationToken cancel)
    {
        var looks = await db.Set<Look>()
            .Where(l => l.ProjectAssetId == asset.Id && l.TrashedAt == null)
            .OrderBy(l => l.Id)
            .ToListAsync(cancel);
        var known = await db.Set<LibraryLook>()
            .Where(l => l.LibraryAssetId == target.Id && l.TrashedAt == null)
            .ToDictionaryAsync(l => l.Id, cancel);
        var fresh = new Dictionary<Guid, Subject>();
        var pairs = new List<(Look Mine, LibraryLook Theirs)>();
        foreach (var look in looks)
        {
            if (look.LibraryLookId is { } id && known.TryGetValue(id, out var there))
            {
                if (there.Name != look.Name || there.Description != look.Description)
                {
                    there.Describe(db, target, look.Name, look.Description);
                }

                pairs.Add((look, there));
                continue;
            }

            var made = LibraryLook.Make(db, target, look.Name, look.Description);
            fresh[look.Id] = made.Subject;
            pairs.Add((look, made));
        }

        if (pairs.Count > 0)
        {
            await db.SaveChangesAsync(cancel);
            await db.CopyBestPicturesAsync(fresh, cancel);
            pairs.ForEach(p => p.Mine.Link(p.Theirs));
        }
    }

    private static async Task<string> FreeNameAsync(ProjectAsset asset, LibraryContext db, CancellationToken cancel)
    {
        var project = await db.Set<Project>().Where(p => p.Id == asset.ProjectId).Select(p => p.Name).SingleAsync(cancel);
        var stem = asset.Name.Length > 120 ? asset.Name[..120] : asset.Name;
        var place = project.Length > 60 ? project[..60] : project;
        for (var n = 1; ; n++)
        {
            var name = n == 1 ? $"{stem} ({place})" : $"{stem} ({place} {n})";
            var normalized = SearchText.Normalize(name);
            if (
                !await db.Set<LibraryAsset>()
                    .AnyAsync(a => a.Type == asset.Type && a.NormalizedName == normalized && a.TrashedAt == null, cancel)
            )
            {
                return name;
            }
        }
    }
}
