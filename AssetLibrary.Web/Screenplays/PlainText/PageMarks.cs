using System.Buffers;

namespace AssetLibrary.Web.Screenplays.PlainText;

/// <summary>What stands on a page and is no part of the script: page numbers, CONTINUED, (MORE), revision marks.</summary>
internal static class PageMarks
{
    private const int FarRight = 30,
        Widest = 120;

    private static readonly SearchValues<char> CountMarks = SearchValues.Create("0123456789/ ");

    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "CONTINUED",
        "CONTINUED:",
        "(CONTINUED)",
        "(MORE)",
        "(SUITE)",
        "(À SUIVRE)",
        "(FORTSETZUNG)",
        "FORTSETZUNG:",
        "(WEITER)",
        "(CONTINÚA)",
        "CONTINÚA:",
        "(CONTINUA)",
        "(SEGUE)",
        "(MÁS)",
        "(MAIS)",
        "(ДАЛЕЕ)",
        "(ПРОДОЛЖЕНИЕ)",
        "(つづく)",
        "(続く)",
        "（続く）",
        "（つづく）",
    };

    /// <summary>CONTINUED: (2), 12 CONTINUED: 12, (MORE), a page number at the right margin, a revision mark alone.</summary>
    public static bool Is(TextLine line)
    {
        var text = line.Text.AsSpan();
        if (text.Length is 0 or > Widest)
        {
            return false;
        }
        if (text is "*" || (line.Indent >= FarRight && IsNumber(text)))
        {
            return true;
        }
        text = text.TrimEnd("* ");
        var words = Words.GetAlternateLookup<ReadOnlySpan<char>>();
        if (words.Contains(text))
        {
            return true;
        }
        // Scene numbers on both sides, and how often it was continued.
        text = text.Trim("0123456789ABCDEFGH. \t");
        var count = text.LastIndexOf('(');
        return text.Contains("ONTINUED", StringComparison.OrdinalIgnoreCase)
            && (words.Contains(text) || (count > 0 && words.Contains(text[..count].TrimEnd())) || text is "ONTINUED:" or "ONTINUED");
    }

    /// <summary>"12.", "12", "- 12 -", "Page 12", "12/98".</summary>
    public static bool IsNumber(ReadOnlySpan<char> text)
    {
        text = text.Trim("-–— .");
        foreach (var word in (ReadOnlySpan<string>)["Page", "Seite", "p.", "Página", "Pagina", "Стр.", "第"])
        {
            text = text.StartsWith(word, StringComparison.OrdinalIgnoreCase) ? text[word.Length..].TrimStart() : text;
        }
        text = text.TrimEnd("页頁ABCDEabcde");
        return text.Length is > 0 and <= 9 && char.IsAsciiDigit(text[0]) && text.IndexOfAnyExcept(CountMarks) < 0;
    }

    /// <summary>A line without the asterisk that marks a revision at the right margin.</summary>
    public static TextLine WithoutRevision(TextLine line)
    {
        if (!line.Text.EndsWith('*'))
        {
            return line;
        }
        var text = line.Text.AsSpan().TrimEnd('*');
        return text.EndsWith("  ", StringComparison.Ordinal) ? line with { Text = text.TrimEnd().ToString() } : line;
    }
}
