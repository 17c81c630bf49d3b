using System.Globalization;

namespace AssetLibrary.Web.LanguageModels.Repair;

internal static class Numbers
{
    /// <summary>Whether the text is a number by RFC 8259.</summary>
    public static bool IsJson(ReadOnlySpan<char> text)
    {
        var at = text.StartsWith("-") ? 1 : 0;
        var whole = Digits(text, at);
        if (whole == at || (text[at] == '0' && whole > at + 1))
        {
            return false;
        }

        at = whole;
        if (at < text.Length && text[at] == '.')
        {
            var fraction = Digits(text, at + 1);
            if (fraction == at + 1)
            {
                return false;
            }

            at = fraction;
        }

        if (at < text.Length && text[at] is 'e' or 'E')
        {
            at += at + 1 < text.Length && text[at + 1] is '+' or '-' ? 2 : 1;
            var exponent = Digits(text, at);
            return exponent > at && exponent == text.Length;
        }

        return at == text.Length;
    }

    /// <summary>
    /// The number that the text spells in another notation (+1, .5, 2., 2e, 0xFF); null when it spells none. A leading zero (05) is a code,
    /// not a number.
    /// </summary>
    public static string? ToJson(string text)
    {
        if (IsJson(text))
        {
            return text;
        }

        var sign = text.StartsWith('-') ? "-" : "";
        var rest = text.AsSpan(text is ['-' or '+', ..] ? 1 : 0);
        if (rest.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return ulong.TryParse(rest[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex)
                ? sign + hex.ToString(CultureInfo.InvariantCulture)
                : null;
        }

        if (rest.IsEmpty)
        {
            return null;
        }

        var tail = rest.TrimEnd("+-");
        var mantissa = tail.EndsWith("e", StringComparison.OrdinalIgnoreCase) ? tail[..^1] : rest;
        var digits = Digits(mantissa, 0);
        if (digits == 0 && !(mantissa.Length > 1 && mantissa[0] == '.' && char.IsAsciiDigit(mantissa[1])))
        {
            return null;
        }

        var completed = digits == 0 ? $"0{mantissa}" : mantissa.ToString();
        if (digits < mantissa.Length && mantissa[digits] == '.' && (digits + 1 == mantissa.Length || mantissa[digits + 1] is 'e' or 'E'))
        {
            completed = completed.Remove(completed.IndexOf('.', StringComparison.Ordinal), 1);
        }

        return IsJson(completed) ? sign + completed : null;
    }

    private static int Digits(ReadOnlySpan<char> text, int from)
    {
        while (from < text.Length && char.IsAsciiDigit(text[from]))
        {
            from++;
        }

        return from;
    }
}
