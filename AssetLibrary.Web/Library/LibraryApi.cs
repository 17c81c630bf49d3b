using System.Text.Json;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Library.Bulk;
using AssetLibrary.Web.Library.Editing;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Library;

internal static class LibraryApi
{
    public static void MapLibraryApi(this RouteGroupBuilder api)
    {
        api.MapGet("/library", ListAsync);
        api.MapPost("/library", CreateAsync).ForEditors();
        api.MapGet("/library/{id:guid}", async (Guid id, LibraryContext db) =>
            await FindAsync(db, id) is { } asset ? Results.Ok(View(asset, await PictureAsync(db, id))) : Problem.NotFound()
        );
        api.MapPatch("/library/{id:guid}", PatchAsync).ForEditors();
        api.MapDelete("/library/{id:guid}", DeleteAsync).ForEditors();
        api.MapPost("/library/{id:guid}/restore", RestoreAsync).ForEditors();
        api.MapPost("/library/{id:guid}/duplicate", async (Guid id, LibraryContext db) =>
                await db.DuplicateAsync(id) is { } copy
                    ? Results.Created($"/api/v1/library/{copy.Id}", View(copy, await PictureAsync(db, copy.Id)))
                    : Problem.NotFound()
            )
            .ForEditors();
        api.MapPost("/library/bulk/tag", async (Several body, ManyAssets many) =>
                Results.Ok(await many.TagAsync(body.Ids ?? [], body.Tags ?? [], remove: false))
            )
            .ForEditors();
        api.MapPost("/library/bulk/untag", async (Several body, ManyAssets many) =>
                Results.Ok(await many.TagAsync(body.Ids ?? [], body.Tags ?? [], remove: true))
            )
            .ForEditors();
        api.MapPost("/library/bulk/trash", async (Several body, ManyAssets many) => Results.Ok(await many.TrashAsync(body.Ids ?? [])))
            .ForEditors();
        api.MapPost("/library/bulk/restore", async (Several body, ManyAssets many) => Results.Ok(await many.RestoreAsync(body.Ids ?? [])))
            .ForEditors();
        api.MapPost("/library/bulk/erase", async (Several body, ManyAssets many) => Results.Ok(await many.EraseAsync(body.Ids ?? [])))
            .RequireAuthorization(Policies.Admin);
    }

    private sealed record Several(List<Guid>? Ids, List<string>? Tags);

    private sealed record NewAsset(AssetType? Type, string? Name, List<string>? Aliases, string? Description, List<string>? Tags);

    private sealed record AssetView(
        Guid Id,
        int Revision,
        AssetType Type,
        string Name,
        IReadOnlyList<string> Aliases,
        string Description,
        IReadOnlyList<string> Tags,
        DateTimeOffset CreatedAt,
        DateTimeOffset ChangedAt,
        DateTimeOffset? TrashedAt,
        Guid? PictureMediaId
    );

    private sealed record LibraryAnswer(IReadOnlyList<AssetView> Items, string? Next, bool IsGuess);

    private static async Task<IResult> ListAsync(
        Choice<AssetType>? type,
        string? q,
        string[] tag,
        string? picture,
        string? sort,
        bool? trash,
        string? after,
        int? limit,
        LibraryList list,
        LibraryContext db
    )
    {
        var filter = new AssetFilter
        {
            Type = type?.Value,
            Query = q,
            Tags = [.. tag],
            Picture = picture,
            Sort = sort,
            Trash = trash == true,
        };
        var page = await list.PageAsync(filter, Cursor.Read(after), Cursor.Limit(limit), full: true);
        var ids = page.Rows.Select(r => r.Id).ToList();
        var pictures = await db.BestOfAsync(ids);
        var tags = await db.TagsOfAsync(ids);
        return Results.Ok(
            new LibraryAnswer(
                [
                    .. page.Rows.Select(r => new AssetView(
                        r.Id,
                        r.Revision,
                        r.Type,
                        r.Name,
                        r.Aliases,
                        r.Description,
                        [.. tags[r.Id]],
                        r.CreatedAt,
                        r.ChangedAt,
                        r.TrashedAt,
                        pictures.GetValueOrDefault(r.Id)?.MediaId
                    )),
                ],
                page.Next?.ToString(),
                page.IsGuess
            )
        );
    }

    private static async Task<IResult> CreateAsync(NewAsset body, LibraryContext db)
    {
        var asset = LibraryAsset.Make(
            db,
            body.Type ?? throw RefusedException.Invalid("type must be character, location or prop."),
            body.Name,
            body.Aliases,
            body.Description
        );
        asset.Tags.AddRange(await db.TagsAsync(body.Tags ?? []));
        await db.SaveAssetAsync(asset, "created");
        return Results.Created($"/api/v1/library/{asset.Id}", View(asset, null));
    }

    private static async Task<IResult> PatchAsync(Guid id, JsonElement body, LibraryContext db)
    {
        var patch = new PatchBody(body);
        if (await FindAsync(db, id) is not { TrashedAt: null } asset)
        {
            return Problem.NotFound();
        }

        try
        {
            asset.Expect(patch.RequiredRevision);
            asset.Describe(
                patch.Text("name", asset.Name),
                patch.Texts("aliases", asset.Aliases),
                patch.Text("description", asset.Description)
            );
            if (patch.Has("tags"))
            {
                var tags = await db.TagsAsync(patch.Texts("tags", []));
                asset.Tags.Clear();
                asset.Tags.AddRange(tags);
            }

            await db.SaveAssetAsync(asset, "edited");
            return Results.Ok(View(asset, await PictureAsync(db, id)));
        }
        catch (Exception e) when (e is StaleRevisionException or DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            var current = (await FindAsync(db, id))!;
            return await db.StaleAsync(current, View(current, await PictureAsync(db, id)));
        }
    }

    private static async Task<IResult> DeleteAsync(
        Guid id,
        int? revision,
        string? dependents,
        LibraryContext db,
        IEnumerable<ILibraryDependents> rooms
    )
    {
        if (await FindAsync(db, id) is not { TrashedAt: null } asset)
        {
            return Problem.NotFound();
        }

        if (revision is not null && revision != asset.Revision)
        {
            return await db.StaleAsync(asset, View(asset, await PictureAsync(db, id)));
        }

        var (uses, count) = (new List<LibraryUse>(), 0);
        foreach (var room in rooms)
        {
            uses.AddRange(await room.UsesAsync(id));
            count += await room.CountAsync(id);
        }

        if (count > 0 && dependents != "leave")
        {
            return Problem.Of(
                StatusCodes.Status409Conflict,
                "in-use",
                $"“{asset.Name}” is used in projects. Send dependents=leave to delete it and keep the project copies.",
                new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["dependents"] = uses.ConvertAll(u => new
                    {
                        u.ProjectId,
                        u.Name,
                        u.Scenes,
                    }),
                    ["hidden"] = count - uses.Count,
                }
            );
        }

        asset.Trash(db.Now, db.ViewerId);
        await db.SaveAssetAsync(asset, "trashed");
        return Results.Ok(View(asset, null));
    }

    private static async Task<IResult> RestoreAsync(Guid id, LibraryContext db)
    {
        if (await FindAsync(db, id) is not { } asset)
        {
            return Problem.NotFound();
        }

        if (asset.TrashedAt is not null)
        {
            asset.Restore();
            await db.SaveAssetAsync(asset, "restored");
        }

        return Results.Ok(View(asset, await PictureAsync(db, id)));
    }

    private static Task<LibraryAsset?> FindAsync(LibraryContext db, Guid id) =>
        db.Set<LibraryAsset>().Include(a => a.Tags).AsSplitQuery().SingleOrDefaultAsync(a => a.Id == id);

    private static async Task<Picture?> PictureAsync(LibraryContext db, Guid id) => (await db.BestOfAsync([id])).GetValueOrDefault(id);

    private static AssetView View(LibraryAsset a, Picture? picture) =>
        new(
            a.Id,
            a.Revision,
            a.Type,
            a.Name,
            a.Aliases,
            a.Description,
            [.. a.Tags.Select(t => t.Name).Order(StringComparer.OrdinalIgnoreCase)],
            a.CreatedAt,
            a.ChangedAt,
            a.TrashedAt,
            picture?.MediaId
        );
}

internal static class StaleAnswers
{
    /// <summary>409 "stale-revision" with how the row is now, who changed it and when.</summary>
    public static async Task<IResult> StaleAsync(this LibraryContext db, IRevised row, object current)
    {
        var by = await db.NameOfUserAsync(row.ChangedBy);
        return Problem.Of(
            StatusCodes.Status409Conflict,
            "stale-revision",
            "This was changed while you were editing.",
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["current"] = current,
                ["changedBy"] = by,
                ["changedAt"] = row.ChangedAt,
            }
        );
    }
}
