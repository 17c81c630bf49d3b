using System.Text.Json;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets.Syncing;

internal static class SyncApi
{
    public static void MapSyncApi(this RouteGroupBuilder api)
    {
        api.MapGet("/projects/{id:guid}/assets/sync-status", StatusAsync);
        api.MapPost("/projects/{id:guid}/assets/sync", ManyAsync).ForEditors();
        api.MapPost("/project-assets/{id:guid}/sync/preview", PreviewAsync);
        api.MapPost("/project-assets/{id:guid}/sync", RunAsync).ForEditors();
    }

    private sealed record Choice(SyncTake? Take, JsonElement? Value);

    private sealed record Wish(int? Revision, int? LibraryRevision, Dictionary<string, Choice?>? Fields);

    private sealed record Many(List<Guid>? Ids, bool All);

    private static async Task<IResult> StatusAsync(Guid id, Guid? branch, LibraryContext db)
    {
        var (_, on) = await db.BranchAsync(id, branch);
        var rows = await db.SyncStatesOf(db.Set<ProjectAsset>().Where(a => a.BranchId == on.Id && a.TrashedAt == null)).ToListAsync();
        return Results.Ok(
            new
            {
                items = rows.Select(r => new
                {
                    assetId = r.Id,
                    syncState = r.State,
                    fields = r.Fields,
                }),
            }
        );
    }

    private static async Task<IResult> PreviewAsync(Guid id, LibraryContext db, Sync sync) =>
        Results.Ok(View(await sync.PreviewAsync(await FindAsync(db, id))));

    private static async Task<IResult> RunAsync(Guid id, Wish body, LibraryContext db, CurrentViewer viewer, Sync sync)
    {
        var asset = await FindAsync(db, id);
        await db.RequireEditAsync(viewer, asset.ProjectId);
        try
        {
            asset.Expect(body.Revision ?? throw RefusedException.Invalid("Send the revision that the sync is based on.", "revision"));
            var (outcome, decision) = await sync.RunAsync(
                asset,
                body.Fields is null ? null : Read(body.Fields),
                body.LibraryRevision is { } seen ? new(seen) : null
            );
            return Results.Ok(
                new
                {
                    applied = outcome.Applied,
                    skipped = outcome.Skipped,
                    decisionId = decision?.Id,
                    revision = asset.Revision,
                }
            );
        }
        catch (Exception e) when (e is StaleRevisionException or DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            var current = await FindAsync(db, id);
            return await db.StaleAsync(
                current,
                new
                {
                    current.Id,
                    current.Revision,
                    current.Name,
                    current.Aliases,
                    current.Description,
                    current.OverriddenFields,
                }
            );
        }
    }

    private static async Task<IResult> ManyAsync(Guid id, Guid? branch, Many body, LibraryContext db, CurrentViewer viewer, Sync sync)
    {
        await db.EditableAsync(viewer, id);
        var (_, on) = await db.BranchAsync(id, branch);
        var ids = body.Ids ?? [];
        var assets = await db.Set<ProjectAsset>()
            .Where(a => a.BranchId == on.Id && a.TrashedAt == null && (body.All ? a.LibraryAssetId != null : ids.Contains(a.Id)))
            .OrderBy(a => a.Id)
            .ToListAsync();
        if (!body.All && assets.Count != ids.Distinct().Count())
        {
            throw RefusedException.NotFound();
        }

        var (outcomes, decision) = await sync.RunAsync(assets);
        return Results.Ok(
            new
            {
                items = outcomes.Select(o => new
                {
                    assetId = o.Key,
                    applied = o.Value.Applied,
                    skipped = o.Value.Skipped,
                }),
                decisionId = decision?.Id,
            }
        );
    }

    private static async Task<ProjectAsset> FindAsync(LibraryContext db, Guid id) =>
        await db.Set<ProjectAsset>().SingleOrDefaultAsync(a => a.Id == id && a.TrashedAt == null) ?? throw RefusedException.NotFound();

    private static Dictionary<SyncField, SyncChoice> Read(Dictionary<string, Choice?> fields)
    {
        var choices = new Dictionary<SyncField, SyncChoice>();
        foreach (var (name, choice) in fields)
        {
            var take = choice?.Take ?? throw RefusedException.Invalid($"Choose library, project or merged for {name}.", "fields");
            choices.Choose(name, new(take, Text(choice.Value)));
        }

        return choices;
    }

    private static string? Text(JsonElement? value) =>
        value switch
        {
            null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String) => string.Join(
                '\n',
                list.EnumerateArray().Select(e => e.GetString())
            ),
            _ => throw RefusedException.Invalid("value must be text, or a list of texts for aliases.", "fields"),
        };

    private static object View(SyncPreview preview) =>
        new
        {
            assetId = preview.Asset.Id,
            revision = preview.Asset.Revision,
            libraryAssetId = preview.Library.Id,
            libraryRevision = preview.Library.Revision,
            syncedRevision = preview.Asset.SyncedRevision,
            lastSyncedAt = preview.Asset.LastSyncedAt,
            fields = preview.Fields.ToDictionary(
                f => JsonNamingPolicy.CamelCase.ConvertName(f.Field.ToString()),
                f => new
                {
                    @base = Value(f.Field, f.Base),
                    library = Value(f.Field, f.Library),
                    project = Value(f.Field, f.Project),
                    merged = Value(f.Field, f.Merged),
                    overridden = f.Overridden,
                    libraryChanged = f.LibraryChanged,
                    conflicts = f.Conflicts,
                }
            ),
        };

    private static object? Value(SyncField field, string? value) =>
        field switch
        {
            SyncField.Aliases or SyncField.Looks => value?.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            SyncField.Picture => value is { Length: > 0 } ? value : null,
            _ => value,
        };
}
