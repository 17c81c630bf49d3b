using System.Runtime.InteropServices;
using AssetLibrary.Web.Shared.Texts;

namespace AssetLibrary.Web.Assets.Syncing;

/// <summary>What two people made of one text, put together.</summary>
/// <param name="Text">Every change of either side; where both changed the same words, the project's.</param>
/// <param name="Conflicts">Places where both changed the same words, each in its own way.</param>
public sealed record MergedText(string Text, int Conflicts);

/// <summary>
/// Three-way merge by words, as diff3 does it for lines (Khanna, Kunal and Pierce, "A Formal Investigation of Diff3", 2007):
/// what both sides left alone anchors the texts, and between two anchors anyone who changed something wins.
/// </summary>
public static class TextMerge
{
    public static MergedText Merge(string was, string library, string project)
    {
        if (library == was || library == project)
        {
            return new(project, 0);
        }

        if (project == was)
        {
            return new(library, 0);
        }

        var (a, left, right) = (TextPieces.Cut(was), TextPieces.Cut(library), TextPieces.Cut(project));
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var numbers = Ids(a, ids);
        var (toLeft, toRight) = (Places(numbers, Ids(left, ids)), Places(numbers, Ids(right, ids)));
        var merged = new System.Text.StringBuilder();
        var (at, l, r, conflicts) = (0, 0, 0, 0);
        for (var next = 0; next <= a.Count; next++)
        {
            if (next < a.Count && (toLeft[next] < 0 || toRight[next] < 0))
            {
                continue;
            }

            var (endLeft, endRight) = next < a.Count ? (toLeft[next], toRight[next]) : (left.Count, right.Count);
            var (before, ours, theirs) = (Text(a, at, next), Text(left, l, endLeft), Text(right, r, endRight));
            merged.Append(theirs == before ? ours : theirs);
            conflicts += ours != before && theirs != before && ours != theirs ? 1 : 0;
            if (next < a.Count)
            {
                merged.Append(a[next]);
            }

            (at, l, r) = (next + 1, endLeft + 1, endRight + 1);
        }

        return new(merged.ToString(), conflicts);
    }

    /// <summary>What either side added and neither took away, in the library's order.</summary>
    public static List<string> Merge(
        IReadOnlyCollection<string> was,
        IReadOnlyCollection<string> library,
        IReadOnlyCollection<string> project
    ) =>
        [
            .. library.Where(n => project.Contains(n, StringComparer.Ordinal) || !was.Contains(n, StringComparer.Ordinal)),
            .. project.Where(n => !library.Contains(n, StringComparer.Ordinal) && !was.Contains(n, StringComparer.Ordinal)),
        ];

    private static string Text(List<string> pieces, int from, int to) =>
        from < to ? string.Concat(CollectionsMarshal.AsSpan(pieces)[from..to]) : "";

    // Where each piece of the old text is in the new one; -1 where it went.
    private static int[] Places(int[] was, int[] now)
    {
        var places = new int[was.Length];
        Array.Fill(places, -1);
        foreach (var run in Myers.Common(was, now))
        {
            for (var i = 0; i < run.Length; i++)
            {
                places[run.Old + i] = run.New + i;
            }
        }

        return places;
    }

    private static int[] Ids(List<string> pieces, Dictionary<string, int> ids)
    {
        var numbers = new int[pieces.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(ids, pieces[i], out var known);
            numbers[i] = id = known ? id : ids.Count;
        }

        return numbers;
    }
}
