using AssetLibrary.Web.Assets.Looks;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Generation.Prompts;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets.Syncing;

/// <summary>
/// What a change of an asset's text would leave behind: pictures made from the old one, and what making them again would cost.
/// </summary>
/// <param name="Pictures">Best pictures of the asset and of its looks that are made from the text as it is now.</param>
/// <param name="Scenes">Scenes of the current draft that the asset is in and that have pictures.</param>
/// <param name="Usd">For making the pictures again; null where a provider's price is not known.</param>
public sealed record StalePrice(IReadOnlyList<StaleSubject> Pictures, IReadOnlyList<string> Scenes, decimal? Usd)
{
    public static readonly StalePrice None = new([], [], 0);

    public string Price =>
        Usd switch
        {
            null => "price unknown",
            0 => "free",
            var usd => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"about ${usd:0.00##}"),
        };

    public static StalePrice operator +(StalePrice a, StalePrice b) =>
        new([.. a.Pictures, .. b.Pictures], [.. a.Scenes.Union(b.Scenes, StringComparer.Ordinal)], a.Usd + b.Usd);

    /// <summary>For each of these assets; a fixed number of queries.</summary>
    public static async Task<IReadOnlyDictionary<Guid, StalePrice>> OfAsync(
        LibraryContext db,
        Staleness staleness,
        IReadOnlyCollection<ProjectAsset> assets,
        ProviderCatalog catalog
    )
    {
        var ids = assets.Select(a => a.Id).ToList();
        var looks = await db.Set<Look>().AsNoTracking().Where(l => ids.Contains(l.ProjectAssetId) && l.TrashedAt == null).ToListAsync();
        var made = await staleness.MadePicturesAsync([.. ids, .. looks.Select(l => l.Id)]);
        var scenes = (
            await (
                from appearance in db.Set<Appearance>()
                where ids.Contains(appearance.ProjectAssetId)
                join scene in db.Set<Scene>() on appearance.SceneId equals scene.Id
                where scene.LastDraft == null && db.Set<History>().Any(h => h.SubjectId == scene.Id && h.BestNumber != null)
                orderby scene.Ordinal
                select new
                {
                    appearance.ProjectAssetId,
                    scene.Number,
                    scene.Ordinal,
                    scene.Heading,
                }
            ).ToListAsync()
        ).ToLookup(s => s.ProjectAssetId);
        var answer = new Dictionary<Guid, StalePrice>();
        foreach (var asset in assets)
        {
            List<(Guid Id, string Name)> subjects =
            [
                (asset.Id, asset.Name),
                .. looks.Where(l => l.ProjectAssetId == asset.Id).Select(l => (l.Id, $"{asset.Name}, {l.Name}")),
            ];
            var fresh = subjects
                .Where(s => made.TryGetValue(s.Id, out var picture) && !picture.WasStaleBefore)
                .Select(s => (s.Name, Picture: made[s.Id]))
                .ToList();
            answer[asset.Id] = new(
                fresh.ConvertAll(f => new StaleSubject(f.Name, f.Picture.MediaId)),
                [
                    .. scenes[asset.Id]
                        .Select(s => $"{s.Number ?? s.Ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture)} {s.Heading}"),
                ],
                fresh.Aggregate((decimal?)0, (sum, f) => sum + catalog.Find(f.Picture.Provider)?.Info.UsdPerPicture)
            );
        }

        return answer;
    }
}

public sealed record StaleSubject(string Name, Guid MediaId);
