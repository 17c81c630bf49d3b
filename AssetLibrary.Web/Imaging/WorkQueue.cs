namespace AssetLibrary.Web.Imaging;

/// <summary>Hands things from one thread to another. The framework's own blocking collection costs the worker several
/// milliseconds of its start.</summary>
internal sealed class WorkQueue<T> : IDisposable
{
    private readonly Queue<T> _things = new();
    private readonly SemaphoreSlim _ready = new(0);

    public void Put(T thing)
    {
        lock (_things)
        {
            _things.Enqueue(thing);
        }
        _ready.Release();
    }

    public T Take()
    {
        _ready.Wait();
        lock (_things)
        {
            return _things.Dequeue();
        }
    }

    public void Dispose() => _ready.Dispose();
}
