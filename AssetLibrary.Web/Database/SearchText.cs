using System.Globalization;
using System.Text;

namespace AssetLibrary.Web.Database;

/// <summary>The normalised twin of a name: what is compared and searched, never shown.</summary>
public static class SearchText
{
    /// <summary>Compatibility form, no accents, no case, no control or format characters, single spaces. "  Élodie  VOSS" → "elodie voss".</summary>
    public static string Normalize(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKD))
        {
            switch (CharUnicodeInfo.GetUnicodeCategory(c))
            {
                case UnicodeCategory.NonSpacingMark or UnicodeCategory.Format or UnicodeCategory.Control when !char.IsWhiteSpace(c):
                    break;
                default:
                    if (!char.IsWhiteSpace(c))
                    {
                        plain.Append(char.ToLowerInvariant(c));
                    }
                    else if (plain.Length > 0 && plain[^1] != ' ')
                    {
                        plain.Append(' ');
                    }

                    break;
            }
        }

        return plain.ToString().TrimEnd().Normalize(NormalizationForm.FormC);
    }

    /// <summary>What a person typed, without what cannot be seen: control characters (line ends stay), bidi overrides, the ends' white space.</summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var clean = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings("\n"))
        {
            if (c is '\n' or '\t' || (!char.IsControl(c) && c is not ((>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFEFF')))
            {
                clean.Append(c);
            }
        }

        return clean.ToString().Trim();
    }

    /// <summary>At most this many characters, and never half of one.</summary>
    public static string Cut(string text, int length) => text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    /// <summary>A LIKE pattern that finds <paramref name="query"/> anywhere; escaped with a backslash.</summary>
    public static string Anywhere(string query) =>
        $"%{Normalize(query).Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
}
