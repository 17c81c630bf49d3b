using System.Security.Claims;
using System.Text.Json.Nodes;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
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
        api.MapPost("/jobs/{id:guid}/pause", (Guid id, LibraryContext db, CurrentViewer viewer, JobControl control) =>
                TurnAsync(id, db, viewer, j => control.PauseAsync(j), "Only a queued job can be paused.")
            )
            .ForEditors();
        api.MapPost("/jobs/{id:guid}/resume", ResumeAsync).ForEditors();
        api.MapPost("/jobs/{id:guid}/approve", ApproveAsync).RequireAuthorization(Policies.Admin);
    }

    private static async Task<IResult> ListAsync(
        string? kind,
        Choice<JobState>? state,
        Guid? project,
        string? after,
        int? limit,
        LibraryContext db
    )
    {
        var count = Cursor.Limit(limit);
        var wanted = state?.Value;
        var jobs = db.Set<Job>()
            .AsNoTracking()
            .Where(j =>
                (kind == null || j.Kind == kind) && (wanted == null || j.State == wanted) && (project == null || j.ProjectId == project)
            );
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

        // Anyone who polls is told cheaply that nothing has happened.
        var tag = $"\"{job.State}-{job.AttemptCount}-{job.Done}-{job.Total}-{job.CancelAsked}-{job.RetryCount}-{job.EndedAt?.Ticks}\"";
        context.Response.Headers.ETag = tag;
        return context.Request.Headers[HeaderNames.IfNoneMatch] == tag
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Ok(View(job));
    }

    private static async Task<IResult> CancelAsync(Guid id, LibraryContext db, CurrentViewer viewer, JobControl control)
    {
        var job = await FindAsync(db, viewer, id);
        return await control.CancelAsync(job)
            ? Accepted(id)
            : Problem.Of(StatusCodes.Status409Conflict, "over", "This job is already finished.");
    }

    private sealed record Again(string? Provider);

    private static async Task<IResult> RetryAsync(
        Guid id,
        Again? body,
        ClaimsPrincipal user,
        LibraryContext db,
        CurrentViewer viewer,
        JobControl control,
        AnotherTry another
    )
    {
        var job = await BeginAsync(db, viewer, user, id);
        if (body?.Provider is { Length: > 0 } provider)
        {
            return Accepted((await another.RunAsync(job, provider)).Id);
        }

        await control.RetryAsync(job);
        return Accepted(id);
    }

    private static async Task<IResult> ResumeAsync(
        Guid id,
        ClaimsPrincipal user,
        LibraryContext db,
        CurrentViewer viewer,
        JobControl control
    ) =>
        await control.ResumeAsync(await BeginAsync(db, viewer, user, id)) > 0
            ? Accepted(id)
            : Problem.Of(StatusCodes.Status409Conflict, "other-state", "This job is not paused.");

    // Work begins with it that may cost money.
    private static async Task<Job> BeginAsync(LibraryContext db, CurrentViewer viewer, ClaimsPrincipal user, Guid id)
    {
        var job = await FindAsync(db, viewer, id);
        return user.MayRun(job)
            ? job
            : throw new RefusedException(StatusCodes.Status403Forbidden, "forbidden", "This token isn’t allowed to generate.");
    }

    private static async Task<IResult> ApproveAsync(Guid id, LibraryContext db, CurrentViewer viewer, JobControl control)
    {
        await control.ApproveAsync(await FindAsync(db, viewer, id));
        return Accepted(id);
    }

    private static async Task<IResult> TurnAsync(
        Guid id,
        LibraryContext db,
        CurrentViewer viewer,
        Func<Job, Task<int>> turn,
        string refusal
    ) => await turn(await FindAsync(db, viewer, id)) > 0 ? Accepted(id) : Problem.Of(StatusCodes.Status409Conflict, "other-state", refusal);

    private static IResult Accepted(Guid id) => Results.Accepted($"/api/v1/jobs/{id}", new { jobId = id });

    private static async Task<Job> FindAsync(LibraryContext db, CurrentViewer viewer, Guid id)
    {
        var job = await db.Set<Job>().SingleOrDefaultAsync(j => j.Id == id) ?? throw RefusedException.NotFound();
        await db.RequireEditAsync(viewer, job.ProjectId);
        return job;
    }

    private static object View(Job j) => Shown(j, j.Result is null ? null : JsonNode.Parse(j.Result));

    private static object Shown(Job j, JsonNode? result) =>
        new
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
    private static decimal? CostOf(JsonNode? result) =>
        result is JsonObject made && made.TryGetPropertyValue("costUsd", out var cost) ? cost?.GetValue<decimal>() : 0m;
}
