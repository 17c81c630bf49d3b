using System.Reflection;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace AssetLibrary.Web.Projects.Deletion;

/// <summary>
/// A project that goes for good. At once nobody sees it any more; its rows go in small parts, so that no other writer waits for long, and
/// a process that dies in between goes on with the next start. What it cost and who did what stays; pictures that the library or another
/// project uses become theirs; the files of the others are then named by nothing.
/// </summary>
public sealed class ProjectDeletion(LibraryContext db, ProjectDeletions bell)
{
    private const int AtOnce = 400;

    private static readonly MethodInfo Part = typeof(ProjectDeletion).GetMethod(
        nameof(DeletePartAsync),
        BindingFlags.Instance | BindingFlags.NonPublic
    )!;

    /// <param name="project">Which.</param>
    /// <param name="name">Its name, typed by the person: nobody deletes another one by mistake.</param>
    /// <exception cref="RefusedException">422 for another name; 409 while its jobs run.</exception>
    public async Task DeleteAsync(Project project, string? name)
    {
        if (SearchText.Normalize(name ?? "") != SearchText.Normalize(project.Name))
        {
            throw RefusedException.Invalid($"Type the project’s name, “{project.Name}”, to delete it.", "name");
        }

        await db.WriteAsync(Held.Row<Project>(project.Id), async () =>
        {
            var running = await db.Set<Job>().CountAsync(j => j.ProjectId == project.Id && j.EndedAt == null);
            if (running > 0)
            {
                throw new RefusedException(
                    StatusCodes.Status409Conflict,
                    "jobs-running",
                    $"{running} {(running == 1 ? "job is" : "jobs are")} not finished. Cancel {(running == 1 ? "it" : "them")} first."
                );
            }

            project.Delete(db.Now);
            db.Record("project.deleted", project.Id, null, project.Name);
            db.Announce(Topics.Project, project.Id, null);
        });
        bell.Ring();
    }

    /// <summary>Removes the rows of every deleted project; returns how many projects went.</summary>
    public async Task<int> PurgeAsync(CancellationToken cancel = default)
    {
        var gone = await db.Set<Project>()
            .IgnoreQueryFilters([ProjectTables.Deleted])
            .Where(p => p.DeletedAt != null)
            .Select(p => p.Id)
            .ToListAsync(cancel);
        foreach (var id in gone)
        {
            await PurgeAsync(id, cancel);
        }

        return gone.Count;
    }

    private async Task PurgeAsync(Guid id, CancellationToken cancel)
    {
        foreach (var type in DependentsFirst(db.Model))
        {
            if (type == typeof(MediaItem))
            {
                await GiveAwayAsync(id, cancel);
            }

            while (await db.WriteAsync(() => (Task<int>)Part.MakeGenericMethod(type).Invoke(this, [id, cancel])!, cancel) > 0) { }
        }

        // The project's own row goes with its subject, and its members with it: until here, a new start knows that it is to go.
        await db.WriteAsync(
            async () =>
            {
                await db.Set<Budget>().Where(b => b.Scope == BudgetScope.Project && b.ScopeId == id).ExecuteDeleteAsync(cancel);
                await db.Set<Subject>().Where(s => s.Id == id).ExecuteDeleteAsync(cancel);
            },
            cancel
        );
    }

    // Its own versions are gone by now: what still names a picture is the library or another project.
    private Task<int> GiveAwayAsync(Guid id, CancellationToken cancel) =>
        db.WriteAsync(
            () =>
                db.Set<MediaItem>()
                    .IgnoreQueryFilters([MediaItemTable.Trash])
                    .Where(m => m.ProjectId == id && db.Set<AssetVersion>().Any(v => v.MediaId == m.Id))
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(
                                m => m.ProjectId,
                                m =>
                                    db.Set<AssetVersion>()
                                        .Where(v => v.MediaId == m.Id)
                                        .OrderBy(v => v.ProjectId != null)
                                        .Select(v => v.ProjectId)
                                        .First()
                            ),
                        cancel
                    ),
            cancel
        );

    private async Task<int> DeletePartAsync<T>(Guid id, CancellationToken cancel)
        where T : class, IOfProject
    {
        var rows = db.Set<T>().IgnoreQueryFilters([MediaItemTable.Trash]).Where(r => r.ProjectId == id);
        if (typeof(T) == typeof(Subject))
        {
            rows = rows.Where(r => EF.Property<Guid>(r, nameof(Subject.Id)) != id);
        }

        return await rows.Take(AtOnce).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Every type of rows of a project, those that name others before those that are named.</summary>
    internal static IReadOnlyList<Type> DependentsFirst(IModel model)
    {
        var left = model
            .GetEntityTypes()
            .Where(t =>
                typeof(IOfProject).IsAssignableFrom(t.ClrType)
                && !typeof(IOutlivesProject).IsAssignableFrom(t.ClrType)
                && t.ClrType != typeof(Project)
                && !t.IsOwned()
            )
            .OrderBy(t => t.Name, StringComparer.Ordinal)
            .ToList();
        var order = new List<Type>();
        while (left.Count > 0)
        {
            var free = left.Find(t => !left.Exists(o => o != t && o.GetForeignKeys().Any(k => k.PrincipalEntityType == t)))
                ?? throw new InvalidOperationException("Rows of projects name each other in a circle.");
            left.Remove(free);
            order.Add(free.ClrType);
        }

        return order;
    }
}

/// <summary>Deletes what was marked, now and after a start.</summary>
public sealed partial class ProjectDeletions(IServiceScopeFactory scopes, TimeProvider time, ILogger<ProjectDeletions> logger)
    : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim rung = new(1);

    public void Ring()
    {
        if (rung.CurrentCount == 0)
        {
            rung.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await rung.WaitAsync(stoppingToken);
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<CurrentViewer>().WorkFor(null);
                if (await scope.ServiceProvider.GetRequiredService<ProjectDeletion>().PurgeAsync(stoppingToken) is > 0 and var count)
                {
                    LogPurged(count);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e);
                _ = Task.Delay(Again, time, stoppingToken).ContinueWith(_ => Ring(), TaskScheduler.Default);
            }
        }
    }

    public override void Dispose()
    {
        rung.Dispose();
        base.Dispose();
    }

    [LoggerMessage(LogLevel.Information, "Permanently deleted {Count} projects.")]
    private partial void LogPurged(int count);

    [LoggerMessage(LogLevel.Warning, "Could not delete a project’s rows. Trying again later.")]
    private partial void LogFailed(Exception e);
}
