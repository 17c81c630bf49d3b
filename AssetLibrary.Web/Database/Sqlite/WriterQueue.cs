using System.Diagnostics.Metrics;

namespace AssetLibrary.Web.Database.Sqlite;

/// <summary>
/// One at a time, in the order of coming; who is in a hurry goes before the others. How long each one held it is counted: it is what all
/// the others wait for.
/// </summary>
internal sealed class WriterQueue(TimeProvider time)
{
    public const string MeterName = "AssetLibrary.Database";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Histogram<double> Held = Meter.CreateHistogram<double>(
        "assetlibrary.writer.held",
        unit: "s",
        description: "How long a write held SQLite’s only writer"
    );

    private readonly Lock gate = new();
    private readonly LinkedList<TaskCompletionSource> line = [];
    private bool taken;
    private long since;

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
                (taken, since) = (true, time.GetTimestamp());
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

        await using var leaving = cancel.UnsafeRegister(
            _ =>
            {
                lock (gate)
                {
                    if (place.List is not null)
                    {
                        line.Remove(place);
                        place.Value.TrySetCanceled(cancel);
                    }
                }
            },
            null
        );
        await place.Value.Task;
    }

    public void Leave()
    {
        TaskCompletionSource? next = null;
        lock (gate)
        {
            Held.Record(time.GetElapsedTime(since).TotalSeconds);
            since = time.GetTimestamp();
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
