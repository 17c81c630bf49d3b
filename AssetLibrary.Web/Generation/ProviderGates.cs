using System.Collections.Concurrent;
using AssetLibrary.Web.Queue;

namespace AssetLibrary.Web.Generation;

/// <summary>How many jobs of a provider run at once in this process, and how long all of them wait when it asks to slow down.</summary>
public sealed class ProviderGates(TimeProvider time)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200), Longest = TimeSpan.FromSeconds(30), Hint = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Gate> gates = new(StringComparer.Ordinal);

    /// <summary>A place, to be given back.</summary>
    /// <exception cref="JobPostponedException">There is none, or the provider wants to be left alone for a while.</exception>
    public IDisposable Enter(ProviderInfo provider)
    {
        var gate = gates.GetOrAdd(provider.Name, _ => new());
        var now = time.GetUtcNow();
        lock (gate)
        {
            if (gate.ClosedUntil > now)
            {
                // One after the other, not all in the same moment.
                throw new JobPostponedException(Line(gate, gate.ClosedUntil));
            }

            if (gate.Inside >= provider.MaxParallel)
            {
                throw new JobPostponedException(Line(gate, now));
            }

            gate.Inside++;
            gate.Line = now;
            return new Place(gate);
        }
    }

    /// <summary>The provider asked for it: nothing goes there before.</summary>
    public void Close(string provider, TimeSpan? wait)
    {
        var gate = gates.GetOrAdd(provider, _ => new());
        lock (gate)
        {
            var until = time.GetUtcNow() + (wait ?? Hint);
            gate.ClosedUntil = until > gate.ClosedUntil ? until : gate.ClosedUntil;
        }
    }

    // Those who wait come back one by one, or a thousand of them would ask for the same place all the time.
    private static DateTimeOffset Line(Gate gate, DateTimeOffset from)
    {
        gate.Line = (gate.Line > from ? gate.Line : from) + Step;
        return gate.Line = gate.Line > from + Longest ? from + Longest : gate.Line;
    }

    private sealed class Gate
    {
        public int Inside { get; set; }
        public DateTimeOffset ClosedUntil { get; set; }
        public DateTimeOffset Line { get; set; }
    }

    private sealed class Place(Gate gate) : IDisposable
    {
        private bool over;

        public void Dispose()
        {
            lock (gate)
            {
                gate.Inside -= over ? 0 : 1;
                over = true;
            }
        }
    }
}
