using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Library.Search;
using AssetLibrary.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Library.Editing;

/// <summary>The verbs that pages and the API share: each checks the revision that the edit was based on and keeps what was.</summary>
public static class LibraryEdits
{
    /// <summary>Saves an asset together with the revision row that remembers how it reads now.</summary>
    public static async Task SaveAssetAsync(this LibraryContext db, LibraryAsset asset, string verb, CancellationToken cancel = default)
    {
        var next = db.AddToSave(asset, verb);
        await db.RenewKeysAsync(asset, cancel);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (e is not DbUpdateConcurrencyException && next > 1)
        {
            // Two at the very same moment: the loser fails on the row that remembers the revision, not on the asset.
            throw new DbUpdateConcurrencyException(e.Message, e);
        }
    }

    /// <summary>The same without the save: several assets are saved together. Returns the revision it will have.</summary>
    public static int AddToSave(this LibraryContext db, LibraryAsset asset, string verb)
    {
        var next = db.Entry(asset).State == EntityState.Added ? 1 : asset.Revision + 1;
        db.Entry(asset).State = next == 1 ? EntityState.Added : EntityState.Modified;
        db.Add(
            new LibraryAssetRevision
            {
                LibraryAssetId = asset.Id,
                Revision = next,
                Name = asset.Name,
                Aliases = [.. asset.Aliases],
                Description = asset.Description,
                At = db.Now,
                By = db.ViewerId,
            }
        );
        db.Record($"library.{verb}", asset.Id, details: asset.Name);
        if (next > 1)
        {
            db.Announce(Topics.LibraryAsset, asset.Id, null);
        }

        return next;
    }

    /// <summary>
    /// The rows of these tag names. New ones are made at once: two people who think of the same word at the same moment get one tag.
    /// </summary>
    public static async Task<List<Tag>> TagsAsync(this LibraryContext db, IEnumerable<string> names, CancellationToken cancel = default)
    {
        var wanted = names
            .Select(SearchText.Clean)
            .Where(n => n.Length is > 0 and <= 100 && SearchText.Normalize(n).Length > 0)
            .DistinctBy(SearchText.Normalize, StringComparer.Ordinal)
            .ToDictionary(SearchText.Normalize, StringComparer.Ordinal);
        var known = await db.Set<Tag>().Where(t => wanted.Keys.Contains(t.NormalizedName)).ToListAsync(cancel);
        var fresh = wanted.Where(w => known.TrueForAll(k => k.NormalizedName != w.Key)).ToList();
        if (fresh.Count == 0)
        {
            return known;
        }

        foreach (var (normalized, name) in fresh)
        {
            await db.Database.ExecuteSqlAsync(
                $"""INSERT INTO "Tags" ("Id", "Name", "NormalizedName") VALUES ({Ids.New()}, {name}, {normalized}) ON CONFLICT ("NormalizedName") DO NOTHING""",
                cancel
            );
        }

        return await db.Set<Tag>().Where(t => wanted.Keys.Contains(t.NormalizedName)).ToListAsync(cancel);
    }

    /// <summary>The names of the tags of each asset, in one query.</summary>
    public static async Task<ILookup<Guid, string>> TagsOfAsync(
        this LibraryContext db,
        IReadOnlyCollection<Guid> assets,
        CancellationToken cancel = default
    )
    {
        var links = await db.Set<LibraryAssetTag>()
            .Where(l => EF.Parameter(assets).Contains(l.LibraryAssetId))
            .Join(db.Set<Tag>(), l => l.TagsId, t => t.Id, (l, t) => new { l.LibraryAssetId, t.Name })
            .AsNoTracking()
            .ToListAsync(cancel);
        return links.OrderBy(l => l.Name, StringComparer.OrdinalIgnoreCase).ToLookup(l => l.LibraryAssetId, l => l.Name);
    }
}
