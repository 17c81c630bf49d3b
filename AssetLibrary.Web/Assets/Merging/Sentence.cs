using System.Text.RegularExpressions;

namespace AssetLibrary.Web.Assets.Merging;

internal enum SentenceKind
{
    Prose,
    Item,
    Heading,
    Block,
}

/// <summary>
/// A sentence of a description in Markdown, with the white space that stood behind it. Put together again, the sentences are the text.
/// </summary>
internal sealed partial record Sentence(string Text, string After, SentenceKind Kind)
{
    public Facts Facts { get; } = Facts.Of(Text);

    public bool EndsParagraph => After.Count(c => c == '\n') > 1;

    public static List<Sentence> Split(string text)
    {
        var found = new List<Sentence>();
        var fenced = false;
        foreach (var line in Lines(text))
        {
            var bare = line.TrimEnd('\n');
            var behind = line[bare.Length..];
            if (bare.TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                fenced = !fenced;
                found.Add(new(bare, behind, SentenceKind.Block));
            }
            else if (fenced || bare.TrimStart().StartsWith('|'))
            {
                found.Add(new(bare, behind, SentenceKind.Block));
            }
            else if (HeadingMark().IsMatch(bare))
            {
                found.Add(new(bare, behind, SentenceKind.Heading));
            }
            else if (ItemMark().IsMatch(bare))
            {
                found.Add(new(bare, behind, SentenceKind.Item));
            }
            else
            {
                Prose(found, bare, behind);
            }
        }

        return found;
    }

    private static void Prose(List<Sentence> found, string line, string behind)
    {
        var from = 0;
        var quoted = Facts.Quotes().Matches(line);
        foreach (Match end in End().Matches(line))
        {
            var at = end.Index + end.Length;
            if (at < line.Length && !IsShort(line, end.Index) && !quoted.Any(q => at > q.Index && at < q.Index + q.Length))
            {
                var space = at;
                while (space < line.Length && char.IsWhiteSpace(line[space]))
                {
                    space++;
                }

                if (space < line.Length && (space > at || IsUnspaced(end.Value[0])))
                {
                    found.Add(new(line[from..at], line[at..space], SentenceKind.Prose));
                    from = space;
                }
            }
        }

        if (from < line.Length || behind.Length > 0)
        {
            found.Add(new(line[from..], behind, SentenceKind.Prose));
        }
    }

    // Dr. Voss, approx. 40, z. B.: a dot behind one to four letters that is followed by a digit or stands behind a single letter ends
    // nothing.
    private static bool IsShort(string line, int dot)
    {
        if (line[dot] != '.')
        {
            return false;
        }

        var from = dot;
        while (from > 0 && char.IsLetter(line[from - 1]))
        {
            from--;
        }

        var word = line[from..dot];
        return word.Length == 1
            || Short.Contains(word.ToLowerInvariant())
            || (dot > 0 && char.IsDigit(line[dot - 1]) && dot + 2 < line.Length && char.IsLower(line[dot + 2]));
    }

    private static readonly HashSet<string> Short = new(
        [
            "dr",
            "mr",
            "mrs",
            "ms",
            "prof",
            "st",
            "ca",
            "approx",
            "bzw",
            "usw",
            "etc",
            "evtl",
            "ggf",
            "vgl",
            "nr",
            "no",
            "sr",
            "sra",
            "mme",
            "mlle",
            "sgt",
            "capt",
            "lt",
            "col",
            "gen",
            "jr",
            "гг",
            "им",
            "ул",
        ],
        StringComparer.Ordinal
    );

    private static bool IsUnspaced(char mark) => mark is '。' or '！' or '？' or '；';

    private static IEnumerable<string> Lines(string text)
    {
        for (var at = 0; at < text.Length; )
        {
            var end = text.IndexOf('\n', at);
            end = end < 0 ? text.Length : end;
            while (
                end < text.Length
                && (text[end] == '\n' || (char.IsWhiteSpace(text[end]) && text.AsSpan(end).TrimStart(" \t").StartsWith("\n")))
            )
            {
                end++;
            }

            yield return text[at..end];
            at = end;
        }
    }

    [GeneratedRegex(@"[.!?…。！？；]+[""”“»’'」』）)*_]*", RegexOptions.None, 1000)]
    private static partial Regex End();

    [GeneratedRegex(@"^\s*(?:[-*+•]|\d{1,3}[.)])\s+", RegexOptions.None, 1000)]
    private static partial Regex ItemMark();

    [GeneratedRegex(@"^\s{0,3}#{1,6}\s|^\*\*[^*]+\*\*:?\s*$", RegexOptions.None, 1000)]
    private static partial Regex HeadingMark();
}
