using AssetLibrary.Web.Database;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Changes;

/// <summary>
/// What a draft changed, with the work that hangs on it: scenes, and who and what is in them. The same number of queries whatever
/// their number. Null lists mean that one of the texts is not on this server.
/// </summary>
public sealed record ScriptChanges(Draft From, Draft To, IReadOnlyList<SceneChange>? Scenes, IReadOnlyList<AssetChange>? Assets)
{
    public bool IsReadable => Scenes is not null;

    public bool IsNothing => Scenes is { Count: 0 } && Assets is { Count: 0 };

    public static async Task<ScriptChanges?> LoadAsync(
        LibraryContext db,
        DraftImport import,
        Guid branchId,
        int? from,
        int? to,
        CancellationToken cancel
    )
    {
        if (await DraftPair.OpenAsync(db, import, branchId, from, to, cancel) is not { } pair)
        {
            return null;
        }

        if (pair.Compare() is not { } scenes)
        {
            return new(pair.From, pair.To, null, null);
        }

        var changed = scenes.Where(s => s.SceneId is not null && (s.State != SceneState.Same || s.Moved)).ToList();
        var cast = CastChange.Between(pair);
        var hanging = await HangingWork.LoadAsync(db, branchId, [.. changed.Select(s => s.SceneId!.Value)], cancel);
        return new(
            pair.From,
            pair.To,
            changed.ConvertAll(s => new SceneChange(s, s.State == SceneState.New ? SceneWork.None : hanging.OfScene(s.SceneId!.Value))),
            [.. cast.Select(c => new AssetChange(c, hanging.AssetOf(c)))]
        );
    }
}

/// <summary>A scene that came, went, moved or reads otherwise, and what was made for it.</summary>
public sealed record SceneChange(SceneDiff Scene, SceneWork Work);

/// <summary>A person, place or thing that came, went or is called otherwise; Asset is the project's own, where there is one.</summary>
public sealed record AssetChange(CastChange Change, ChangedAsset? Asset);

public sealed record ChangedAsset(Guid Id, string Name, int Pictures, Picture? Picture);

/// <summary>Pictures of the scene itself and of assets that appear nowhere else.</summary>
public sealed record SceneWork(int OwnPictures, IReadOnlyList<ChangedAsset> OnlyHere)
{
    public static readonly SceneWork None = new(0, []);

    public int Pictures => OwnPictures + OnlyHere.Sum(a => a.Pictures);
}
