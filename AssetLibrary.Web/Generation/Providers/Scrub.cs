using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AssetLibrary.Web.Database;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>What a provider says goes into a sentence only without the key, and not at all when it repeats the prompt.</summary>
internal sealed partial class Scrub(string? key, string? prompt)
{
    private const int ShortestKey = 6,
        Window = 20,
        Longest = 240;

    /// <summary>" It says: …", or nothing.</summary>
    public string Says(string? words)
    {
        var text = SearchText.Clean(words).Replace('\n', ' ');
        if (text.Length == 0 || text.StartsWith('<'))
        {
            return "";
        }

        foreach (var part in KeyParts)
        {
            text = text.Replace(part, "…", StringComparison.OrdinalIgnoreCase);
        }

        text = LooksSecret().Replace(text, "…");
        if (Repeats(text) || Repeats(Uri.UnescapeDataString(text)))
        {
            return "";
        }

        text = text.Length > Longest ? SearchText.Cut(text, Longest) + "…" : text;
        return $" It says: {text}{(text[^1] is '.' or '!' or '?' or '…' ? "" : ".")}";
    }

    /// <summary>The names of an answer, or nothing of them where they are made of the prompt.</summary>
    public string Shape(string names) =>
        Repeats(names) || KeyParts.Any(p => names.Contains(p, StringComparison.OrdinalIgnoreCase)) ? "…" : names;

    /// <summary>An answer that is to be kept: as it came, but for the key in every spelling, and for <paramref name="texts"/>.</summary>
    public ReadOnlyMemory<byte> Clean(ReadOnlyMemory<byte> answer, IEnumerable<byte[]> texts)
    {
        var spellings = KeyParts.SelectMany(p =>
            new[] { p, JsonEncodedText.Encode(p).Value, Uri.EscapeDataString(p), Convert.ToBase64String(Encoding.UTF8.GetBytes(p)) }
        );
        return spellings
            .Distinct(StringComparer.Ordinal)
            .Select(Encoding.UTF8.GetBytes)
            .Concat(texts)
            .Where(t => t.Length > 0)
            .Aggregate(answer, Without);
    }

    private IEnumerable<string> KeyParts =>
        key is { Length: >= ShortestKey } ? key.Split(':').Append(key).Where(p => p.Length >= ShortestKey) : [];

    private static ReadOnlyMemory<byte> Without(ReadOnlyMemory<byte> all, byte[] part)
    {
        if (all.Span.IndexOf(part) < 0)
        {
            return all;
        }

        var rest = new ArrayBufferWriter<byte>(all.Length);
        var left = all.Span;
        for (int at; (at = left.IndexOf(part)) >= 0; left = left[(at + part.Length)..])
        {
            rest.Write(left[..at]);
        }

        rest.Write(left);
        return rest.WrittenMemory;
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
    [GeneratedRegex(
        @"\b(?:sk|pk|r8|whsec)[-_][\w*-]{6,}|\bAIza[\w*-]{6,}|(?<=[?&](?:key|token|sig\w*|signature)=)[^&\s""]+|[A-Za-z0-9+/=]{120,}",
        RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex LooksSecret();
}
