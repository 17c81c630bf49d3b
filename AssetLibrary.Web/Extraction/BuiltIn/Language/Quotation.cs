namespace AssetLibrary.Web.Extraction.BuiltIn.Language;

/// <summary>
/// Titles, signs and what is said, between quotation marks: words, and not things in the room. Asked with places of a line
/// in their order, so that a line is read once however long it is.
/// </summary>
internal struct Quotation(string text)
{
    private const int Longest = 80;
    private const string Opening = "\"“«„《「『";
    private const string Closing = "\"”»“》」』";

    private int read;
    private int end = -1;

    public bool Covers(int at)
    {
        for (; read < at; read++)
        {
            if (read > end && Opening.IndexOf(text[read], StringComparison.Ordinal) is >= 0 and var kind)
            {
                var rest = text.AsSpan(read + 1, Math.Min(Longest, text.Length - read - 1));
                var close =
                    kind == Opening.IndexOf('„', StringComparison.Ordinal) ? rest.IndexOfAny('“', '”', '"') : rest.IndexOf(Closing[kind]);
                end = close < 0 ? end : read + 1 + close;
            }
        }
        return at < end;
    }
}
