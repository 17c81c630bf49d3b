using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets.Matching;

internal static class MatchApi
{
    public static void MapMatchApi(this RouteGroupBuilder api)
    {
        api.MapPost("/projects/{id:guid}/assets/clone", CloneAsync).ForEditors();
        api.MapPost("/projects/{id:guid}/assets/clone/preview", PreviewAsync);
        api.MapPost("/project-assets/{id:guid}/promote", PromoteAsync).ForEditors();
    }

    private sealed record Promote(OnConflict? OnConflict);

    private sealed record Clone(
        Guid LibraryAssetId,
        Guid? MatchWithAssetId,
        Guid? CandidateId,
        NameStrategy? NameStrategy,
        string? CustomName,
        DescriptionStrategy? DescriptionStrategy,
        string? OverrideDescription,
        string? MergedDescription,
        bool TakePicture,
        bool RegenerateImage,
        int? Revision
    )
    {
        public MatchRequest Wish =>
            new(LibraryAssetId, MatchWithAssetId, CandidateId)
            {
                Name = NameStrategy,
                CustomName = CustomName,
                Description = DescriptionStrategy,
                DescriptionText = OverrideDescription
                    ?? (
                        DescriptionStrategy is null or AssetLibrary.Web.Assets.Matching.DescriptionStrategy.Merged
                            ? MergedDescription
                            : null
                    ),
                TakePicture = TakePicture,
                Regenerate = RegenerateImage,
                Revision = Revision,
            };
    }

    private static async Task<IResult> CloneAsync(
        Guid id,
        Guid? branch,
        Clone body,
        HttpContext http,
        LibraryContext db,
        CurrentViewer viewer,
        AssetMatch match
    )
    {
        await db.EditableAsync(viewer, id);
        if (body.RegenerateImage && !http.User.May(Policies.Generate))
        {
            return Problem.Of(StatusCodes.Status403Forbidden, "forbidden", "This token can’t generate pictures.");
        }

        var (_, on) = await db.BranchAsync(id, branch);
        var (asset, decision, job) = await match.RunAsync(on, body.Wish with { AskModel = http.User.May(Policies.Generate) });
        return Results.Created(
            $"/api/v1/project-assets/{asset.Id}",
            new
            {
                asset = new
                {
                    asset.Id,
                    asset.Revision,
                    asset.ProjectId,
                    asset.Type,
                    asset.Name,
                    asset.Aliases,
                    asset.Description,
                    asset.LibraryAssetId,
                    asset.OverriddenFields,
                    asset.LastSyncedAt,
                },
                jobId = job?.Id,
                decisionId = decision.Id,
            }
        );
    }

    private static async Task<IResult> PreviewAsync(
        Guid id,
        Guid? branch,
        Clone body,
        HttpContext http,
        LibraryContext db,
        CurrentViewer viewer,
        AssetMatch match
    )
    {
        var (_, on) = await db.BranchAsync(id, branch);
        // A model costs money: without the right to spend it, the built-in merge answers.
        var asks = http.User.May(Policies.Generate) && await viewer.MayEditAsync(db, id);
        var preview = await match.PreviewAsync(on, body.Wish with { AskModel = asks });
        return Results.Ok(
            new
            {
                preview.Name,
                preview.Description,
                preview.Reasons,
                names = preview.Names,
            }
        );
    }

    private static async Task<IResult> PromoteAsync(Guid id, Promote? body, LibraryContext db, CurrentViewer viewer)
    {
        if (await db.Set<ProjectAsset>().SingleOrDefaultAsync(a => a.Id == id && a.TrashedAt == null) is not { } asset)
        {
            return Problem.NotFound();
        }

        await db.RequireEditAsync(viewer, asset.ProjectId);
        var (library, outcome) = await asset.PromoteAsync(db, body?.OnConflict ?? OnConflict.Skip);
        var answer = new { libraryAssetId = library.Id, outcome };
        return outcome is PromotionOutcome.Created or PromotionOutcome.Renamed
            ? Results.Created($"/api/v1/library/{library.Id}", answer)
            : Results.Ok(answer);
    }
}
