using System.Globalization;
using System.Text;

namespace AssetLibrary.Web.Names;

/// <summary>A text as it is compared: case, accents, width and what cannot be seen make no difference.</summary>
public static class PlainText
{
    /// <summary>
    /// Compatibility form, lower case, no accents, no control or format characters, single spaces: "  Élodie  VOSS" → "elodie voss".
    /// </summary>
    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in Whole(text).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                if (plain.Length > 0 && plain[^1] != ' ')
                {
                    plain.Append(' ');
                }
            }
            else if (!IsUnseen(Rune.GetUnicodeCategory(rune)))
            {
                Append(plain, Rune.ToLowerInvariant(rune));
            }
        }

        return plain.ToString().TrimEnd().Normalize(NormalizationForm.FormC);
    }

    private static bool IsUnseen(UnicodeCategory category) =>
        category is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format or UnicodeCategory.Control;

    /// <summary>Compatibility form with its accents, and nothing that is half a character.</summary>
    public static string Composed(string text) => Whole(text).Normalize(NormalizationForm.FormKC);

    private static void Append(StringBuilder to, Rune rune)
    {
        Span<char> signs = stackalloc char[2];
        to.Append(signs[..rune.EncodeToUtf16(signs)]);
    }

    // Half a character, from a text that was cut, and U+FFFE have no normal form and would throw.
    private static string Whole(string text) =>
        text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 && !text.Contains('\uFFFE')
            ? text
            : string.Concat(text.EnumerateRunes().Where(r => r.Value != 0xFFFE).Select(r => r.ToString()));
}
