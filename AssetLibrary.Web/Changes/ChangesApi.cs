using AssetLibrary.Web.Database;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Shared;

namespace AssetLibrary.Web.Changes;

internal static class ChangesApi
{
    public static void MapChangesApi(this RouteGroupBuilder api) => api.MapGet("/projects/{id:guid}/changes", ChangesAsync);

    // Without two drafts nothing changed; a draft that is named must be there.
    private static async Task<IResult> ChangesAsync(
        Guid id,
        Guid? branch,
        int? from,
        int? to,
        LibraryContext db,
        DraftImport import,
        CancellationToken cancel
    )
    {
        var (_, on) = await db.BranchAsync(id, branch);
        var changes = await ScriptChanges.LoadAsync(db, import, on.Id, from, to, cancel);
        return changes switch
        {
            null when from is null && to is null => Results.Ok(
                new
                {
                    from = (int?)null,
                    to = (int?)null,
                    scenes = Array.Empty<object>(),
                    assets = Array.Empty<object>(),
                }
            ),
            null => Problem.NotFound(),
            { IsReadable: false } => Problem.Of(StatusCodes.Status404NotFound, "not-here", "One of the drafts is missing from storage."),
            _ => Results.Ok(
                new
                {
                    from = changes.From.Number,
                    to = changes.To.Number,
                    scenes = changes.Scenes!.Select(View),
                    assets = changes.Assets!.Select(View),
                }
            ),
        };
    }

    private static object View(SceneChange change)
    {
        var (scene, work) = (change.Scene, change.Work);
        return new
        {
            scene.SceneId,
            scene.State,
            scene.Number,
            scene.Heading,
            OldHeading = scene.Renamed ? scene.Old!.Heading : null,
            OldNumber = scene.Old is null ? null : SceneDiff.NumberOf(scene.Old),
            scene.Moved,
            WordsAdded = scene.Added,
            WordsRemoved = scene.Removed,
            work.Pictures,
            AssetsOnlyHere = work.OnlyHere.Select(a => new
            {
                a.Id,
                a.Name,
                a.Pictures,
            }),
        };
    }

    private static object View(AssetChange change) =>
        new
        {
            change.Change.Type,
            change.Change.State,
            change.Change.Name,
            change.Change.NewName,
            change.Change.Scenes,
            ProjectAssetId = change.Asset?.Id,
            Pictures = change.Asset?.Pictures ?? 0,
        };
}
