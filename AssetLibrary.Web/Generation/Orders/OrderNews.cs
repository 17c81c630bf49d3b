using System.Collections.Concurrent;

namespace AssetLibrary.Web.Generation.Orders;

/// <summary>
/// Wakes the attempt that waits for an order, in this process. It says only that there may be something: the provider is asked.
/// </summary>
public sealed class OrderNews(TimeProvider time)
{
    private readonly ConcurrentDictionary<Guid, Listener> listening = new();

    /// <summary>From now on, what is rung for this job is heard, until it is disposed.</summary>
    internal Listener Listen(Guid job) => listening[job] = new(this, job, time);

    /// <returns>Whether anybody waits for it here.</returns>
    internal bool Ring(Guid job)
    {
        if (!listening.TryGetValue(job, out var listener))
        {
            return false;
        }

        listener.Ring();
        return true;
    }

    internal sealed class Listener(OrderNews news, Guid job, TimeProvider time) : IDisposable
    {
        private volatile TaskCompletionSource rung = New();

        public void Ring() => rung.TrySetResult();

        /// <summary>Until it rings, at most so long; what rang since the last wait counts.</summary>
        public async Task WaitAsync(TimeSpan longest, CancellationToken cancel)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            await Task.WhenAny(rung.Task, Task.Delay(longest, time, over.Token));
            await over.CancelAsync();
            cancel.ThrowIfCancellationRequested();
            if (rung.Task.IsCompleted)
            {
                rung = New();
            }
        }

        public void Dispose() => news.listening.TryRemove(new(job, this));

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
