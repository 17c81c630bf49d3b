using System.Globalization;
using System.Text;

namespace AssetLibrary.Web.Shared.Texts;

/// <summary>
/// A text cut into words, single signs and white space. Scripts without spaces (Chinese, Japanese, Thai …) are cut per character.
/// </summary>
public static class TextPieces
{
    /// <summary>Put together again the pieces are the text.</summary>
    public static List<string> Cut(string text)
    {
        var pieces = new List<string>();
        for (var at = 0; at < text.Length; )
        {
            var end = End(text, at);
            pieces.Add(text[at..end]);
            at = end;
        }

        return pieces;
    }

    /// <summary>The words alone, in lower case.</summary>
    public static IEnumerable<string> Words(string text)
    {
        for (var at = 0; at < text.Length; )
        {
            var end = End(text, at);
            if (IsWord(text.AsSpan(at, end - at)))
            {
                yield return text[at..end].ToLowerInvariant();
            }

            at = end;
        }
    }

    public static bool IsWord(ReadOnlySpan<char> piece) =>
        Rune.DecodeFromUtf16(piece, out var rune, out _) == System.Buffers.OperationStatus.Done && Rune.IsLetterOrDigit(rune);

    private static int End(string text, int at)
    {
        var first = At(text, at);
        var end = WithMarks(text, at + first.Utf16SequenceLength);
        if (Rune.IsWhiteSpace(first))
        {
            while (end < text.Length && char.IsWhiteSpace(text[end]))
            {
                end++;
            }

            return end;
        }

        if (!Rune.IsLetterOrDigit(first) || StandsAlone(first))
        {
            return end;
        }

        while (end < text.Length)
        {
            var next = At(text, end);
            // An apostrophe within a word belongs to it: don't, l'eau.
            var joins =
                text[end] is '\'' or '’'
                && end + 1 < text.Length
                && Rune.IsLetterOrDigit(At(text, end + 1))
                && !StandsAlone(At(text, end + 1));
            if (!joins && (!Rune.IsLetterOrDigit(next) || StandsAlone(next)))
            {
                break;
            }

            end = WithMarks(text, end + next.Utf16SequenceLength);
        }

        return end;
    }

    private static int WithMarks(string text, int at)
    {
        while (
            at < text.Length
            && Rune.GetUnicodeCategory(At(text, at))
                is UnicodeCategory.NonSpacingMark
                    or UnicodeCategory.SpacingCombiningMark
                    or UnicodeCategory.EnclosingMark
                    or UnicodeCategory.Format
        )
        {
            at += At(text, at).Utf16SequenceLength;
        }

        return at;
    }

    private static Rune At(string text, int at) => Rune.TryGetRuneAt(text, at, out var rune) ? rune : Rune.ReplacementChar;

    private static bool StandsAlone(Rune rune) =>
        rune.Value
            is (>= 0x0E00 and <= 0x0EFF)
                or (>= 0x1000 and <= 0x109F)
                or (>= 0x1780 and <= 0x17FF)
                or (>= 0x3040 and <= 0x30FF)
                or (>= 0x3400 and <= 0x4DBF)
                or (>= 0x4E00 and <= 0x9FFF)
                or (>= 0xF900 and <= 0xFAFF)
                or (>= 0x20000 and <= 0x3FFFF);
}
