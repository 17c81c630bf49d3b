using System.Net;
using System.Text;

namespace AssetLibrary.Web.LanguageModels.Repair;

/// <summary>What stands round an answer, and what was done to the whole of it.</summary>
internal static class AnswerText
{
    private static readonly string[] Thoughts = ["think", "thinking", "reasoning", "reflection", "scratchpad"];

    /// <summary>The answer without marks of order before it, thoughts before it, and one escaping too many.</summary>
    public static string Bare(string text) => Unescaped(WithoutHtml(WithoutThoughts(TrimStart(text))));

    public static string TrimEnd(string text)
    {
        var end = text.Length;
        while (end > 0 && Cursor.IsSpace(text[end - 1]))
        {
            end--;
        }

        return text[..end];
    }

    private static string TrimStart(string text)
    {
        var start = 0;
        while (start < text.Length && Cursor.IsSpace(text[start]))
        {
            start++;
        }

        return text[start..];
    }

    private static string WithoutThoughts(string text)
    {
        foreach (var name in Thoughts)
        {
            if (text.StartsWith($"<{name}>", StringComparison.OrdinalIgnoreCase))
            {
                var end = text.IndexOf($"</{name}>", StringComparison.OrdinalIgnoreCase);
                return end < 0 ? text : TrimStart(text[(end + name.Length + 3)..]);
            }
        }

        return text;
    }

    /// <summary>An answer whose only quotes are entities was escaped for a page.</summary>
    private static string WithoutHtml(string text) =>
        !text.Contains('"') && (text.Contains("&quot;", StringComparison.Ordinal) || text.Contains("&#34;", StringComparison.Ordinal))
            ? WebUtility.HtmlDecode(text)
            : text;

    /// <summary>An answer whose first quote is escaped was put into a text without that text's own quotes.</summary>
    private static string Unescaped(string text)
    {
        var quote = text.IndexOf('"');
        if (quote < 1 || text[quote - 1] != '\\' || text.AsSpan(0, quote).ContainsAny('\'', '`'))
        {
            return text;
        }

        var unescaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                unescaped.Append(text[i]);
                continue;
            }

            i++;
            _ = text[i] switch
            {
                'n' => unescaped.Append('\n'),
                'r' => unescaped.Append('\r'),
                't' => unescaped.Append('\t'),
                '"' or '\\' => unescaped.Append(text[i]),
                _ => unescaped.Append('\\').Append(text[i]),
            };
        }

        return unescaped.ToString();
    }
}
