using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;

namespace AssetLibrary.Web.Extraction;

internal static class ExtractionApi
{
    public static void MapExtractionApi(this RouteGroupBuilder api) =>
        api.MapPost("/projects/{id:guid}/extractions", ExtractAsync).ForEditors();

    private sealed record ExtractionRequest(string? Extractor, bool Fallback, bool Again);

    private static async Task<IResult> ExtractAsync(
        Guid id,
        Guid? branch,
        ExtractionRequest? body,
        HttpContext http,
        LibraryContext db,
        CurrentViewer viewer,
        ExtractionStart extractions
    )
    {
        await db.EditableAsync(viewer, id);
        if (!http.User.May(Policies.Generate) && body?.Extractor is { Length: > 0 } and not ExtractionJob.BuiltIn)
        {
            throw new RefusedException(
                StatusCodes.Status403Forbidden,
                "forbidden",
                "Extracting with a model can cost money, so the token needs the generate scope. The built-in extractor only needs edit."
            );
        }

        var (project, on) = await db.BranchAsync(id, branch);
        var job = await extractions.BeginAsync(project, on, body?.Extractor, body?.Fallback ?? false, body?.Again ?? false);
        return Results.Accepted($"/api/v1/jobs/{job.Id}", new { jobId = job.Id });
    }
}
