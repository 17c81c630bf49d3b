using System.Globalization;
using System.Text;

namespace AssetLibrary.Web.LanguageModels.Repair;

internal static class Escapes
{
    /// <summary>What the letter after a backslash means in JSON; null: nothing.</summary>
    public static char? Short(char letter) =>
        letter switch
        {
            '"' or '\\' or '/' => letter,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => null,
        };

    /// <summary>
    /// Reads the escape at the cursor, JSON's or another language's. What is none stays as it stands, backslash and all. False: the text
    /// ends within it.
    /// </summary>
    /// <param name="cursor">At the backslash; afterwards past the escape.</param>
    /// <param name="inPath">Within a Windows path, whose backslashes are meant as such (C:\new\table). Set when this is one.</param>
    /// <param name="into">What has been read.</param>
    public static bool Read(Cursor cursor, ref bool inPath, StringBuilder into)
    {
        var (at, letter) = (cursor.At, cursor.Char(cursor.At + 1));
        if (at + 1 >= cursor.Text.Length)
        {
            cursor.At = cursor.Text.Length;
            return false;
        }

        inPath |=
            cursor.Char(at - 1) == ':'
            && char.IsAsciiLetter(cursor.Char(at - 2))
            && !char.IsLetterOrDigit(cursor.Char(at - 3))
            && HasForeignEscape(cursor, at);
        cursor.At += 2;
        if (letter is '\n' or '\r')
        {
            cursor.At += letter == '\r' && cursor.Now == '\n' ? 1 : 0;
            return true;
        }

        if (letter is 'u' or 'x' or 'U' && !inPath)
        {
            var digits = letter switch
            {
                'u' => 4,
                'x' => 2,
                _ => 8,
            };
            if (Code(cursor.Text, at + 2, digits) is { } code)
            {
                into.Append(code);
                cursor.At += digits;
                return true;
            }

            if (cursor.Text.Length < at + 2 + digits && IsHex(cursor.Text.AsSpan(at + 2)))
            {
                cursor.At = cursor.Text.Length;
                return false;
            }
        }

        if (!(inPath && char.IsAsciiLetter(letter)) && Short(letter) is { } known)
        {
            into.Append(known);
        }
        else if (letter is '\'' or '`' or '\u2018' or '\u2019' or '\u201c' or '\u201d')
        {
            into.Append(letter);
        }
        else
        {
            inPath |= char.IsAsciiLetter(letter);
            into.Append('\\');
            cursor.At--;
        }

        return true;
    }

    /// <summary>
    /// Whether a backslash within this word means nothing in JSON: then none of them does. C:\temp alone may as well hold a tab.
    /// </summary>
    private static bool HasForeignEscape(Cursor cursor, int from)
    {
        for (
            var i = from;
            i < Math.Min(cursor.Text.Length, from + Cursor.Sight) && cursor.Char(i) is not ('"' or '\'') && !Cursor.IsSpace(cursor.Char(i));
            i++
        )
        {
            cursor.Spend(1);
            if (cursor.Char(i) == '\\')
            {
                i++;
                if (char.IsAsciiLetter(cursor.Char(i)) && Short(cursor.Char(i)) is null && cursor.Char(i) != 'u')
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsHex(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c))
            {
                return false;
            }
        }

        return true;
    }

    private static string? Code(string text, int from, int digits)
    {
        if (
            from + digits > text.Length
            || !uint.TryParse(text.AsSpan(from, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || code > 0x10FFFF
        )
        {
            return null;
        }

        return code > 0xFFFF ? char.ConvertFromUtf32((int)code) : ((char)code).ToString();
    }
}
