using System.Buffers;
using System.Text.RegularExpressions;

namespace AssetLibrary.Web.Generation.Providers.Answers;

/// <summary>Addresses in an answer, and whether they look like those of a picture or a clip.</summary>
internal static partial class Addresses
{
    private const int Longest = 8000;

    private static readonly SearchValues<char> Foreign = SearchValues.Create([
        .. " \"<>{}\u007F",
        .. Enumerable.Range(0, ' ').Select(c => (char)c),
    ]);

    /// <summary>All of this text is one address: absolute, without its scheme, or of a file below the server's own.</summary>
    public static bool IsOne(string text) =>
        text.Length is > 3 and < Longest
        && !text.AsSpan().ContainsAny(Foreign)
        && (Scheme().IsMatch(text) || Web().IsMatch(text) || Below().IsMatch(text));

    public static bool IsAbsolute(string address) => Web().IsMatch(address);

    public static bool LooksLikePicture(string address) => Picture().IsMatch(address);

    public static bool? IsOfClip(string address) =>
        Clip().IsMatch(address) ? true
        : LooksLikePicture(address) ? false
        : null;

    /// <summary>
    /// Addresses inside a longer text, the surest first: shown as a picture, linked as one, or only named and looking like one.
    /// </summary>
    public static IReadOnlyList<(string Address, bool IsShown)> In(string text)
    {
        try
        {
            return [.. All(text).Where(a => IsOne(a.Address))];
        }
        catch (RegexMatchTimeoutException)
        {
            return []; // nobody writes like this to be understood
        }
    }

    private static IEnumerable<(string Address, bool IsShown)> All(string text)
    {
        var shown = Shown().Matches(text).Select(m => (Clean(m.Groups["url"].Value), true));
        var linked = Linked()
            .Matches(text)
            .Where(m => Hint().IsMatch(m.Groups["words"].Value) || LooksLikePicture(m.Groups["url"].Value))
            .Select(m => (Clean(m.Groups["url"].Value), false));
        var named = Named()
            .Matches(text)
            .Select(m => Clean(m.Value).TrimEnd('.', ',', ';', ':', '!', '?', '*', '_'))
            .Where(LooksLikePicture)
            .Select(u => (u, false));
        return shown.Concat(linked).Concat(named);
    }

    private static string Clean(string address) =>
        address.Replace("&amp;", "&", StringComparison.Ordinal).Replace("\\/", "/", StringComparison.Ordinal);

    /// <summary>It is an address, but of no kind that is fetched; it is refused there, with a sentence.</summary>
    public static bool IsElsewhere(string text) => Scheme().IsMatch(text) && !Web().IsMatch(text);

    [GeneratedRegex(@"^(?:https?:)?//[^/]", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Web();

    [GeneratedRegex("^[a-z][a-z0-9+.-]{1,20}://", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Scheme();

    [GeneratedRegex(
        @"^/?[\w.~-]+(?:/[\w.~%-]+)*\.(?:png|jpe?g|webp|gif|avif|tiff?|mp4|webm|mov)(?:\?.*)?$|^/[\w.~%/-]+\?.*filename=",
        RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Below();

    [GeneratedRegex(
        @"\.(?:png|jpe?g|webp|gif|avif|tiff?|mp4|webm|mov|m4v)(?:$|[?#&])|[?&;](?:format|fm|ext|type|output|content-type|mime)="
            + "(?:image|video|image%2F|video%2F)?/?(?:png|jpe?g|webp|gif|avif|mp4|webm)",
        RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Picture();

    [GeneratedRegex(@"\.(?:mp4|webm|mov|m4v)(?:$|[?#&])", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Clip();

    // Markdown ![words](address "title"), and HTML's src.
    [GeneratedRegex(
        @"!\[[^\[\]]{0,400}\]\(\s{0,9}<?(?<url>[^\s)>]{4,8000})|\bsrc\s{0,9}=\s{0,9}[""'](?<url>[^""'\s]{4,8000})[""']",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Shown();

    [GeneratedRegex(
        @"(?<!!)\[(?<words>[^\[\]]{0,400})\]\(\s{0,9}<?(?<url>https?://[^\s)>]{4,8000})",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Linked();

    [GeneratedRegex("image|picture|photo|bild|imagen|图|画|video|clip|download|file|view|result", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Hint();

    [GeneratedRegex(@"https?:\\?/\\?/[^\s<>""'()\[\]]{4,8000}", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Named();
}
