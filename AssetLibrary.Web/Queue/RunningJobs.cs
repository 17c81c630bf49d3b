using System.Collections.Concurrent;

namespace AssetLibrary.Web.Queue;

/// <summary>The jobs that run in this process, so that one can be ended without waiting for the next renewal of its lease.</summary>
public sealed class RunningJobs
{
    private readonly ConcurrentDictionary<Guid, CancellationTokenSource> running = new();

    public void Cancel(Guid job)
    {
        if (running.TryGetValue(job, out var run))
        {
            run.Cancel();
        }
    }

    internal void Add(Guid job, CancellationTokenSource ending) => running[job] = ending;

    internal void Remove(Guid job) => running.TryRemove(job, out _);
}
