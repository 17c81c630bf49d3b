using System.Text.Json;
using System.Text.Json.Nodes;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Assets.Looks;
using AssetLibrary.Web.Assets.Syncing;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets;

internal static class ProjectAssetsApi
{
    public static void MapProjectAssetsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/projects/{id:guid}/assets", ListAsync);
        api.MapPost("/projects/{id:guid}/assets", CreateAsync).ForEditors();
        api.MapGet("/project-assets/{id:guid}", async (Guid id, LibraryContext db) =>
            await FindAsync(db, id) is { } asset ? Results.Ok(await ViewAsync(db, asset)) : Problem.NotFound()
        );
        api.MapPatch("/project-assets/{id:guid}", PatchAsync).ForEditors();
        api.MapDelete("/project-assets/{id:guid}", RemoveAsync).ForEditors();
        api.MapPost("/project-assets/{id:guid}/restore", RestoreAsync).ForEditors();
    }

    private static async Task<IResult> ListAsync(
        Guid id,
        Guid? branch,
        Choice<AssetType>? type,
        string? q,
        Choice<SyncState>? syncState,
        string? picture,
        Guid? scene,
        string? tag,
        string? metadata,
        string? after,
        int? limit,
        LibraryContext db
    )
    {
        var count = Cursor.Limit(limit);
        var (_, on) = await db.BranchAsync(id, branch);
        var assets = new ProjectAssetFilter
        {
            Type = type?.Value,
            Query = q,
            Sync = syncState?.Value,
            Picture = picture,
            Scene = scene,
            Tag = tag,
        }
            .Apply(db, on.Id)
            .AsNoTracking();
        if (!string.IsNullOrEmpty(metadata))
        {
            assets = db.WithMetadata(assets, metadata);
        }

        if (Cursor.Read(after) is { } cursor)
        {
            assets = assets.Where(a => a.Id.CompareTo(cursor.Id) < 0);
        }

        var page = ListPage.Of(await assets.OrderByDescending(a => a.Id).Take(count + 1).ToListAsync(), count, a => new("", a.Id));
        var pictures = await db.BestOfAsync([.. page.Items.Select(a => a.Id)]);
        var states = await StatesAsync(db, page.Items);
        var looks = await LooksAsync(db, page.Items);
        return Results.Ok(
            new { items = page.Items.Select(a => View(a, pictures.GetValueOrDefault(a.Id), states[a.Id], looks[a.Id])), next = page.Next }
        );
    }

    private sealed record NewAsset(AssetType? Type, string? Name, List<string?>? Aliases, string? Description);

    /// <summary>As by hand on the page, without asking about ones that may be the same: a program has looked before.</summary>
    private static async Task<IResult> CreateAsync(Guid id, Guid? branch, NewAsset body, LibraryContext db, CurrentViewer viewer)
    {
        var (_, on) = await db.BranchAsync(id, branch);
        await db.RequireEditAsync(viewer, id);
        var type = body.Type ?? throw RefusedException.Invalid("type must be character, location or prop.", "type");
        var asset = ProjectAsset.Make(db, id, on.Id, type, body.Name, [.. (body.Aliases ?? []).OfType<string>()], body.Description);
        db.Record("asset.created", asset.Id, id, asset.Name);
        await db.SaveChangesAsync();
        return Results.Created($"/api/v1/project-assets/{asset.Id}", await ViewAsync(db, asset));
    }

    private static async Task<IResult> PatchAsync(Guid id, JsonElement body, LibraryContext db, CurrentViewer viewer)
    {
        var patch = new PatchBody(body);
        if (await FindAsync(db, id) is not { } asset)
        {
            return Problem.NotFound();
        }

        await db.RequireEditAsync(viewer, asset.ProjectId);
        try
        {
            asset.Expect(patch.RequiredRevision);
            asset.Edit(
                db,
                patch.Text("name", asset.Name),
                patch.Texts("aliases", asset.Aliases),
                patch.Text("description", asset.Description)
            );
            asset.UseTags(db, patch.Texts("tags", asset.Tags));
            if (patch.Element("metadata") is { } metadata)
            {
                asset.MergeMetadata(metadata);
            }

            db.Record("asset.edited", id, asset.ProjectId, asset.Name);
            await db.SaveChangesAsync();
            return Results.Ok(await ViewAsync(db, asset));
        }
        catch (Exception e) when (e is StaleRevisionException or DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            var current = (await FindAsync(db, id))!;
            return await db.StaleAsync(current, await ViewAsync(db, current));
        }
    }

    private static async Task<IResult> RemoveAsync(Guid id, int? revision, LibraryContext db, CurrentViewer viewer)
    {
        if (await FindAsync(db, id) is not { } asset)
        {
            return Problem.NotFound();
        }

        await db.RequireEditAsync(viewer, asset.ProjectId);
        try
        {
            var removal = await db.WriteAsync(() => db.RemoveAsync(asset.BranchId, [id], revision));
            return removal is null ? Problem.NotFound() : Results.Ok(new { decisionId = removal.Id });
        }
        catch (Exception e) when (e is StaleRevisionException or DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return await FindAsync(db, id) is { } current ? await db.StaleAsync(current, await ViewAsync(db, current)) : Problem.NotFound();
        }
    }

    private static async Task<IResult> RestoreAsync(Guid id, LibraryContext db, CurrentViewer viewer)
    {
        if (await db.Set<ProjectAsset>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.TrashedAt != null) is not { } gone)
        {
            return Problem.NotFound();
        }

        await db.RequireEditAsync(viewer, gone.ProjectId);
        return await db.WriteAsync(() => db.RestoreAsync(gone.ProjectId!.Value, id)) is { } back
            ? Results.Ok(await ViewAsync(db, back))
            : Problem.NotFound();
    }

    private static Task<ProjectAsset?> FindAsync(LibraryContext db, Guid id) =>
        db.Set<ProjectAsset>().SingleOrDefaultAsync(a => a.Id == id && a.TrashedAt == null);

    private static async Task<object> ViewAsync(LibraryContext db, ProjectAsset asset) =>
        View(
            asset,
            (await db.BestOfAsync([asset.Id])).GetValueOrDefault(asset.Id),
            (await StatesAsync(db, [asset]))[asset.Id],
            (await LooksAsync(db, [asset]))[asset.Id]
        );

    private static async Task<ILookup<Guid, LookView>> LooksAsync(LibraryContext db, IReadOnlyList<ProjectAsset> assets)
    {
        var ids = assets.Select(a => a.Id).ToList();
        return (
            await LookView.Of(db, db.Set<Look>().Where(l => ids.Contains(l.ProjectAssetId) && l.TrashedAt == null)).ToListAsync()
        ).ToLookup(l => l.ProjectAssetId);
    }

    private static async Task<Dictionary<Guid, SyncState>> StatesAsync(LibraryContext db, IReadOnlyList<ProjectAsset> assets)
    {
        var ids = assets.Select(a => a.Id).ToList();
        return await db.SyncStatesOf(db.Set<ProjectAsset>().Where(a => ids.Contains(a.Id))).ToDictionaryAsync(s => s.Id, s => s.State);
    }

    private static object View(ProjectAsset a, Picture? picture, SyncState syncState, IEnumerable<LookView> looks) =>
        new
        {
            a.Id,
            a.Revision,
            a.ProjectId,
            a.Type,
            a.Name,
            a.Aliases,
            a.Description,
            a.Tags,
            Metadata = JsonNode.Parse(a.Metadata),
            a.LibraryAssetId,
            a.OverriddenFields,
            a.LastSyncedAt,
            SyncState = syncState,
            Looks = looks,
            PictureMediaId = picture?.MediaId,
        };
}
