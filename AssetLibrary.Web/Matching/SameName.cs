using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library;

namespace AssetLibrary.Web.Matching;

/// <summary>Whether two names may stand for one: a reason for a person to look at, never a decision.</summary>
public static class SameName
{
    private static readonly HashSet<string> Titles = new(
        ["mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "lady", "lord", "captain", "capt", "sergeant", "sgt", "officer", "detective", "inspector", "the", "a", "an", "old", "young", "little",
         "herr", "frau", "der", "die", "das", "alte", "junge", "kleine", "monsieur", "madame", "mademoiselle", "m", "mme", "le", "la", "les", "vieux", "jeune", "don", "doña", "señor", "señora", "el", "los", "las",
         "signor", "signora", "il", "lo", "senhor", "senhora", "o", "господин", "госпожа"], StringComparer.Ordinal);

    /// <summary>A sentence, or null: nothing says so. Names as they are shown.</summary>
    public static string? Reason(AssetType type, string one, string other)
    {
        var (a, b) = (SearchText.Normalize(one), SearchText.Normalize(other));
        if (a.Length == 0 || b.Length == 0)
        {
            return null;
        }

        if (a == b)
        {
            return "the same name";
        }

        var (wordsA, wordsB) = (Words(a), Words(b));
        if (wordsA.Count > 0 && wordsB.Count > 0 && (wordsA.IsSubsetOf(wordsB) || wordsB.IsSubsetOf(wordsA)))
        {
            return wordsA.SetEquals(wordsB) ? "the same name with another title"
                : $"“{(wordsA.Count < wordsB.Count ? one : other)}” stands in “{(wordsA.Count < wordsB.Count ? other : one)}”";
        }

        if (!IsSpaced(a) && Math.Min(a.Length, b.Length) >= 2 && (a.Contains(b, StringComparison.Ordinal) || b.Contains(a, StringComparison.Ordinal)))
        {
            return "one name stands in the other";
        }

        // A slip of the finger: short names differ by a letter all the time (Ann, Ian), numbered ones always.
        return type != AssetType.Prop && Math.Min(a.Length, b.Length) >= 5 && !a.Any(char.IsDigit) && !b.Any(char.IsDigit) && IsOneSlip(a, b) ? "spelled almost alike" : null;
    }

    private static HashSet<string> Words(string name) =>
        name.Split([' ', '-', '.', ',', '\'', '’', '"', '#', '/'], StringSplitOptions.RemoveEmptyEntries).Where(w => w != "s" && !Titles.Contains(w)).ToHashSet(StringComparer.Ordinal);

    private static bool IsSpaced(string name) => name.Any(c => c < '\u2E80');

    /// <summary>One letter more, less, other, or two changed places.</summary>
    private static bool IsOneSlip(string a, string b)
    {
        if (a.Length > b.Length)
        {
            (a, b) = (b, a);
        }

        if (b.Length - a.Length > 1)
        {
            return false;
        }

        var from = 0;
        while (from < a.Length && a[from] == b[from])
        {
            from++;
        }

        var restA = a.AsSpan(from);
        var restB = b.AsSpan(from);
        return a.Length < b.Length ? restA.SequenceEqual(restB[1..])
            : restA[1..].SequenceEqual(restB[1..]) || (restA.Length > 1 && restA[0] == restB[1] && restA[1] == restB[0] && restA[2..].SequenceEqual(restB[2..]));
    }
}
