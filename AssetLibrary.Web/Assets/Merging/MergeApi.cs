using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets.Merging;

internal static class MergeApi
{
    public static void MapMergeApi(this RouteGroupBuilder api)
    {
        api.MapPost("/project-assets/{id:guid}/merge", MergeAsync).ForEditors();
        api.MapPost("/library/{id:guid}/merge", MergeInLibraryAsync).ForEditors();
    }

    private sealed record Wish(Guid OtherId, int? Revision, string? Name, string? Description);

    private static async Task<IResult> MergeAsync(Guid id, Wish body, LibraryContext db, CurrentViewer viewer, AssetMerge merge)
    {
        var project = await db.Set<ProjectAsset>()
            .Where(a => a.Id == id && a.TrashedAt == null)
            .Select(a => new { a.ProjectId })
            .SingleOrDefaultAsync();
        await db.RequireEditAsync(viewer, (project ?? throw RefusedException.NotFound()).ProjectId);
        var (kept, decision) = await merge.RunAsync(id, body.Revision, body.OtherId, new(body.Name, body.Description));
        return Results.Ok(
            new
            {
                asset = new
                {
                    kept.Id,
                    kept.Revision,
                    kept.Name,
                    kept.Aliases,
                    kept.Description,
                },
                decisionId = decision.Id,
            }
        );
    }

    private static async Task<IResult> MergeInLibraryAsync(Guid id, Wish body, LibraryMerge merge)
    {
        var (kept, decision) = await merge.RunAsync(id, body.Revision, body.OtherId, new(body.Name, body.Description));
        return Results.Ok(
            new
            {
                asset = new
                {
                    kept.Id,
                    kept.Revision,
                    kept.Name,
                    kept.Aliases,
                    kept.Description,
                },
                decisionId = decision.Id,
            }
        );
    }
}
