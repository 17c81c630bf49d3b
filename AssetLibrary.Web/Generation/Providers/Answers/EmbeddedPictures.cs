using System.Buffers;
using System.Text;

namespace AssetLibrary.Web.Generation.Providers.Answers;

/// <summary>Bytes of pictures inside a longer text: in Markdown, in HTML, between words.</summary>
internal static class EmbeddedPictures
{
    private const int ShortestBare = 40,
        LongestPrefix = 120,
        Most = 50;

    // How PNG, JPEG, WebP, GIF and MP4 begin in base64.
    private static readonly SearchValues<string> Beginnings = SearchValues.Create(
        ["iVBORw0KGgo", "/9j/", "_9j_", "UklGR", "R0lGOD", "AAAAIGZ0eX", "AAAAHGZ0eX", "AAAAGGZ0eX"],
        StringComparison.Ordinal
    );

    /// <summary>What could be bytes, and the text without it.</summary>
    public static (IReadOnlyList<string> Pictures, string Words) In(string text)
    {
        var (pictures, rest, from) = (new List<string>(), new StringBuilder(), 0);
        while (pictures.Count < Most && Next(text, from) is var (start, end))
        {
            pictures.Add(text[start..end]);
            rest.Append(text, from, start - from);
            from = end;
        }

        return (pictures, from == 0 ? text : rest.Append(text, from, text.Length - from).ToString());
    }

    private static (int Start, int End)? Next(string text, int from)
    {
        var mark = text.IndexOf(PictureText.Mark, from, StringComparison.OrdinalIgnoreCase);
        for (var bare = BeginningIn(text, from); bare >= 0 && (mark < 0 || bare < mark); bare = BeginningIn(text, bare + 4))
        {
            if (End(text, bare, null) is var end && end - bare >= ShortestBare)
            {
                return (bare, end);
            }
        }

        var start = mark + PictureText.Mark.Length;
        return mark < 0 ? null : (start, End(text, start, CloserOf(text, from, mark)));
    }

    private static int BeginningIn(string text, int from) => text.AsSpan(from).IndexOfAny(Beginnings) is >= 0 and var at ? from + at : -1;

    /// <summary>What ends it: the bracket or quote that stands before its "data:".</summary>
    private static char? CloserOf(string text, int from, int mark)
    {
        var at = text.LastIndexOf("data:", mark, Math.Min(mark - from, LongestPrefix), StringComparison.OrdinalIgnoreCase) - 1;
        while (at > from && text[at] is ' ' or '<')
        {
            at--;
        }

        return at < from
            ? null
            : text[at] switch
            {
                '(' => ')',
                '"' => '"',
                '\'' => '\'',
                '`' => '`',
                _ => null,
            };
    }

    private static int End(string text, int start, char? closer)
    {
        if (closer is { } sign && text.IndexOf(sign, start) is >= 0 and var closed)
        {
            // ![words](data:… "title")
            var title = sign == ')' ? text.AsSpan(start, closed - start).IndexOfAny("\"'") : -1;
            return title < 0 ? closed : start + title;
        }

        var at = start;
        while (at < text.Length && (IsOfBase64(text[at]) || (text[at] is '\r' or '\n' && IsLine(text, at))))
        {
            at++;
        }

        return at;
    }

    private static bool IsOfBase64(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '-' or '_' or '=' or '%' or '\\';

    /// <summary>A line break inside, not the end: the line before it was long, and another of the same kind follows.</summary>
    private static bool IsLine(string text, int at)
    {
        var next = text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? at + 2 : at + 1;
        return at > 0
            && text[at - 1] is not ('=' or '\n')
            && next < text.Length
            && (text[at] == '\n' && text[at - 1] == '\r' || IsOfBase64(text[next]));
    }
}
