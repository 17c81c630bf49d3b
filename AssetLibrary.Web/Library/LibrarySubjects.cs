using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Library.Looks;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Library;

/// <summary>Library assets and their looks, in the studio's own style.</summary>
internal sealed class LibrarySubjects(LibraryContext db) : ISubjectSource
{
    public async Task<IReadOnlyList<SubjectReading>> ReadAsync(IReadOnlyCollection<Guid> subjects, CancellationToken cancel)
    {
        var assets = await db.Set<LibraryAsset>()
            .Where(a => subjects.Contains(a.Id) && a.TrashedAt == null)
            .Select(a => new
            {
                a.Id,
                a.Revision,
                a.Type,
                a.Name,
                a.Description,
            })
            .ToListAsync(cancel);
        var looks = await db.Set<LibraryLook>()
            .Where(l => subjects.Contains(l.Id) && l.TrashedAt == null)
            .Join(
                db.Set<LibraryAsset>().Where(a => a.TrashedAt == null),
                l => l.LibraryAssetId,
                a => a.Id,
                (l, a) =>
                    new
                    {
                        l.Id,
                        l.Revision,
                        l.Name,
                        l.Description,
                        a.Type,
                        Of = a.Name,
                        OfDescription = a.Description,
                    }
            )
            .ToListAsync(cancel);
        var style =
            assets.Count + looks.Count == 0 ? null : await db.Set<Studio>().Select(s => s.DefaultStyleId).SingleOrDefaultAsync(cancel);
        return
        [
            .. assets.Select(a => new SubjectReading(SubjectType.LibraryAsset, a.Id, a.Revision, a.Type, a.Name, a.Description)
            {
                StyleId = style,
                Place = new($"/Library/{a.Id}", "Library", "/Library"),
            }),
            .. looks.Select(l =>
                SubjectReading.OfLook(
                    SubjectType.LibraryLook,
                    l.Id,
                    l.Revision,
                    l.Type,
                    (l.Of, l.OfDescription),
                    (l.Name, l.Description)
                ) with
                {
                    StyleId = style,
                    Place = new($"/Library/Looks/{l.Id}", "Library", "/Library"),
                }
            ),
        ];
    }

    public async Task<IReadOnlyList<Guid>> FindAsync(string? words, int most, CancellationToken cancel)
    {
        var assets = db.Set<LibraryAsset>().Where(a => a.TrashedAt == null);
        assets = string.IsNullOrWhiteSpace(words) ? assets : assets.Holding(a => a.NormalizedName, words);
        return await assets.OrderByDescending(a => a.Id).Select(a => a.Id).Take(most).ToListAsync(cancel);
    }
}
