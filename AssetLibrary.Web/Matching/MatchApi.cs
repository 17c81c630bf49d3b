using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;

namespace AssetLibrary.Web.Matching;

internal static class MatchApi
{
    public static void MapMatchApi(this RouteGroupBuilder api)
    {
        api.MapPost("/projects/{id:guid}/assets/clone", CloneAsync).ForEditors();
        api.MapPost("/projects/{id:guid}/assets/clone/preview", PreviewAsync);
    }

    private sealed record Clone(Guid LibraryAssetId, Guid? MatchWithAssetId, Guid? CandidateId, NameStrategy? NameStrategy, string? CustomName, DescriptionStrategy? DescriptionStrategy,
        string? OverrideDescription, string? MergedDescription, bool TakePicture, bool RegenerateImage, int? Revision)
    {
        public MatchWish Wish => new(LibraryAssetId, MatchWithAssetId, CandidateId)
        {
            Name = NameStrategy,
            CustomName = CustomName,
            Description = DescriptionStrategy,
            DescriptionText = OverrideDescription ?? (DescriptionStrategy is null or Matching.DescriptionStrategy.Merged ? MergedDescription : null),
            TakePicture = TakePicture,
            Regenerate = RegenerateImage,
            Revision = Revision,
        };
    }

    private static async Task<IResult> CloneAsync(Guid id, Guid? branch, Clone body, HttpContext http, LibraryContext db, CurrentViewer viewer, AssetMatch match)
    {
        await db.EditableAsync(viewer, id);
        if (body.RegenerateImage && !http.User.May(Policies.Generate))
        {
            return Problem.Of(StatusCodes.Status403Forbidden, "forbidden", "This token may not ask for pictures.");
        }

        var (_, on) = await db.BranchAsync(id, branch);
        var (asset, decision, job) = await match.RunAsync(on, body.Wish with { AskModel = true });
        return Results.Created($"/api/v1/project-assets/{asset.Id}", new
        {
            asset = new { asset.Id, asset.Revision, asset.ProjectId, asset.Type, asset.Name, asset.Aliases, asset.Description, asset.LibraryAssetId, asset.OverriddenFields, asset.LastSyncedAt },
            jobId = job?.Id,
            decisionId = decision.Id,
        });
    }

    private static async Task<IResult> PreviewAsync(Guid id, Guid? branch, Clone body, LibraryContext db, CurrentViewer viewer, AssetMatch match)
    {
        var (_, on) = await db.BranchAsync(id, branch);
        var preview = await match.PreviewAsync(on, body.Wish with { AskModel = await viewer.MayEditAsync(db, id) });
        return Results.Ok(new { preview.Name, preview.Description, preview.Reasons, names = preview.Names });
    }
}
