using System.Text.Json;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Library.Editing;
using AssetLibrary.Web.Library.Looks;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets.Looks;

/// <summary>A look as the API shows it.</summary>
public sealed record LookView(
    Guid Id,
    Guid ProjectAssetId,
    int Revision,
    string Name,
    string Description,
    Guid? LibraryLookId,
    IReadOnlyList<Guid> Scenes
)
{
    public static IQueryable<LookView> Of(LibraryContext db, IQueryable<Look> looks) =>
        looks
            .OrderBy(l => l.Id)
            .Select(l => new LookView(
                l.Id,
                l.ProjectAssetId,
                l.Revision,
                l.Name,
                l.Description,
                l.LibraryLookId,
                db.Set<Appearance>().Where(a => a.LookId == l.Id).Select(a => a.SceneId).ToList()
            ));
}

internal static class LooksApi
{
    public static void MapLooksApi(this RouteGroupBuilder api)
    {
        api.MapPost("/project-assets/{id:guid}/looks", AddAsync).ForEditors();
        api.MapPatch("/looks/{id:guid}", PatchAsync).ForEditors();
        api.MapDelete("/looks/{id:guid}", DeleteAsync).ForEditors();
        api.MapGet("/library/{id:guid}/looks", async (Guid id, LibraryContext db) => Results.Ok(
                new
                {
                    items = await db.Set<LibraryLook>()
                        .Where(l => l.LibraryAssetId == id && l.TrashedAt == null)
                        .OrderBy(l => l.Id)
                        .Select(l => new
                        {
                            l.Id,
                            l.LibraryAssetId,
                            l.Revision,
                            l.Name,
                            l.Description,
                        })
                        .ToListAsync(),
                }
            ));
        api.MapPost("/library/{id:guid}/looks", AddToLibraryAsync).ForEditors();
        api.MapPatch("/library-looks/{id:guid}", PatchInLibraryAsync).ForEditors();
        api.MapDelete("/library-looks/{id:guid}", DeleteFromLibraryAsync).ForEditors();
    }

    private sealed record NewLook(string? Name, string? Description, List<Guid>? Scenes);

    private static async Task<IResult> AddAsync(Guid id, NewLook body, LibraryContext db, CurrentViewer viewer)
    {
        var asset = await db.Set<ProjectAsset>().SingleOrDefaultAsync(a => a.Id == id && a.TrashedAt == null)
            ?? throw RefusedException.NotFound();
        await db.RequireEditAsync(viewer, asset.ProjectId);
        var look = Look.Make(db, asset, body.Name, body.Description);
        if (body.Scenes is { } scenes)
        {
            await look.WearInAsync(db, scenes);
        }

        db.Record("look.added", look.Id, asset.ProjectId, $"{asset.Name}, {look.Name}");
        await db.SaveChangesAsync();
        return Results.Created($"/api/v1/looks/{look.Id}", await ViewAsync(db, look.Id));
    }

    private static async Task<IResult> PatchAsync(Guid id, JsonElement body, LibraryContext db, CurrentViewer viewer)
    {
        var patch = new PatchBody(body);
        var look = await db.Set<Look>().SingleOrDefaultAsync(l => l.Id == id && l.TrashedAt == null) ?? throw RefusedException.NotFound();
        await db.RequireEditAsync(viewer, look.ProjectId);
        try
        {
            look.Expect(patch.RequiredRevision);
            look.Describe(db, patch.Text("name", look.Name), patch.Text("description", look.Description));
            if (patch.Has("scenes"))
            {
                await look.WearInAsync(
                    db,
                    [
                        .. patch
                            .Texts("scenes", [])
                            .Select(s =>
                                Guid.TryParse(s, out var scene) ? scene : throw RefusedException.Invalid("scenes must be ids.", "scenes")
                            ),
                    ]
                );
            }

            db.Record("look.edited", look.Id, look.ProjectId, look.Name);
            await db.SaveChangesAsync();
            return Results.Ok(await ViewAsync(db, id));
        }
        catch (Exception e) when (e is StaleRevisionException or DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return await db.StaleAsync(await db.Set<Look>().SingleOrGoneAsync(l => l.Id == id), await ViewAsync(db, id));
        }
    }

    private static async Task<IResult> DeleteAsync(Guid id, LibraryContext db, CurrentViewer viewer)
    {
        var look = await db.Set<Look>().SingleOrDefaultAsync(l => l.Id == id && l.TrashedAt == null) ?? throw RefusedException.NotFound();
        await db.RequireEditAsync(viewer, look.ProjectId);
        await look.WearInAsync(db, []);
        look.Trash(db);
        db.Record("look.removed", look.Id, look.ProjectId, look.Name);
        await db.SaveChangesAsync();
        return Results.NoContent();
    }

    private static async Task<IResult> AddToLibraryAsync(Guid id, NewLook body, LibraryContext db)
    {
        var asset = await db.Set<LibraryAsset>().SingleOrDefaultAsync(a => a.Id == id && a.TrashedAt == null)
            ?? throw RefusedException.NotFound();
        var look = LibraryLook.Make(db, asset, body.Name, body.Description);
        db.Record("library.look-added", look.Id, details: $"{asset.Name}, {look.Name}");
        await db.SaveAssetAsync(asset, "edited");
        return Results.Created($"/api/v1/library-looks/{look.Id}", View(look));
    }

    private static async Task<IResult> PatchInLibraryAsync(Guid id, JsonElement body, LibraryContext db)
    {
        var patch = new PatchBody(body);
        var (look, asset) = await FindInLibraryAsync(db, id);
        try
        {
            look.Expect(patch.RequiredRevision);
            look.Describe(db, asset, patch.Text("name", look.Name), patch.Text("description", look.Description));
            await db.SaveAssetAsync(asset, "edited");
            return Results.Ok(View(look));
        }
        catch (Exception e) when (e is StaleRevisionException or DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            var current = await db.Set<LibraryLook>().SingleOrGoneAsync(l => l.Id == id);
            return await db.StaleAsync(current, View(current));
        }
    }

    private static async Task<IResult> DeleteFromLibraryAsync(Guid id, LibraryContext db)
    {
        var (look, asset) = await FindInLibraryAsync(db, id);
        look.Trash(db, asset);
        await db.SaveAssetAsync(asset, "edited");
        return Results.NoContent();
    }

    private static async Task<(LibraryLook Look, LibraryAsset Asset)> FindInLibraryAsync(LibraryContext db, Guid id)
    {
        var look = await db.Set<LibraryLook>().SingleOrDefaultAsync(l => l.Id == id && l.TrashedAt == null)
            ?? throw RefusedException.NotFound();
        return (look, await db.Set<LibraryAsset>().SingleOrGoneAsync(a => a.Id == look.LibraryAssetId));
    }

    private static Task<LookView> ViewAsync(LibraryContext db, Guid id) =>
        LookView.Of(db, db.Set<Look>().Where(l => l.Id == id)).SingleOrGoneAsync();

    private static object View(LibraryLook l) =>
        new
        {
            l.Id,
            l.LibraryAssetId,
            l.Revision,
            l.Name,
            l.Description,
        };
}
