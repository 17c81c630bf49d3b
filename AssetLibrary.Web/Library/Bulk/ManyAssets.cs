using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Library.Editing;
using AssetLibrary.Web.Library.Looks;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Library.Bulk;

/// <summary>An asset that was left as it is because projects are linked to it.</summary>
public sealed record LeftAlone(Guid Id, string Name, int Uses);

/// <param name="Changed">What was changed.</param>
/// <param name="InUse">What was left because projects are linked to it.</param>
public sealed record Outcome(IReadOnlyList<Guid> Changed, IReadOnlyList<LeftAlone> InUse);

/// <summary>
/// What is done to several assets at once. Each verb saves all or nothing, writes an audit entry and news for every asset it
/// changed, and passes over what is not there or already so.
/// </summary>
public sealed class ManyAssets(LibraryContext db, IEnumerable<ILibraryDependents> dependents)
{
    /// <summary>So many may be named at once.</summary>
    public const int Most = 1000;

    public async Task<Outcome> TagAsync(IReadOnlyCollection<Guid> ids, IEnumerable<string> names, bool remove)
    {
        var assets = await LoadAsync(ids, trashed: false, withTags: true);
        var wanted = names.Where(n => !string.IsNullOrWhiteSpace(n)).ToList();
        if (wanted.Count == 0)
        {
            throw RefusedException.Invalid("Enter a tag.", "tags");
        }

        var normalized = wanted.ConvertAll(SearchText.Normalize);
        var tags = remove
            ? await db.Set<Tag>().Where(t => normalized.Contains(t.NormalizedName)).ToListAsync()
            : await db.TagsAsync(wanted);
        var changed = new List<Guid>();
        foreach (var asset in assets)
        {
            var before = asset.Tags.Count;
            if (remove)
            {
                asset.Tags.RemoveAll(tags.Contains);
            }
            else
            {
                asset.Tags.AddRange(tags.Except(asset.Tags).ToList());
            }

            if (asset.Tags.Count != before)
            {
                Note(asset, remove ? "untagged" : "tagged", string.Join(", ", wanted));
                changed.Add(asset.Id);
            }
        }

        await db.SaveChangesAsync();
        return new(changed, []);
    }

    /// <summary>Into the trash; what projects are linked to stays where it is and is listed.</summary>
    public async Task<Outcome> TrashAsync(IReadOnlyCollection<Guid> ids)
    {
        var (free, inUse) = await PartAsync(await LoadAsync(ids, trashed: false));
        return await EachAsync(free, inUse, "trashed", a => a.Trash(db.Now, db.ViewerId));
    }

    public async Task<Outcome> RestoreAsync(IReadOnlyCollection<Guid> ids) =>
        await EachAsync(await LoadAsync(ids, trashed: true), [], "restored", a => a.Restore());

    /// <summary>
    /// Removes for good what lies in the trash and no project is linked to: the asset, its revisions and its histories. The media
    /// items that these named stay; what nothing else names becomes unsorted.
    /// </summary>
    public async Task<Outcome> EraseAsync(IReadOnlyCollection<Guid> ids)
    {
        var (free, inUse) = await PartAsync(await LoadAsync(ids, trashed: true));
        var changed = new List<Guid>();
        foreach (var asset in free)
        {
            try
            {
                if (await EraseAsync(asset))
                {
                    changed.Add(asset.Id);
                }
            }
            catch (DbUpdateException)
            {
                inUse.Add(new(asset.Id, asset.Name, 0)); // linked at this very moment, or named by something that must not lose it
            }
            catch (Exception e) when (DatabaseErrors.IsCollision(e) || DatabaseErrors.IsDangling(e))
            {
                inUse.Add(new(asset.Id, asset.Name, 0));
            }

            db.ChangeTracker.Clear();
        }

        return new(changed, inUse);
    }

    // The row is held first: somebody may have restored it since the list was read, or linked to it.
    private Task<bool> EraseAsync(LibraryAsset asset) => db.WriteAsync(Held.Row<LibraryAsset>(asset.Id), async () =>
        {
            if (
                !await db.Set<LibraryAsset>().AnyAsync(a => a.Id == asset.Id && a.TrashedAt != null)
                || (await PartAsync([asset])).InUse.Count > 0
            )
            {
                return false;
            }

            var looks = db.Set<LibraryLook>().Where(l => l.LibraryAssetId == asset.Id);
            var subjects = await looks.Select(l => l.Id).ToListAsync();
            var histories = db.Set<History>().Where(h => h.SubjectId == asset.Id || subjects.Contains(h.SubjectId));
            await db.Set<AssetVersion>().Where(v => histories.Any(h => h.Id == v.HistoryId)).ExecuteDeleteAsync();
            await histories.ExecuteDeleteAsync();
            await looks.ExecuteDeleteAsync();
            await db.Set<LibraryAssetTag>().Where(l => l.LibraryAssetId == asset.Id).ExecuteDeleteAsync();
            await db.Set<LibraryAssetRevision>().Where(r => r.LibraryAssetId == asset.Id).ExecuteDeleteAsync();
            await db.Set<LibraryAsset>().Where(a => a.Id == asset.Id && a.TrashedAt != null).ExecuteDeleteAsync();
            db.Record("library.erased", asset.Id, details: asset.Name);
            db.Announce(Topics.LibraryAsset, asset.Id, null);
            return true;
        });

    private async Task<Outcome> EachAsync(List<LibraryAsset> assets, List<LeftAlone> inUse, string verb, Action<LibraryAsset> change)
    {
        foreach (var asset in assets)
        {
            change(asset);
            db.AddToSave(asset, verb);
        }

        await db.SaveChangesAsync();
        return new(assets.ConvertAll(a => a.Id), inUse);
    }

    private async Task<(List<LibraryAsset> Free, List<LeftAlone> InUse)> PartAsync(List<LibraryAsset> assets)
    {
        var uses = new Dictionary<Guid, int>();
        foreach (var room in dependents)
        {
            foreach (var (id, count) in await room.CountsAsync([.. assets.Select(a => a.Id)]))
            {
                uses[id] = uses.GetValueOrDefault(id) + count;
            }
        }

        return (
            assets.FindAll(a => !uses.ContainsKey(a.Id)),
            [.. assets.Where(a => uses.ContainsKey(a.Id)).Select(a => new LeftAlone(a.Id, a.Name, uses[a.Id]))]
        );
    }

    private async Task<List<LibraryAsset>> LoadAsync(IReadOnlyCollection<Guid> ids, bool trashed, bool withTags = false)
    {
        if (ids.Count is 0 or > Most)
        {
            throw RefusedException.Invalid($"Select between 1 and {Most:N0} assets.", "ids");
        }

        var assets = db.Set<LibraryAsset>().Where(a => ids.Contains(a.Id));
        assets = trashed ? assets.Where(a => a.TrashedAt != null) : assets.Where(a => a.TrashedAt == null);
        return await (withTags ? assets.Include(a => a.Tags).AsSplitQuery() : assets).OrderBy(a => a.Id).ToListAsync();
    }

    private void Note(LibraryAsset asset, string verb, string details)
    {
        db.Record($"library.{verb}", asset.Id, details: $"{asset.Name}: {details}");
        db.Announce(Topics.LibraryAsset, asset.Id, null);
    }
}
