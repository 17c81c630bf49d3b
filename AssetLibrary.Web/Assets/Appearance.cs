using AssetLibrary.Web.Database;
using AssetLibrary.Web.Scripts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Assets;

/// <summary>That an asset is in a scene: whether it speaks there, how often it is named, and which look it has there.</summary>
public sealed class Appearance : IOfProject
{
    public required Guid ProjectAssetId { get; init; }
    public required Guid SceneId { get; init; }
    public Guid? ProjectId { get; init; }
    public bool Speaks { get; set; }
    public int Count { get; set; }

    /// <summary>Null: the asset as it usually looks.</summary>
    public Guid? LookId { get; set; }
}

public static class Appearing
{
    /// <summary>
    /// The one way in which an asset gets scenes. Where it is in one already, it speaks if either says so, keeps its look, and
    /// <paramref name="count"/> settles how often it is named. Adds rows to the caller's save.
    /// </summary>
    /// <param name="asset">Of these scenes' branch.</param>
    /// <param name="db">Where the rows are added.</param>
    /// <param name="known">Its appearances by scene; what is added is added here too.</param>
    /// <param name="scenes">Where it is.</param>
    /// <param name="count">Of the count that is known and the one that comes.</param>
    public static void AppearIn(
        this ProjectAsset asset,
        LibraryContext db,
        IDictionary<Guid, Appearance> known,
        IEnumerable<SceneAppearance> scenes,
        Func<int, int, int> count
    )
    {
        foreach (var scene in scenes)
        {
            if (known.TryGetValue(scene.SceneId, out var here))
            {
                (here.Speaks, here.Count, here.LookId) = (
                    here.Speaks || scene.Speaks,
                    count(here.Count, scene.Count),
                    here.LookId ?? scene.LookId
                );
                continue;
            }

            known[scene.SceneId] = new Appearance
            {
                ProjectAssetId = asset.Id,
                SceneId = scene.SceneId,
                ProjectId = asset.ProjectId,
                Speaks = scene.Speaks,
                Count = scene.Count,
                LookId = scene.LookId,
            };
            db.Add(known[scene.SceneId]);
        }
    }

    public static async Task AppearInAsync(
        this ProjectAsset asset,
        LibraryContext db,
        IEnumerable<SceneAppearance> scenes,
        Func<int, int, int> count,
        CancellationToken cancel
    ) =>
        asset.AppearIn(
            db,
            await db.Set<Appearance>().Where(a => a.ProjectAssetId == asset.Id).ToDictionaryAsync(a => a.SceneId, cancel),
            scenes,
            count
        );
}

internal sealed class AppearanceTable : IEntityTypeConfiguration<Appearance>
{
    public void Configure(EntityTypeBuilder<Appearance> builder)
    {
        builder.ToTable("Appearances").HasKey(a => new { a.ProjectAssetId, a.SceneId });
        builder.HasOne<ProjectAsset>().WithMany().HasForeignKey(a => a.ProjectAssetId);
        builder.HasOne<Scene>().WithMany().HasForeignKey(a => a.SceneId);
        // No foreign key for the look: it is trashed, never deleted while scenes name it.
        builder.HasIndex(a => a.LookId);
        // The sum of mentions orders the asset list: from the index alone.
        builder.HasIndex(a => new { a.ProjectAssetId, a.Count });
    }
}
