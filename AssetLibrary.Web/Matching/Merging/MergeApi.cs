using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Matching.Merging;

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
        var (kept, other) = (await FindAsync(db, id), await FindAsync(db, body.OtherId));
        await db.RequireEditAsync(viewer, kept.ProjectId);
        kept.Expect(body.Revision);
        var decision = await merge.RunAsync(kept, other, new(body.Name, body.Description));
        return Results.Ok(new { asset = new { kept.Id, kept.Revision, kept.Name, kept.Aliases, kept.Description }, decisionId = decision.Id });
    }

    private static async Task<IResult> MergeInLibraryAsync(Guid id, Wish body, LibraryContext db, LibraryMerge merge)
    {
        var (kept, other) = (await FindInLibraryAsync(db, id), await FindInLibraryAsync(db, body.OtherId));
        kept.Expect(body.Revision);
        var decision = await merge.RunAsync(kept, other, new(body.Name, body.Description));
        return Results.Ok(new { asset = new { kept.Id, kept.Revision, kept.Name, kept.Aliases, kept.Description }, decisionId = decision.Id });
    }

    private static async Task<ProjectAsset> FindAsync(LibraryContext db, Guid id) => await db.Set<ProjectAsset>().SingleOrDefaultAsync(a => a.Id == id && a.TrashedAt == null) ?? throw RefusedException.NotFound();

    private static async Task<LibraryAsset> FindInLibraryAsync(LibraryContext db, Guid id) => await db.Set<LibraryAsset>().Include(a => a.Tags).AsSplitQuery().SingleOrDefaultAsync(a => a.Id == id && a.TrashedAt == null) ?? throw RefusedException.NotFound();
}
