using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Assets.Looks;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Offline;

/// <summary>What a browser has to keep so that a part of the library can be looked at without a network.</summary>
/// <param name="Name">As it is listed.</param>
/// <param name="Pages">Addresses of pages.</param>
/// <param name="Pictures">Addresses of previews, WebP of at most 1280 pixels.</param>
/// <param name="Originals">Addresses of the files themselves, with their bytes; kept only when asked for.</param>
public sealed record OfflineSet(
    string Name,
    IReadOnlyList<string> Pages,
    IReadOnlyList<string> Pictures,
    IReadOnlyList<OfflineFile> Originals
)
{
    /// <summary>Media of one set.</summary>
    public const int Most = 2000;

    private static readonly int[] Sizes = [320, 1280];

    /// <summary>A project: its pages, those of its assets and their histories, and every version's previews.</summary>
    public static async Task<OfflineSet> OfProjectAsync(LibraryContext db, Project project, CancellationToken cancel)
    {
        var assets = await db.Set<ProjectAsset>()
            .Where(a => a.ProjectId == project.Id && a.TrashedAt == null)
            .OrderBy(a => a.NormalizedName)
            .Select(a => a.Id)
            .Take(Most)
            .ToListAsync(cancel);
        var looks = await db.Set<Look>()
            .Where(l => l.TrashedAt == null && assets.Contains(l.ProjectAssetId))
            .Select(l => l.Id)
            .Take(Most)
            .ToListAsync(cancel);
        var histories = await db.Set<History>()
            .Where(h => h.ProjectId == project.Id && h.LastNumber > 0)
            .Select(h => new { h.SubjectId, h.Key })
            .Take(Most)
            .ToListAsync(cancel);
        var media = await db.Set<AssetVersion>()
            .Where(v => v.ProjectId == project.Id)
            .Select(v => v.MediaId)
            .Distinct()
            .OrderByDescending(m => m)
            .Take(Most)
            .ToListAsync(cancel);
        var root = $"/Projects/{project.Id}";
        return await OfAsync(
            db,
            project.Name,
            [
                root,
                $"{root}/Assets",
                $"{root}/Scenes",
                $"{root}/Casting",
                .. assets.Select(a => $"{root}/Assets/{a}"),
                .. histories.Select(h => $"/Versions/{h.SubjectId}/{h.Key}"),
                .. looks.Count > 0 ? [$"{root}/Looks"] : Array.Empty<string>(),
            ],
            media,
            cancel
        );
    }

    /// <summary>Chosen media: the gallery and a page for each.</summary>
    public static Task<OfflineSet> OfMediaAsync(LibraryContext db, IReadOnlyList<Guid> media, CancellationToken cancel) =>
        OfAsync(
            db,
            media.Count == 1 ? "1 file" : $"{media.Count:N0} files",
            ["/Gallery", .. media.Select(m => $"/Gallery/{m}")],
            media,
            cancel
        );

    private static async Task<OfflineSet> OfAsync(
        LibraryContext db,
        string name,
        IReadOnlyList<string> pages,
        IReadOnlyList<Guid> media,
        CancellationToken cancel
    )
    {
        var rows = await db.Set<MediaItem>()
            .Where(m => media.Contains(m.Id))
            .Select(m => new
            {
                m.Id,
                m.Bytes,
                m.Kind,
                m.DominantColor,
            })
            .ToListAsync(cancel);
        return new(
            name,
            pages,
            [
                .. rows.Where(r => MediaItem.IsShown(r.Kind, r.DominantColor))
                    .SelectMany(r => Sizes.Select(size => $"/media/{r.Id}/thumb/{size}")),
            ],
            [.. rows.Select(r => new OfflineFile($"/media/{r.Id}", r.Bytes))]
        );
    }
}

/// <summary>A file and how many bytes it has.</summary>
public sealed record OfflineFile(string Url, long Bytes);

internal static class OfflineEndpoints
{
    private const int MostChosen = 500;

    private sealed record Chosen(List<Guid>? Ids);

    public static void MapOffline(this WebApplication app)
    {
        app.MapGet("/Projects/{id:guid}/Offline", async (Guid id, LibraryContext db, CancellationToken cancel) =>
                await db.Set<Project>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel) is { } project
                    ? Results.Ok(await OfflineSet.OfProjectAsync(db, project, cancel))
                    : Problem.NotFound()
            )
            .ExcludeFromDescription();
        // Asked by POST though it changes nothing: the ids would not fit in an address.
        app.MapApiAt("/Gallery")
            .MapPost("/Offline", async (Chosen body, LibraryContext db, CancellationToken cancel) =>
                body.Ids is not { Count: > 0 and <= MostChosen }
                    ? throw RefusedException.Invalid($"Select between 1 and {MostChosen} files.", "ids")
                    : Results.Ok(await OfflineSet.OfMediaAsync(db, body.Ids, cancel))
            )
            .ExcludeFromDescription();
    }
}
