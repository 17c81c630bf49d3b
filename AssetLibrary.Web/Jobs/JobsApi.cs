using System.Text.Json.Nodes;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace AssetLibrary.Web.Jobs;

internal static class JobsApi
{
    public static void MapJobsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/jobs", ListAsync);
        api.MapGet("/jobs/{id:guid}", GetAsync);
        api.MapPost("/jobs/{id:guid}/cancel", CancelAsync).ForEditors();
        api.MapPost("/jobs/{id:guid}/retry", RetryAsync).ForEditors();
    }

    private static async Task<IResult> ListAsync(string? kind, Choice<JobState>? state, Guid? project, string? after, int? limit, LibraryContext db)
    {
        var count = Cursor.Limit(limit);
        var wanted = state?.Value;
        var jobs = db.Set<Job>().AsNoTracking().Where(j => (kind == null || j.Kind == kind) && (wanted == null || j.State == wanted) && (project == null || j.ProjectId == project));
        if (Cursor.Read(after) is { } cursor)
        {
            jobs = jobs.Where(j => j.Id.CompareTo(cursor.Id) < 0);
        }

        var page = ListPage.Of(await jobs.OrderByDescending(j => j.Id).Take(count + 1).ToListAsync(), count, j => new("", j.Id));
        return Results.Ok(new { items = page.Items.Select(View), next = page.Next });
    }

    private static async Task<IResult> GetAsync(Guid id, HttpContext context, LibraryContext db)
    {
        if (await db.Set<Job>().AsNoTracking().SingleOrDefaultAsync(j => j.Id == id) is not { } job)
        {
            return Problem.NotFound();
        }

        // Whoever polls is told cheaply that nothing has happened.
        var tag = $"\"{job.State}-{job.AttemptCount}-{job.Done}-{job.Total}-{job.CancelAsked}-{job.RetryCount}-{job.EndedAt?.Ticks}\"";
        context.Response.Headers.ETag = tag;
        return context.Request.Headers[HeaderNames.IfNoneMatch] == tag ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Ok(View(job));
    }

    private static async Task<IResult> CancelAsync(Guid id, LibraryContext db, CurrentViewer viewer, JobControl control)
    {
        var job = await FindAsync(db, viewer, id);
        return await control.CancelAsync(job)
            ? Results.Accepted($"/api/v1/jobs/{id}", new { jobId = id })
            : Problem.Of(StatusCodes.Status409Conflict, "over", "This job is over already.");
    }

    private static async Task<IResult> RetryAsync(Guid id, LibraryContext db, CurrentViewer viewer)
    {
        var job = await FindAsync(db, viewer, id);
        if (!job.MayRetry)
        {
            return Problem.Of(StatusCodes.Status409Conflict, "not-over", "Only a job that failed, was cancelled or is unsure can be tried again.");
        }

        job.Retry();
        db.Announce(Topics.Job, job.Id, job.ProjectId);
        await db.SaveChangesAsync();
        return Results.Accepted($"/api/v1/jobs/{id}", new { jobId = id });
    }

    private static async Task<Job> FindAsync(LibraryContext db, CurrentViewer viewer, Guid id)
    {
        var job = await db.Set<Job>().SingleOrDefaultAsync(j => j.Id == id) ?? throw RefusedException.NotFound();
        await db.RequireEditAsync(viewer, job.ProjectId);
        return job;
    }

    private static object View(Job j) => Shown(j, j.Result is null ? null : JsonNode.Parse(j.Result));

    private static object Shown(Job j, JsonNode? result) => new
    {
        j.Id,
        j.Kind,
        j.Title,
        j.State,
        j.ProjectId,
        j.BatchId,
        Progress = new { j.Done, j.Total },
        j.AttemptCount,
        j.RetryCount,
        j.NotBefore,
        j.FailureStage,
        j.ErrorClass,
        j.Error,
        CostUsd = j.State == JobState.Succeeded ? CostOf(result) : null,
        Result = result,
        j.CreatedAt,
        j.EndedAt,
    };

    // What it took is said by its result; null there means that nobody knows.
    private static decimal? CostOf(JsonNode? result) => result is JsonObject made && made.TryGetPropertyValue("costUsd", out var cost) ? cost?.GetValue<decimal>() : 0m;
}
