namespace AssetLibrary.Web.Database.Sqlite;

/// <summary>One at a time, in the order of coming; who is in a hurry goes before the others.</summary>
internal sealed class WriteLine
{
    private readonly Lock gate = new();
    private readonly LinkedList<TaskCompletionSource> line = [];
    private bool taken;

    /// <param name="ahead">Before all who wait: for what is short and holds up others.</param>
    /// <param name="cancel">Leaves the line.</param>
    public async Task EnterAsync(bool ahead, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource> place;
        lock (gate)
        {
            if (!taken)
            {
                taken = true;
                return;
            }

            place = new(new(TaskCreationOptions.RunContinuationsAsynchronously));
            if (ahead)
            {
                line.AddFirst(place);
            }
            else
            {
                line.AddLast(place);
            }
        }

        await using var leaving = cancel.UnsafeRegister(_ =>
        {
            lock (gate)
            {
                if (place.List is not null)
                {
                    line.Remove(place);
                    place.Value.TrySetCanceled(cancel);
                }
            }
        }, null);
        await place.Value.Task;
    }

    public void Leave()
    {
        TaskCompletionSource? next = null;
        lock (gate)
        {
            if (line.First is { } first)
            {
                line.RemoveFirst();
                next = first.Value;
            }
            else
            {
                taken = false;
            }
        }

        next?.SetResult();
    }
}
