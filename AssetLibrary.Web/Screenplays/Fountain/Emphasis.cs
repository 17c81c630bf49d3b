using System.Text;

namespace AssetLibrary.Web.Screenplays.Fountain;

/// <summary>Fountain's emphasis: * ** *** _ and the backslash that takes their meaning away.</summary>
public static class Emphasis
{
    private const string Marks = "*_\\";

    private const int LongestMark = 3;

    /// <summary>
    /// The words without the marks. A mark that nothing closes on its line stays ("he dialed *69"), and so does one
    /// between spaces: it emphasises nothing.
    /// </summary>
    public static string Strip(string text)
    {
        if (text.AsSpan().IndexOfAny(Marks) < 0)
        {
            return text;
        }
        var plain = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        for (var end = rest.IndexOf('\n'); end >= 0; end = rest.IndexOf('\n'))
        {
            StripLine(rest[..end], plain);
            plain.Append('\n');
            rest = rest[(end + 1)..];
        }
        StripLine(rest, plain);
        return plain.ToString();
    }

    private static void StripLine(ReadOnlySpan<char> line, StringBuilder plain)
    {
        var gone = Pairs(line);
        for (var i = 0; i < line.Length; i++)
        {
            if (IsEscape(line, i))
            {
                plain.Append(line[++i]);
            }
            else if (gone is null || !gone.Contains(i))
            {
                plain.Append(line[i]);
            }
        }
    }

    /// <summary>The places of the marks that open and close something; null where there are none.</summary>
    private static HashSet<int>? Pairs(ReadOnlySpan<char> line)
    {
        HashSet<int>? gone = null;
        Stack<(int At, int Length)>? stars = null,
            lines = null;
        for (var i = 0; i < line.Length; i++)
        {
            if (IsEscape(line, i))
            {
                i++;
                continue;
            }
            if (line[i] is not ('*' or '_'))
            {
                continue;
            }
            var run = line[i..].IndexOfAnyExcept(line[i]);
            run = run < 0 ? line.Length - i : run;
            var opened = line[i] == '*' ? stars ??= [] : lines ??= [];
            var (at, left) = (i, run > LongestMark ? 0 : run);
            if (i > 0 && !char.IsWhiteSpace(line[i - 1]))
            {
                while (left > 0 && opened.TryPop(out var open))
                {
                    var length = Math.Min(left, open.Length);
                    gone ??= [];
                    for (var k = 1; k <= length; k++)
                    {
                        gone.Add(open.At + open.Length - k);
                        gone.Add(at++);
                    }
                    left -= length;
                    if (open.Length > length)
                    {
                        opened.Push((open.At, open.Length - length));
                    }
                }
            }
            if (left > 0 && at + left < line.Length && !char.IsWhiteSpace(line[at + left]))
            {
                opened.Push((at, left));
            }
            i += run - 1;
        }
        return gone;
    }

    private static bool IsEscape(ReadOnlySpan<char> line, int at) =>
        line[at] == '\\' && at + 1 < line.Length && Marks.Contains(line[at + 1], StringComparison.Ordinal);
}
