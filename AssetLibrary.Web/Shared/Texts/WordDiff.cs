using System.Runtime.InteropServices;

namespace AssetLibrary.Web.Shared.Texts;

public enum WordState
{
    Same,
    Removed,
    Added,
}

/// <summary>A stretch of text that stayed, went or came.</summary>
public readonly record struct WordChange(WordState State, string Text);

/// <summary>
/// Two texts word by word. What is Same or Removed, put together, is the old text; what is Same or Added the new one. Where
/// something was replaced, the old stands before the new.
/// </summary>
public static class WordDiff
{
    public static List<WordChange> Compare(string old, string now)
    {
        if (old == now)
        {
            return old.Length == 0 ? [] : [new(WordState.Same, old)];
        }

        var (a, b) = (TextPieces.Cut(old), TextPieces.Cut(now));
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var runs = Myers.Common(Ids(a, ids), Ids(b, ids));
        var changes = new List<WordChange>();
        var (i, j) = (0, 0);
        foreach (var run in Worth(runs, a, b.Count).Append(new(a.Count, b.Count, 0)))
        {
            Add(changes, WordState.Removed, a, i, run.Old);
            Add(changes, WordState.Added, b, j, run.New);
            Add(changes, WordState.Same, a, run.Old, run.Old + run.Length);
            (i, j) = (run.Old + run.Length, run.New + run.Length);
        }

        return changes;
    }

    public static string Old(IEnumerable<WordChange> changes) =>
        string.Concat(changes.Where(c => c.State != WordState.Added).Select(c => c.Text));

    public static string New(IEnumerable<WordChange> changes) =>
        string.Concat(changes.Where(c => c.State != WordState.Removed).Select(c => c.Text));

    public static int Count(IEnumerable<WordChange> changes, WordState state) =>
        changes.Where(c => c.State == state).Sum(c => TextPieces.Words(c.Text).Count());

    // Two replaced words with the same space between them are one replaced phrase: a lone space or comma that stayed says nothing.
    private static IEnumerable<CommonRun> Worth(List<CommonRun> runs, List<string> old, int newCount) =>
        runs.Where(run =>
            run.Length > 2
            || run.Old == 0 && run.New == 0
            || run.Old + run.Length == old.Count && run.New + run.Length == newCount
            || old.GetRange(run.Old, run.Length).Exists(p => TextPieces.IsWord(p))
        );

    private static void Add(List<WordChange> changes, WordState state, List<string> pieces, int from, int to)
    {
        if (from < to)
        {
            changes.Add(new(state, string.Concat(CollectionsMarshal.AsSpan(pieces)[from..to])));
        }
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
