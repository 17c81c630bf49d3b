using System.Globalization;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Editing;
using AssetLibrary.Web.Library.Looks;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Library.Assets;

public static class Duplicates
{
    /// <summary>
    /// A copy named "X (copy)", or with the first free number, with aliases, description, tags, looks and, localised, the best picture
    /// under
    /// every key. Null when there is no such asset outside the trash.
    /// </summary>
    public static async Task<LibraryAsset?> DuplicateAsync(this LibraryContext db, Guid id)
    {
        if (
            await db.Set<LibraryAsset>().Include(a => a.Tags).AsSplitQuery().SingleOrDefaultAsync(a => a.Id == id && a.TrashedAt == null)
            is not { } asset
        )
        {
            return null;
        }

        var copy = LibraryAsset.Make(db, asset.Type, await FreeNameAsync(db, asset), asset.Aliases, asset.Description);
        copy.Tags.AddRange(asset.Tags);
        return await db.WriteAsync(async () =>
        {
            await db.CopyBestPicturesAsync(new Dictionary<Guid, Subject> { [asset.Id] = copy.Subject });
            await db.SaveAssetAsync(copy, "duplicated");
            var looks = new Dictionary<Guid, Subject>();
            foreach (
                var look in await db.Set<LibraryLook>()
                    .AsNoTracking()
                    .Where(l => l.LibraryAssetId == id && l.TrashedAt == null)
                    .OrderBy(l => l.Id)
                    .ToListAsync()
            )
            {
                looks[look.Id] = LibraryLook.Make(db, copy, look.Name, look.Description).Subject;
            }

            if (looks.Count > 0)
            {
                await db.SaveChangesAsync();
                await db.CopyBestPicturesAsync(looks);
            }

            return copy;
        });
    }

    private static async Task<string> FreeNameAsync(LibraryContext db, LibraryAsset asset)
    {
        for (var number = 1; ; number++)
        {
            var end = number == 1 ? " (copy)" : string.Create(CultureInfo.InvariantCulture, $" (copy {number})");
            var name = SearchText.Cut(asset.Name, TypedText.MaxName - end.Length) + end;
            var normalized = SearchText.Normalize(name);
            if (!await db.Set<LibraryAsset>().AnyAsync(a => a.Type == asset.Type && a.NormalizedName == normalized))
            {
                return name;
            }
        }
    }
}
