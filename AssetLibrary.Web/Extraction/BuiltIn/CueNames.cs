using AssetLibrary.Web.Screenplays;

namespace AssetLibrary.Web.Extraction.BuiltIn;

/// <summary>What a cue says about who speaks: one person, several, or nobody in particular.</summary>
internal static class CueNames
{
    private const int MostWords = 6;

    private static readonly WordList Trade = new("CLOSE ANGLE INSERT SUPER TITLE TITLES SUBTITLE POV MONTAGE INTERCUT FADE CUT DISSOLVE SMASH LATER CONTINUOUS SFX VFX FLASHBACK");

    private static readonly string[] Numbers = ["ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX"];

    private static readonly string[] Ordinals = ["FIRST", "SECOND", "THIRD", "FOURTH", "FIFTH", "SIXTH"];

    /// <summary>The names in a cue, upper case and tidied; none for BOTH, for shouts and for camera words taken for a cue.</summary>
    public static IReadOnlyList<string> Read(ScreenplayElement cue)
    {
        if (cue.Cue is not { } name)
        {
            return [];
        }
        if (!cue.Forced && IsNoName(name))
        {
            return [];
        }
        var parts = cue.Forced && name.Any(char.IsLower) ? [name] : Parts(name);
        return [.. parts.Select(Key).Where(k => k.Length > 0 && !PeopleWords.Groups.Has(k))];
    }

    /// <summary>Case, articles, apostrophes and the ways to number a part made one: "The First Guard", "GUARD #1" and "GUARD ONE" are GUARD 1.</summary>
    public static string Key(string name)
    {
        var words = name.Replace('’', '\'').Replace("#", " ", StringComparison.Ordinal).ToUpperInvariant()
            .Split([' ', '\t', '"', '“', '”'], StringSplitOptions.RemoveEmptyEntries).ToList();
        if (words.Count > 1 && words[0] is "THE" or "A" or "AN")
        {
            words.RemoveAt(0);
        }
        if (words.Count > 1 && Array.IndexOf(Ordinals, words[0]) is >= 0 and var ordinal)
        {
            words.RemoveAt(0);
            words.Add((ordinal + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        if (words.Count > 1 && Array.IndexOf(Numbers, words[^1]) is >= 0 and var number)
        {
            words[^1] = (number + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        if (words.Count > 1 && PeopleWords.Voices.Has(words[^1]) && Words.WithoutPossessive(words[^2]).Length < words[^2].Length)
        {
            words.RemoveAt(words.Count - 1);
            words[^1] = Words.WithoutPossessive(words[^1]).ToString();
        }
        return string.Join(' ', words);
    }

    private static bool IsNoName(string name)
    {
        if (name[^1] is '!' or '?' or '…' or '-' or '—' or '–' or ',' or ';' || name[0] is '"' or '“' or '-' || name.EndsWith("...", StringComparison.Ordinal))
        {
            return true;
        }
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (words.Length > MostWords && !name.Contains(" AND ", StringComparison.Ordinal)) || (words.Length > 0 && Trade.Has(words[0].TrimEnd(':', '.')));
    }

    private static IEnumerable<string> Parts(string name)
    {
        var words = name.Replace(",", " , ", StringComparison.Ordinal).Replace("/", " / ", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var parts = new List<List<string>> { new() };
        foreach (var word in words)
        {
            if (word is "," or "/" || PeopleWords.Joints.Has(word))
            {
                parts.Add([]);
            }
            else
            {
                parts[^1].Add(word);
            }
        }
        parts.RemoveAll(p => p.Count == 0);
        // "MR. AND MRS. SMITH" is one cue for two people who have one name: left as it is.
        var splits = parts.Count > 1 && parts.TrueForAll(p => p.Count > 1 || !PeopleWords.Titles.Has(p[0]));
        return splits ? parts.Select(p => string.Join(' ', p)) : [name];
    }
}
