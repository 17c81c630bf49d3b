using System.Buffers;
using System.Globalization;
using System.Text;

namespace AssetLibrary.Web.Shared.Texts;

/// <summary>
/// Text that people and other programs send, as it may be stored, compared and shown: composed (NFC), without control characters (line
/// ends, tabs and page ends stay), terminal colours, noncharacters, halves of characters and bidi overrides. Never throws.
/// </summary>
public static class CleanText
{
    public static string Of(string text)
    {
        if (Ascii.IsValid(text) && text.AsSpan().IndexOfAny(Controls) < 0)
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var colours = ColoursAt(rest);
            var isWhole = Rune.DecodeFromUtf16(rest, out var rune, out var length) == OperationStatus.Done;
            if (colours == 0 && isWhole && IsKept(rune))
            {
                clean.Append(rest[..length]);
            }

            rest = rest[Math.Max(colours, length)..];
        }

        return clean.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>The last part of a path of either kind, on one line.</summary>
    public static string FileName(string text) =>
        Of(text[(text.AsSpan().LastIndexOfAny('/', '\\') + 1)..]).ReplaceLineEndings(" ").Replace('\t', ' ').Trim();

    /// <summary>At most this many characters, none of them in part: no half pair, no letter without its accents.</summary>
    public static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = 0;
        while (end < length)
        {
            // One letter with endless accents would be all or nothing: it is cut between them.
            var next = StringInfo.GetNextTextElementLength(text.AsSpan(end, Math.Min(text.Length - end, length - end + LongestElement)));
            if (end + next > length)
            {
                return end > 0 || next < LongestElement
                    ? text[..end]
                    : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
            }

            end += next;
        }

        return text[..end];
    }

    // The longest in use are families and flags of about 35.
    private const int LongestElement = 64;

    private static readonly SearchValues<char> Controls = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Append(0x7F).Select(c => (char)c).Except(['\t', '\n', '\f', '\r']),
    ]);

    private static bool IsKept(Rune rune) =>
        rune.Value is '\n' or '\r' or '\t' or '\f' or 0x85
        || (
            !Rune.IsControl(rune)
            && rune.Value is not ((>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFEFF or (>= 0xFDD0 and <= 0xFDEF))
            && (rune.Value & 0xFFFE) != 0xFFFE
        );

    /// <summary>How long the terminal sequence is that begins here (ECMA-48 §5.4: ESC [ … and a final letter); 0 for none.</summary>
    private static int ColoursAt(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith("\u001B["))
        {
            return 0;
        }

        var end = text[2..].IndexOfAnyExceptInRange(' ', '?');
        return end >= 0 && text[2 + end] is >= '@' and <= '~' ? end + 3 : 2;
    }
}
