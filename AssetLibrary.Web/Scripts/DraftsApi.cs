using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Screenplays.Headings;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Scripts;

internal static class DraftsApi
{
    public static void MapDraftsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/projects/{id:guid}/branches", BranchesAsync);
        api.MapPost("/projects/{id:guid}/branches", MakeBranchAsync).ForEditors();
        api.MapGet("/projects/{id:guid}/drafts", DraftsAsync);
        api.MapPost("/projects/{id:guid}/drafts", ImportAsync).ForEditors();
        api.MapGet("/projects/{id:guid}/scenes", ScenesAsync);
        api.MapPatch("/projects/{id:guid}/drafts/{number:int}", RenameDraftAsync).ForEditors();
        api.MapDelete("/projects/{id:guid}/drafts/{number:int}", RemoveDraftAsync).ForEditors();
        api.MapDelete("/projects/{id:guid}/branches/{branch:guid}", RemoveBranchAsync).ForEditors();
    }

    private sealed record DraftName(string? FileName);

    private static async Task<IResult> RenameDraftAsync(
        Guid id,
        int number,
        Guid? branch,
        DraftName body,
        LibraryContext db,
        CurrentViewer viewer,
        DraftRemoval removal,
        CancellationToken cancel
    )
    {
        await db.EditableAsync(viewer, id);
        var (_, on) = await db.BranchAsync(id, branch);
        if (await db.Set<Draft>().SingleOrDefaultAsync(d => d.BranchId == on.Id && d.Number == number, cancel) is not { } draft)
        {
            return Problem.NotFound();
        }

        await removal.RenameAsync(draft, body.FileName, cancel);
        return Results.Ok(
            new
            {
                draft.Id,
                draft.Number,
                draft.FileName,
            }
        );
    }

    private static async Task<IResult> RemoveDraftAsync(
        Guid id,
        int number,
        Guid? branch,
        LibraryContext db,
        CurrentViewer viewer,
        DraftRemoval removal,
        CancellationToken cancel
    )
    {
        await db.EditableAsync(viewer, id);
        var (_, on) = await db.BranchAsync(id, branch);
        await removal.RemoveAsync(on, number, cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> RemoveBranchAsync(
        Guid id,
        Guid branch,
        LibraryContext db,
        CurrentViewer viewer,
        DraftRemoval removal,
        CancellationToken cancel
    )
    {
        await db.EditableAsync(viewer, id);
        var (_, on) = await db.BranchAsync(id, branch);
        await removal.RemoveAsync(on, cancel);
        return Results.NoContent();
    }

    private sealed record NewBranch(string? Name, Guid? FromBranchId);

    private static async Task<IResult> BranchesAsync(Guid id, LibraryContext db) =>
        await db.Set<Project>().AnyAsync(p => p.Id == id)
            ? Results.Ok(
                new
                {
                    items = await db.Set<Branch>()
                        .Where(b => b.ProjectId == id)
                        .OrderBy(b => b.Id)
                        .Select(b => new
                        {
                            b.Id,
                            b.Name,
                            b.FromBranchId,
                            b.CreatedAt,
                        })
                        .ToListAsync(),
                    next = (string?)null,
                }
            )
            : Problem.NotFound();

    private static async Task<IResult> MakeBranchAsync(
        Guid id,
        NewBranch body,
        LibraryContext db,
        CurrentViewer viewer,
        BranchStart start,
        CancellationToken cancel
    )
    {
        var project = await db.EditableAsync(viewer, id);
        var from = body.FromBranchId is { } fromId ? (await db.BranchAsync(id, fromId)).Branch : null;
        var branch = await start.MakeAsync(project, body.Name, from, cancel);
        return Results.Created(
            (string?)null,
            new
            {
                branch.Id,
                branch.Name,
                branch.FromBranchId,
                branch.CreatedAt,
            }
        );
    }

    private static async Task<IResult> DraftsAsync(Guid id, Guid? branch, LibraryContext db)
    {
        var (_, on) = await db.BranchAsync(id, branch);
        return Results.Ok(
            new
            {
                items = (await db.DraftLinesAsync(on.Id)).Select(d => new
                {
                    d.Id,
                    d.Number,
                    d.FileName,
                    d.Format,
                    d.Encoding,
                    d.Title,
                    d.SceneCount,
                    d.Changes,
                    createdBy = d.By,
                    d.CreatedAt,
                }),
                next = (string?)null,
            }
        );
    }

    private static async Task<IResult> ImportAsync(
        Guid id,
        Guid? branch,
        string? fileName,
        HttpRequest request,
        LibraryContext db,
        CurrentViewer viewer,
        DraftImport import,
        CancellationToken cancel
    )
    {
        await db.EditableAsync(viewer, id);
        var (_, on) = await db.BranchAsync(id, branch);
        var (draft, isNew) = await import.ImportAsync(on, await BodyAsync(request, cancel), fileName ?? "script.fountain", cancel);
        var view = new
        {
            draft.Id,
            draft.Number,
            draft.Format,
            draft.SceneCount,
            draft.Title,
        };
        return isNew ? Results.Created((string?)null, view) : Results.Ok(view);
    }

    private static async Task<byte[]> BodyAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > ScriptText.MaxBytes)
        {
            throw new RefusedException(StatusCodes.Status413PayloadTooLarge, "too-large", "This script is over the 10 MB limit.");
        }

        return await request.Body.ReadWholeAsync(ScriptText.MaxBytes, cancel) is { } body
            ? body.ToArray()
            : throw new RefusedException(StatusCodes.Status413PayloadTooLarge, "too-large", "This script is over the 10 MB limit.");
    }

    private static async Task<IResult> ScenesAsync(Guid id, Guid? branch, LibraryContext db)
    {
        var (_, on) = await db.BranchAsync(id, branch);
        return Results.Ok(
            new
            {
                items = await db.Set<Scene>()
                    .Where(s => s.BranchId == on.Id && s.LastDraft == null)
                    .OrderBy(s => s.Ordinal)
                    .Select(s => new
                    {
                        s.Id,
                        s.Ordinal,
                        s.Number,
                        s.Heading,
                        s.IntExt,
                        s.Location,
                        s.TimeOfDay,
                        s.Characters,
                    })
                    .ToListAsync(),
                next = (string?)null,
            }
        );
    }
}
