using System.Text;

namespace AssetLibrary.Web.Names;

/// <summary>
/// How a name sounds, roughly and in no particular language: spellings that Europeans use for one sound become one. Made to
/// find names again that somebody wrote by ear; two that sound alike need not be one.
/// </summary>
internal static class Sounds
{
    private const int LongestCode = 6;

    // The first that fits wins. Capitals are sounds that no single letter stands for: X for ch, S for sh, Z for zh.
    private static readonly (string Spelled, string Heard)[] Rules =
    [
        ("schtsch", "S"),
        ("shch", "S"),
        ("tsch", "X"),
        ("dzh", "i"),
        ("sch", "S"),
        ("tch", "X"),
        ("eau", "o"),
        ("sh", "S"),
        ("ch", "X"),
        ("kh", "X"),
        ("cz", "X"),
        ("zh", "Z"),
        ("ph", "f"),
        ("th", "t"),
        ("dt", "t"),
        ("tz", "ts"),
        ("ck", "k"),
        ("qu", "kv"),
        ("ce", "se"),
        ("ci", "si"),
        ("cy", "si"),
        ("iy", "i"),
        ("yj", "i"),
        ("ij", "i"),
        ("ii", "i"),
        ("yi", "i"),
        ("ai", "ei"),
        ("ay", "ei"),
        ("ei", "ei"),
        ("ey", "ei"),
        ("ie", "i"),
        ("ee", "i"),
        ("ea", "i"),
        ("ou", "u"),
        ("oo", "u"),
        ("oe", "o"),
        ("ue", "u"),
        ("ae", "e"),
        ("io", "io"),
        ("q", "k"),
        ("c", "k"),
        ("x", "ks"),
        ("z", "s"),
        ("w", "v"),
        ("y", "i"),
        ("j", "i"),
    ];

    /// <summary>A word in plain lower-case letters → its sound. "Meyer", "Maier" → "meier"; "Katharina", "Katarina" → "katarina".</summary>
    public static string Of(string word)
    {
        var text =
            word is ['y', 'e', ..] or ['j', 'e', 'v' or 'l' or 'k', ..] ? word[1..]
            : word is ['g', 'i' or 'e', ..] ? "j" + word[1..]
            : word;
        var heard = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; )
        {
            var (length, sound) = Next(text, at);
            foreach (var c in sound)
            {
                if (heard.Length == 0 || heard[^1] != c)
                {
                    heard.Append(c);
                }
            }

            at += length;
        }

        return Ended(heard);
    }

    /// <summary>The consonants alone, near ones as one: what a typo in a vowel, a double letter or a b for a p leaves alone.</summary>
    public static string Code(string sound)
    {
        var code = new StringBuilder(LongestCode);
        for (var i = 0; i < sound.Length && code.Length < LongestCode; i++)
        {
            var c = sound[i] switch
            {
                'b' or 'p' => 'P',
                'd' or 't' => 'T',
                'g' or 'k' or 'X' => 'K',
                'f' or 'v' => 'F',
                's' or 'S' or 'Z' => 'S',
                'a' or 'e' or 'i' or 'o' or 'u' => i == 0 ? 'A' : ' ',
                'h' => i == 0 ? 'H' : ' ',
                var other => char.ToUpperInvariant(other),
            };
            if (c != ' ' && (code.Length == 0 || code[^1] != c))
            {
                code.Append(c);
            }
        }

        return code.ToString();
    }

    private static (int Length, string Sound) Next(string text, int at)
    {
        foreach (var (spelled, heard) in Rules)
        {
            if (string.CompareOrdinal(text, at, spelled, 0, spelled.Length) == 0)
            {
                // Michail, Michel: the c of ch is looked at before that of ce.
                return (spelled is "ce" or "ci" or "cy" ? 1 : spelled.Length, spelled is "ce" or "ci" or "cy" ? "s" : heard);
            }
        }

        return text[at] == 'h' && at > 0 ? (1, "") : (1, text[at].ToString());
    }

    private static string Ended(StringBuilder heard)
    {
        if (heard.Length >= 3 && heard[^1] == 'e' && heard[^2] is not ('a' or 'e' or 'i' or 'o' or 'u'))
        {
            heard.Length--;
        }

        if (heard.Length >= 3)
        {
            heard[^1] = heard[^1] switch
            {
                'd' => 't',
                'v' => 'f',
                var c => c,
            };
        }

        return heard.ToString();
    }
}
