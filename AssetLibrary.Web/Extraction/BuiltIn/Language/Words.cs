using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;

namespace AssetLibrary.Web.Extraction.BuiltIn.Language;

/// <summary>A word of a line: where it stands. Apostrophes and hyphens inside belong to it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Word(int Start, int Length)
{
    public int End => Start + Length;

    public ReadOnlySpan<char> In(string text) => text.AsSpan(Start, Length);
}

internal static class Words
{
    /// <summary>With the space between them, rather few than many.</summary>
    private const int LettersPerWord = 5;

    private static readonly SearchValues<char> Between = SearchValues.Create(" \t\n*_\"“”«»„'’");

    private static readonly WordList Elided = new("l d j n s c m t qu jusqu lorsqu puisqu un dell nell all dall sull quell bell");

    private static readonly char[] Gaps = [' ', '\t', '\n', '_', '*'];

    public static List<Word> In(string text)
    {
        var words = new List<Word>((text.Length / LettersPerWord) + 1);
        Split(text, words);
        return words;
    }

    /// <summary>Fills the list with the words of the text.</summary>
    public static void Split(string text, List<Word> words)
    {
        words.Clear();
        for (var i = 0; i < text.Length; )
        {
            if (!char.IsLetterOrDigit(text[i]))
            {
                i++;
                continue;
            }
            var start = i;
            while (
                i < text.Length && (char.IsLetterOrDigit(text[i]) || (IsInner(text, i) && !IsElision(text, start, i)) || IsAccent(text[i]))
            )
            {
                i++;
            }
            words.Add(new Word(start, i - start));
        }
    }

    /// <summary>"l'échelle" is two words, L'HOMME and D'ARTAGNAN are one.</summary>
    private static bool IsElision(string text, int start, int at) =>
        text[at] != '-'
        && at - start <= 5
        && Elided.Has(text.AsSpan(start, at - start))
        && !(char.IsUpper(text[at - 1]) && char.IsUpper(text[at + 1]));

    private static bool IsAccent(char c) => c > '\u0300' && char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;

    /// <summary>Between letters only; "--" ends a word.</summary>
    private static bool IsInner(string text, int at) =>
        text[at] is '\'' or '’' or '-' && at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]);

    /// <summary>All letters capital, at least two of them.</summary>
    public static bool IsShouted(ReadOnlySpan<char> word)
    {
        var upper = 0;
        foreach (var c in word)
        {
            if (char.IsLower(c))
            {
                return word.Length > 2 && upper > 1 && (word.EndsWith("'s") || word.EndsWith("’s")) && IsShouted(word[..^2]);
            }
            upper += char.IsUpper(c) ? 1 : 0;
        }
        return upper > 1;
    }

    public static ReadOnlySpan<char> WithoutPossessive(ReadOnlySpan<char> word)
    {
        if (word.Length > 2 && word[^2] is '\'' or '’' && word[^1] is 's' or 'S')
        {
            return word[..^2];
        }
        return word.Length > 1 && word[^1] is '\'' or '’' ? word[..^1] : word;
    }

    public static bool IsPossessive(ReadOnlySpan<char> word) => word.Length > 2 && word[^2] is '\'' or '’' && word[^1] is 's' or 'S';

    /// <summary>The words between two of a line as they are written, one space between them.</summary>
    public static string Phrase(string text, List<Word> words, int first, int last) =>
        string.Join(' ', text[words[first].Start..words[last].End].Split(Gaps, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Nothing but spaces (and emphasis) between a word and the next.</summary>
    public static bool Touch(string text, Word word, Word next) =>
        text.AsSpan(word.End, next.Start - word.End).IndexOfAnyExcept(Between) < 0;
}
