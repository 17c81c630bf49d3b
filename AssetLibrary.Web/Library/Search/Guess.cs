using System.Globalization;
using AssetLibrary.Web.Database;

namespace AssetLibrary.Web.Library.Search;

/// <summary>
/// What a name may look like when the query has typing errors in it. For each word: alternatives, each a set of parts of which all
/// are in a name that is one error away (a letter wrong, missing, too many or swapped with the next); for long words two.
/// </summary>
public sealed record Guess(IReadOnlyList<IReadOnlyList<IReadOnlyList<string>>> Words)
{
    private const int MostWords = 6;
    private const int MostAlternatives = 80;

    /// <summary>Null when no word of the query is long enough to guess about.</summary>
    public static Guess? Of(string? query, bool twoErrors)
    {
        var words = SearchText.Pieces(query).Take(MostWords).ToList();
        var guesses = words.ConvertAll(w =>
            (IReadOnlyList<IReadOnlyList<string>>)[.. Alternatives(w, twoErrors).Where(a => a.Count > 0).Take(MostAlternatives)]
        );
        return
            guesses.Exists(g => g.Count > 0) && guesses.TrueForAll(g => g.Count > 0) && (!twoErrors || words.Exists(w => Letters(w) >= 8))
            ? new(guesses)
            : null;
    }

    /// <summary>
    /// How near a name comes to the query, from 0 to 1: the mean over the query's words of how alike the best word of the name is. 0 when a
    /// word has no match.
    /// </summary>
    public static double Nearness(string query, string name)
    {
        var (asked, there) = (Plain(query), Plain(name));
        if (asked.Count == 0 || there.Count == 0)
        {
            return 0;
        }

        // "spiderman" for "Spider-Man": neighbours count as one word, too.
        var known = there.Concat(there.Zip(there.Skip(1), string.Concat)).ToList();
        var sum = 0.0;
        foreach (var word in asked)
        {
            var best = known.Max(k => Alike(word, k));
            if (best == 0)
            {
                return 0;
            }

            sum += best;
        }

        return (sum / asked.Count) - (0.001 * Math.Min(20, Math.Abs(there.Count - asked.Count)));
    }

    private static List<string> Plain(string text)
    {
        var words = new List<string>();
        foreach (
            var piece in SearchText.Pieces(text).Count == 0
                ? []
                : SearchText.Index(text).Split(SearchText.Gap, StringSplitOptions.RemoveEmptyEntries)
        )
        {
            // Ideographs that stand together are compared as a word.
            if (words.Count > 0 && IsAlone(piece) && IsAlone(words[^1][..1]))
            {
                words[^1] += piece;
            }
            else
            {
                words.Add(piece);
            }
        }

        return words;
    }

    private static bool IsAlone(string letter) =>
        letter.Length == 1 && letter[0] >= '\u2E80' && CharUnicodeInfo.GetUnicodeCategory(letter[0]) == UnicodeCategory.OtherLetter;

    private static double Alike(string asked, string known)
    {
        var allowed = asked.Length switch
        {
            < 3 => 0,
            < 6 => 1,
            _ => 2,
        };
        if (Math.Abs(known.Length - asked.Length) <= allowed)
        {
            var errors = Distance(asked, known, asked.Length + 1);
            if (errors <= allowed)
            {
                return 1 - ((double)errors / Math.Max(asked.Length, known.Length));
            }
        }

        // Not typed to its end yet.
        if (known.Length > asked.Length && asked.Length > 3)
        {
            var errors = Distance(asked, known, 1);
            if (errors <= Math.Min(allowed, asked.Length / 4))
            {
                return 0.85 - ((double)errors / asked.Length);
            }
        }

        return 0;
    }

    /// <summary>
    /// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours (Damerau 1964, in the restricted form).
    /// With <paramref name="endFrom"/> 1, the least distance to any beginning of the known word; with asked + 1, to all of it.
    /// </summary>
    private static int Distance(string asked, string known, int endFrom)
    {
        var d = new int[asked.Length + 1, known.Length + 1];
        for (var j = 0; j <= known.Length; j++)
        {
            d[0, j] = j;
        }

        for (var i = 1; i <= asked.Length; i++)
        {
            d[i, 0] = i;
            for (var j = 1; j <= known.Length; j++)
            {
                var same = asked[i - 1] == known[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + same);
                if (i > 1 && j > 1 && asked[i - 1] == known[j - 2] && asked[i - 2] == known[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return endFrom > asked.Length
            ? d[asked.Length, known.Length]
            : Enumerable.Range(endFrom, known.Length).Min(j => d[asked.Length, j]);
    }

    private static int Letters(string piece) => piece.Replace(" ", "", StringComparison.Ordinal).Length;

    private static IEnumerable<IReadOnlyList<string>> Alternatives(string piece, bool twoErrors)
    {
        if (piece.StartsWith(SearchText.Gap, StringComparison.Ordinal))
        {
            return Ideographs(piece);
        }

        // Without the end: what is typed may be a beginning.
        var word = SearchText.Gap + piece;
        return twoErrors && piece.Length >= 8 ? Twice(word) : Once(word);
    }

    private static IEnumerable<IReadOnlyList<string>> Ideographs(string piece)
    {
        var all = piece.Split(SearchText.Gap, StringSplitOptions.RemoveEmptyEntries).Select(i => SearchText.Gap + i).ToList();
        return all.Count < 3
            ?
            [
                [piece],
            ]
            : all.Select((_, wrong) => (IReadOnlyList<string>)[.. all.Where((_, i) => i != wrong)]);
    }

    private static IEnumerable<IReadOnlyList<string>> Once(string word)
    {
        for (var i = 2; i + 1 < word.Length; i++)
        {
            yield return [$"{word[..i]}{word[i + 1]}{word[i]}{word[(i + 2)..]}"];
        }

        for (var i = 2; i < word.Length; i++)
        {
            var parts = Parts(word[..i], word[(i + 1)..]);
            if (parts.Sum(p => p.Length) > 3 || word.Length == 6)
            {
                yield return parts;
            }
        }
    }

    // Two letters wide, so that a swap fits in as well.
    private static IEnumerable<IReadOnlyList<string>> Twice(string word)
    {
        for (var i = 2; i + 1 < word.Length; i++)
        {
            for (var j = i + 2; j < word.Length; j++)
            {
                var parts = Parts(word[..i], word[(i + 2)..j], word[Math.Min(j + 2, word.Length)..]);
                if (parts.Sum(p => p.Length) > 4)
                {
                    yield return parts;
                }
            }
        }
    }

    private static List<string> Parts(params string[] parts) => [.. parts.Where(p => p.Length >= 3)];
}
