using System.Runtime.InteropServices;

namespace AssetLibrary.Web.Shared.Texts;

/// <summary>A stretch that two sequences have in common, by its place in each.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CommonRun(int Old, int New, int Length);

/// <summary>
/// What two sequences share, in order: Eugene Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), in linear
/// space. Where they differ in too many places the search gives up on the shortest answer and goes on between the items that
/// stand once in each, so the work is bounded; the answer is right then too, only longer.
/// </summary>
public static class Myers
{
    /// <summary>Edits that are searched from each end before giving up.</summary>
    private const int MostEdits = 1200;

    public static List<CommonRun> Common(ReadOnlySpan<int> old, ReadOnlySpan<int> now)
    {
        var search = new Search(Math.Min(MostEdits, ((old.Length + now.Length + 1) / 2) + 1));
        search.Compare(old, now, 0, 0);
        return search.Runs;
    }

    private sealed class Search(int edits)
    {
        private readonly int[] forward = new int[(2 * edits) + 3];
        private readonly int[] backward = new int[(2 * edits) + 3];

        public List<CommonRun> Runs { get; } = [];

        public void Compare(ReadOnlySpan<int> old, ReadOnlySpan<int> now, int oldAt, int nowAt)
        {
            var start = old.CommonPrefixLength(now);
            Add(oldAt, nowAt, start);
            (oldAt, nowAt) = (oldAt + start, nowAt + start);
            old = old[start..];
            now = now[start..];
            var end = 0;
            while (end < old.Length && end < now.Length && old[^(end + 1)] == now[^(end + 1)])
            {
                end++;
            }

            var (tailOld, tailNow) = (oldAt + old.Length - end, nowAt + now.Length - end);
            old = old[..^end];
            now = now[..^end];
            if (!old.IsEmpty && !now.IsEmpty)
            {
                if (Middle(old, now, out var snake))
                {
                    Compare(old[..snake.Old], now[..snake.New], oldAt, nowAt);
                    Add(oldAt + snake.Old, nowAt + snake.New, snake.Length);
                    var (u, v) = (snake.Old + snake.Length, snake.New + snake.Length);
                    Compare(old[u..], now[v..], oldAt + u, nowAt + v);
                }
                else
                {
                    CompareBetweenAnchors(old, now, oldAt, nowAt);
                }
            }

            Add(tailOld, tailNow, end);
        }

        private void Add(int oldAt, int nowAt, int length)
        {
            if (length == 0)
            {
                return;
            }

            if (Runs.Count > 0 && Runs[^1] is var last && last.Old + last.Length == oldAt && last.New + last.Length == nowAt)
            {
                Runs[^1] = last with { Length = last.Length + length };
                return;
            }

            Runs.Add(new(oldAt, nowAt, length));
        }

        // The middle of a shortest path, found from both ends at once; false when it is farther than the limit.
        private bool Middle(ReadOnlySpan<int> old, ReadOnlySpan<int> now, out CommonRun snake)
        {
            var (n, m) = (old.Length, now.Length);
            var (delta, whole) = (n - m, n + m);
            var most = Math.Min((whole + 1) / 2, edits);
            var zero = most + 1;
            forward.AsSpan(0, (2 * most) + 3).Clear();
            backward.AsSpan(0, (2 * most) + 3).Clear();
            for (var h = 0; h <= most; h++)
            {
                for (var side = 0; side < 2; side++)
                {
                    var (mine, theirs, odd) = side == 0 ? (forward, backward, 1) : (backward, forward, 0);
                    for (var k = -(h - (2 * Math.Max(0, h - m))); k <= h - (2 * Math.Max(0, h - n)); k += 2)
                    {
                        var x =
                            k == -h || (k != h && mine[zero + k - 1] < mine[zero + k + 1]) ? mine[zero + k + 1] : mine[zero + k - 1] + 1;
                        var y = x - k;
                        var (fromX, fromY) = (x, y);
                        while (x < n && y < m && (odd == 1 ? old[x] == now[y] : old[n - 1 - x] == now[m - 1 - y]))
                        {
                            x++;
                            y++;
                        }

                        mine[zero + k] = x;
                        var across = delta - k;
                        if ((whole & 1) == odd && Math.Abs(across) <= h - odd && x + theirs[zero + across] >= n)
                        {
                            snake = odd == 1 ? new(fromX, fromY, x - fromX) : new(n - x, m - y, x - fromX);
                            return true;
                        }
                    }
                }
            }

            snake = default;
            return false;
        }

        private void CompareBetweenAnchors(ReadOnlySpan<int> old, ReadOnlySpan<int> now, int oldAt, int nowAt)
        {
            var (fromOld, fromNow) = (0, 0);
            foreach (var (o, w) in Anchors(old, now))
            {
                Compare(old[fromOld..o], now[fromNow..w], oldAt + fromOld, nowAt + fromNow);
                Add(oldAt + o, nowAt + w, 1);
                (fromOld, fromNow) = (o + 1, w + 1);
            }

            if (fromOld > 0)
            {
                Compare(old[fromOld..], now[fromNow..], oldAt + fromOld, nowAt + fromNow);
            }
        }

        private static IEnumerable<(int Old, int New)> Anchors(ReadOnlySpan<int> old, ReadOnlySpan<int> now)
        {
            var places = new Dictionary<int, (int Old, int New, int Count)>();
            for (var i = 0; i < old.Length; i++)
            {
                places[old[i]] = places.TryGetValue(old[i], out var seen) ? seen with { Count = 9 } : (i, -1, 1);
            }

            for (var i = 0; i < now.Length; i++)
            {
                if (places.TryGetValue(now[i], out var seen))
                {
                    places[now[i]] = (seen.Old, i, seen.Count + 1);
                }
            }

            var once = places.Values.Where(p => p.Count == 2 && p.New >= 0).OrderBy(p => p.Old).ToList();
            return Rising.Longest([.. once.Select(p => p.New)]).Select(i => (once[i].Old, once[i].New));
        }
    }
}

/// <summary>The longest rising subsequence: of what was moved about, the most that kept its order.</summary>
public static class Rising
{
    /// <summary>The indexes of its items, rising.</summary>
    public static List<int> Longest(IReadOnlyList<int> values)
    {
        var (tails, before) = (new List<int>(), new int[values.Count]);
        for (var i = 0; i < values.Count; i++)
        {
            var (low, high) = (0, tails.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = values[tails[middle]] < values[i] ? (middle + 1, high) : (low, middle);
            }

            before[i] = low > 0 ? tails[low - 1] : -1;
            if (low == tails.Count)
            {
                tails.Add(i);
            }
            else
            {
                tails[low] = i;
            }
        }

        var longest = new List<int>(tails.Count);
        for (var i = tails.Count > 0 ? tails[^1] : -1; i >= 0; i = before[i])
        {
            longest.Add(i);
        }

        longest.Reverse();
        return longest;
    }
}
