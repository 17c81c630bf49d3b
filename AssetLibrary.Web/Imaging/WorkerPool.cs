namespace AssetLibrary.Web.Imaging;

/// <summary>Workers of one kind: started when asked for, at most <see cref="ImagingOptions.Workers"/>, stopped when idle.</summary>
internal sealed class WorkerPool : IAsyncDisposable
{
    private readonly ImagingOptions _options;
    private readonly WorkerArguments _arguments;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _places;
    private readonly Lock _gate = new();

    // The last one used is the first one asked again, so that the others fall idle.
    private readonly Stack<WorkerProcess> _idle = new();
    private readonly HashSet<WorkerProcess> _busy = [];
    private readonly ITimer _sweep;
    private bool _closed;

    public WorkerPool(ImagingOptions options, bool draw, TimeProvider time)
    {
        _options = options;
        _arguments = WorkerArguments.For(options, draw);
        _time = time;
        _places = new SemaphoreSlim(options.Workers, options.Workers);
        _sweep = time.CreateTimer(_ => StopIdle(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public IReadOnlyList<int> ProcessIds
    {
        get
        {
            lock (_gate)
            {
                return [.. _idle.Concat(_busy).Select(worker => worker.Id)];
            }
        }
    }

    /// <summary>Always an answer: a death and a passed time limit are answers too. The time spent waiting for a free worker does
    /// not count against the limit.</summary>
    public async Task<WorkerAnswer> AskAsync(WorkerRequest request, CancellationToken cancel)
    {
        await _places.WaitAsync(cancel);
        try
        {
            while (true)
            {
                var worker = Take();
                var (answer, proven) = await AskAsync(worker, request, cancel);
                if (answer is not null)
                {
                    return answer;
                }
                // One that had answered before may have died while it was idle. A second one that dies is the file's doing.
                if (!proven)
                {
                    return WorkerAnswer.Failed(ImageFault.CodecDied, "The picture crashed the decoder.");
                }
            }
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task<(WorkerAnswer? Answer, bool Proven)> AskAsync(WorkerProcess worker, WorkerRequest request, CancellationToken cancel)
    {
        var proven = worker.Proven;
        WorkerAnswer? answer = null;
        using var limit = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            answer = await worker.AskAsync(request, either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            PutBack(worker, alive: false);
            return (
                WorkerAnswer.Failed(
                    ImageFault.TimedOut,
                    $"The picture took longer than {_options.Timeout.TotalSeconds:0.#} seconds to read."
                ),
                proven
            );
        }
        finally
        {
            // Somebody who no longer waits leaves a worker in the middle of something: it is not asked again.
            PutBack(worker, alive: answer is not null);
        }
        return (answer, proven);
    }

    private WorkerProcess Take()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            while (_idle.TryPop(out var idle))
            {
                if (!idle.HasExited)
                {
                    _busy.Add(idle);
                    return idle;
                }
                idle.Dispose();
            }
            var started = WorkerProcess.Start(_arguments);
            _busy.Add(started);
            return started;
        }
    }

    private void PutBack(WorkerProcess worker, bool alive)
    {
        lock (_gate)
        {
            if (!_busy.Remove(worker))
            {
                return;
            }
            if (!alive || _closed)
            {
                worker.Dispose();
                return;
            }
            worker.IdleSince = _time.GetTimestamp();
            _idle.Push(worker);
            _sweep.Change(_options.IdleStop, Timeout.InfiniteTimeSpan);
        }
    }

    private void StopIdle()
    {
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }
            var kept = _idle.Where(worker => _time.GetElapsedTime(worker.IdleSince) < _options.IdleStop).Reverse().ToList();
            foreach (var worker in _idle.Except(kept))
            {
                worker.Dispose();
            }
            _idle.Clear();
            kept.ForEach(_idle.Push);
            if (kept.Count > 0)
            {
                _sweep.Change(_options.IdleStop, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _sweep.DisposeAsync();
        lock (_gate)
        {
            _closed = true;
            foreach (var worker in _idle.Concat(_busy))
            {
                worker.Dispose();
            }
            _idle.Clear();
            _busy.Clear();
        }
    }
}
