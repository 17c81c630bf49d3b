using AssetLibrary.Web.Database;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Assets;

/// <summary>A person's word on whether an asset is in a scene: what is extracted later does not change it.</summary>
public sealed class CastingChoice : IOfProject
{
    public required Guid ProjectAssetId { get; init; }
    public required Guid SceneId { get; init; }
    public Guid? ProjectId { get; init; }
    public required bool IsIn { get; set; }
}

internal static class CastingChoices
{
    /// <summary>Puts the asset into scenes of its branch, or takes it out of them. Adds rows to the caller's save.</summary>
    /// <exception cref="RefusedException">404: a scene is not one of the branch.</exception>
    public static async Task CastAsync(
        this LibraryContext db,
        ProjectAsset asset,
        IReadOnlyDictionary<Guid, bool> scenes,
        CancellationToken cancel = default
    )
    {
        var ids = scenes.Keys.ToList();
        if (await db.Set<Scene>().CountAsync(s => ids.Contains(s.Id) && s.BranchId == asset.BranchId, cancel) != ids.Count)
        {
            throw RefusedException.NotFound();
        }

        var known = await db.Set<Appearance>()
            .Where(a => a.ProjectAssetId == asset.Id && ids.Contains(a.SceneId))
            .ToDictionaryAsync(a => a.SceneId, cancel);
        var choices = await db.Set<CastingChoice>()
            .Where(c => c.ProjectAssetId == asset.Id && ids.Contains(c.SceneId))
            .ToDictionaryAsync(c => c.SceneId, cancel);
        foreach (var (scene, isIn) in scenes)
        {
            if (known.ContainsKey(scene) == isIn)
            {
                continue;
            }

            if (isIn)
            {
                db.Add(
                    new Appearance
                    {
                        ProjectAssetId = asset.Id,
                        SceneId = scene,
                        ProjectId = asset.ProjectId,
                    }
                );
            }
            else
            {
                db.Remove(known[scene]);
            }

            if (choices.TryGetValue(scene, out var choice))
            {
                choice.IsIn = isIn;
            }
            else
            {
                db.Add(
                    new CastingChoice
                    {
                        ProjectAssetId = asset.Id,
                        SceneId = scene,
                        ProjectId = asset.ProjectId,
                        IsIn = isIn,
                    }
                );
            }
        }

        db.Announce(Topics.ProjectAsset, asset.Id, asset.ProjectId);
    }
}

internal sealed class CastingChoiceTable : IEntityTypeConfiguration<CastingChoice>
{
    public void Configure(EntityTypeBuilder<CastingChoice> builder)
    {
        builder.ToTable("CastingChoices").HasKey(c => new { c.ProjectAssetId, c.SceneId });
        builder.HasOne<ProjectAsset>().WithMany().HasForeignKey(c => c.ProjectAssetId);
        builder.HasOne<Scene>().WithMany().HasForeignKey(c => c.SceneId);
    }
}
