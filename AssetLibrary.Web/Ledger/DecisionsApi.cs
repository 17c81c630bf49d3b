using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Ledger;

internal static class DecisionsApi
{
    public static void MapDecisionsApi(this RouteGroupBuilder api) => api.MapPost("/decisions/{id:guid}/undo", UndoAsync).ForEditors();

    private static async Task<IResult> UndoAsync(Guid id, LibraryContext db, CurrentViewer viewer, Undo undo)
    {
        var project = await db.Set<Decision>().Where(d => d.Id == id).Select(d => new { d.ProjectId }).SingleOrDefaultAsync();
        await db.RequireEditAsync(viewer, (project ?? throw RefusedException.NotFound()).ProjectId);
        await undo.RunAsync(id);
        return Results.Ok(
            new { Id = id, UndoneAt = await db.Set<Decision>().Where(d => d.Id == id).Select(d => d.UndoneAt).SingleAsync() }
        );
    }
}
