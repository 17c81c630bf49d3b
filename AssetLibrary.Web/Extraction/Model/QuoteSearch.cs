using System.Text;

namespace AssetLibrary.Web.Extraction.Model;

/// <summary>
/// Where a quote is in a piece. Marks of quotation, dashes, white space, emphasis and case may differ, letters and
/// their order may not; of several places the one nearest to the line the model named.
/// </summary>
internal static class QuoteSearch
{
    private const int Shortest = 2;

    /// <summary>The line it begins on, or null.</summary>
    public static PieceLine? Find(ScenePiece piece, ItemQuote quote)
    {
        var wanted = Plain(quote.Quote).Trim(' ', '"', '\'', '.');
        if (wanted.Length < Shortest)
        {
            return null;
        }

        var (text, starts) = (new StringBuilder(), new List<int>());
        foreach (var line in piece.Lines)
        {
            starts.Add(text.Length);
            text.Append(Plain(line.Text)).Append(' ');
        }

        var all = text.ToString();
        PieceLine? best = null;
        for (var at = all.IndexOf(wanted, StringComparison.Ordinal); at >= 0; at = all.IndexOf(wanted, at + 1, StringComparison.Ordinal))
        {
            if (!IsWhole(all, at, wanted.Length))
            {
                continue;
            }

            var index = starts.BinarySearch(at);
            var line = piece.Lines[index < 0 ? ~index - 1 : index];
            if (best is null || Far(line, piece, quote) < Far(best, piece, quote))
            {
                best = line;
            }
        }

        return best;
    }

    /// <summary>Lower case, straight marks, single spaces, no emphasis.</summary>
    internal static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKC))
        {
            var now = c switch
            {
                '“' or '”' or '„' or '«' or '»' or '‟' => '"',
                '’' or '‘' or '‚' or '`' or '´' => '\'',
                '–' or '—' or '‐' or '‑' or '−' => '-',
                '*' or '_' or '\\' => '\0',
                _ when char.IsWhiteSpace(c) => ' ',
                _ when char.IsControl(c) => '\0',
                _ => char.ToLowerInvariant(c),
            };
            if (now != '\0' && (now != ' ' || (plain.Length > 0 && plain[^1] != ' ')))
            {
                plain.Append(now);
            }
        }

        return plain.ToString();
    }

    // "he" is not in "she"; but scripts without spaces between words know no whole words.
    private static bool IsWhole(string all, int at, int length) => !Joins(all, at) && !Joins(all, at + length);

    private static bool Joins(string all, int at) => at > 0 && at < all.Length && IsSpaced(all[at - 1]) && IsSpaced(all[at]);

    private static bool IsSpaced(char c) => char.IsLetterOrDigit(c) && c < 0x2E80;

    private static int Far(PieceLine line, ScenePiece piece, ItemQuote quote) => Math.Abs(line.Number - piece.FirstLine - quote.Line);
}
