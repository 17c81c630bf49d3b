using System.Globalization;
using System.Text;

namespace AssetLibrary.Web.Extraction.BuiltIn.Language;

/// <summary>Names out of capitals: "LE PRÉSIDENT" to "Le Président", "O'BRIEN" to "O'Brien".</summary>
internal static class DisplayName
{
    private static readonly WordList Small = new(
        "of the and in on at by for a an to with con com avec mit de la le les des du et à au aux en sur und der die das von vom zu zum "
            + "zur im am y del el los las e da di do"
    );

    private static readonly WordList Initials = new(
        "TV DJ FBI CIA MC CEO II III IV VI VII VIII IX PC UFO UK US USA NYC LA VIP ATM CCTV AI DNA GPS BBQ KGB MI5 MI6 NASA PO ER ICU"
    );

    private const string NameMarks = "°ºª№.,'’-–—&#/()!:\"“”„«»\u0300\u0301\u0302\u0303\u0308";

    /// <summary>Words that are not all capitals keep the case the writer gave them.</summary>
    public static string Of(string name)
    {
        if (name.Any(c => !char.IsLetterOrDigit(c) && !char.IsWhiteSpace(c) && !NameMarks.Contains(c, StringComparison.Ordinal)))
        {
            return name; // a formula, code, a joke: whoever wrote it meant it so
        }
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].Any(char.IsLower) && !Words.IsShouted(words[i]))
            {
                words[i] = WithLowerEnd(words[i]);
                continue;
            }
            if (Initials.Has(words[i]))
            {
                words[i] = words[i].ToUpperInvariant();
            }
            else
            {
                words[i] =
                    i > 0 && words[i - 1].Length > 1 && Small.Has(words[i])
                        ? words[i].ToLower(CultureInfo.InvariantCulture)
                        : Capitalised(words[i]);
            }
        }
        return string.Join(' ', words);
    }

    /// <summary>"McCLANE" to "McClane": capitals behind small letters are one capital and its word.</summary>
    private static string WithLowerEnd(string word)
    {
        var lower = word.Length - 1;
        while (!char.IsLower(word[lower]))
        {
            lower--;
        }
        return lower + 2 >= word.Length ? word : word[..(lower + 2)] + word[(lower + 2)..].ToLower(CultureInfo.InvariantCulture);
    }

    private static string Capitalised(string word)
    {
        var name = new StringBuilder(word.Length);
        var start = true;
        for (var i = 0; i < word.Length; i++)
        {
            var c = word[i];
            name.Append(start ? char.ToUpper(c, CultureInfo.InvariantCulture) : char.ToLower(c, CultureInfo.InvariantCulture));
            // After an apostrophe only in O'Brien, L'Hôtel and D'Artagnan, not in Brick's.
            start = char.IsLetterOrDigit(c) ? false : c is not ('\'' or '’') || (i == 1 && word.Length > 3);
        }
        return name.ToString();
    }
}
