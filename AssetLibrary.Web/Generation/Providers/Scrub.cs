using System.Text.RegularExpressions;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>What a provider says goes into a sentence only without the key, and not at all when it repeats the prompt.</summary>
internal sealed partial class Scrub(string? key, string? prompt)
{
    private const int ShortestKey = 6, Window = 20, Longest = 240;

    /// <summary>" It says: …", or nothing.</summary>
    public string Says(string? words)
    {
        var text = (words ?? "").ReplaceLineEndings(" ").Trim();
        if (text.Length == 0 || text.StartsWith('<'))
        {
            return "";
        }

        if (key is { Length: >= ShortestKey })
        {
            foreach (var part in key.Split(':').Append(key).Where(p => p.Length >= ShortestKey))
            {
                text = text.Replace(part, "…", StringComparison.OrdinalIgnoreCase);
            }
        }

        text = LooksSecret().Replace(text, "…");
        if (Repeats(text) || Repeats(Uri.UnescapeDataString(text)))
        {
            return "";
        }

        text = text.Length > Longest ? text[..Longest] + "…" : text;
        return $" It says: {text}{(text[^1] is '.' or '!' or '?' or '…' ? "" : ".")}";
    }

    private bool Repeats(string text)
    {
        if (prompt is not { Length: > 0 })
        {
            return false;
        }

        var words = prompt.ReplaceLineEndings(" ");
        if (words.Length < Window)
        {
            return text.Contains(words, StringComparison.OrdinalIgnoreCase);
        }

        for (var i = 0; i + Window <= Math.Min(text.Length, 2000); i++)
        {
            if (words.AsSpan().Contains(text.AsSpan(i, Window), StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // Keys as they are commonly made, what stands behind "key=" in an address, and pictures as text.
    [GeneratedRegex(@"\b(?:sk|pk|r8|whsec)[-_][\w*-]{6,}|\bAIza[\w*-]{6,}|(?<=[?&](?:key|token|sig\w*|signature)=)[^&\s""]+|[A-Za-z0-9+/=]{120,}", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex LooksSecret();
}
