namespace AssetLibrary.Web.Extraction.BuiltIn;

/// <summary>A run of capitals inside a sentence of action: an introduction, a thing to notice, or a sound.</summary>
internal sealed record CapitalName(ScriptLine Line, int First, int Last)
{
    private const int LongestRun = 5;

    public string Text => Words.Phrase(Line.Text, Line.Words, First, Last);

    public int Start => Line.Words[First].Start;

    public ReadOnlySpan<char> WordAt(int index) => Line.Words[index].In(Line.Text);

    /// <summary>Runs without the articles and numbers before them.</summary>
    public static IEnumerable<CapitalName> In(ScriptLine line)
    {
        if (line.IsShouted)
        {
            yield break;
        }
        for (var i = 0; i < line.Words.Count; i++)
        {
            if (!Words.IsShouted(line.Words[i].In(line.Text)))
            {
                continue;
            }
            var first = i;
            while (i + 1 < line.Words.Count && i - first < LongestRun && Follows(line, i))
            {
                i++;
            }
            var last = i;
            while (first < last && IsNoStart(line.Words[first].In(line.Text)))
            {
                first++;
            }
            if (!IsNoStart(line.Words[first].In(line.Text)))
            {
                yield return new CapitalName(line, first, last);
            }
        }
    }

    /// <summary>"MINA, 30s", "MINA (30)", "MINA, in her forties", "MINA (late 20s)".</summary>
    public bool IsFollowedByAge()
    {
        var text = Line.Text.AsSpan();
        var at = Line.Words[Last].End;
        if (at >= text.Length || text[at..].TrimStart(" *_").IsEmpty || text[at..].TrimStart(" *_")[0] is not (',' or '(' or '（'))
        {
            return false;
        }
        for (var i = Last + 1; i < Line.Words.Count && i <= Last + 4; i++)
        {
            var word = WordAt(i);
            var digits = word.IndexOfAnyExceptInRange('0', '9');
            digits = digits < 0 ? word.Length : digits;
            if (digits is > 0 and <= 3)
            {
                var rest = word[digits..];
                var after = Line.Words[i].End;
                return (rest.IsEmpty || rest is "s" or "'s" or "’s" or "er" or "-ish" or "ish" || rest.StartsWith("-year") || rest.StartsWith("-something"))
                    && (after >= text.Length || text[after] is not ':');
            }
            if (word is "teens" or "twenties" or "thirties" or "forties" or "fifties" or "sixties" or "seventies" or "eighties" or "teenage")
            {
                return true;
            }
            if (word is not ("early" or "mid" or "late" or "in" or "his" or "her" or "their" or "around" or "about" or "a" or "the"
                or "Anfang" or "Mitte" or "Ende" or "etwa" or "environ" or "la" or "une" or "de" or "unos" or "unas" or "age" or "aged"))
            {
                return false;
            }
        }
        return false;
    }

    /// <summary>"COGNITO, the criminal mastermind, ..."</summary>
    public bool IsFollowedByDescription() =>
        Last + 2 < Line.Words.Count
        && Line.Text.AsSpan(Line.Words[Last].End).TrimStart("*_").StartsWith(", ")
        && Line.Words[Last + 1].Start - Line.Words[Last].End <= 4
        && StopWords.Determiners.Has(WordAt(Last + 1))
        && char.IsLower(WordAt(Last + 1)[0]);

    public bool IsAfterDeterminer() =>
        First > 0 && StopWords.Determiners.Has(WordAt(First - 1)) && Words.Touch(Line.Text, Line.Words[First - 1], Line.Words[First]);

    public bool IsFollowedByVerb() =>
        Last + 1 < Line.Words.Count && Words.Touch(Line.Text, Line.Words[Last], Line.Words[Last + 1]) && PeopleWords.Verbs.Has(WordAt(Last + 1))
        && char.IsLower(WordAt(Last + 1)[0]);

    private static bool IsNoStart(ReadOnlySpan<char> word) =>
        StopWords.Determiners.Has(word) || PeopleWords.Joints.Has(word) || StopWords.EndName.Has(word) || word is "AKA" or "INT" or "EXT";

    private static bool Follows(ScriptLine line, int index)
    {
        var (word, next) = (line.Words[index], line.Words[index + 1]);
        var inName = Words.IsShouted(next.In(line.Text)) || (next.Length == 1 && char.IsUpper(line.Text[next.Start]) && index + 2 < line.Words.Count
            && Words.IsShouted(line.Words[index + 2].In(line.Text)));
        var title = line.Text[word.End] == '.' && PeopleWords.Titles.Has(word.In(line.Text)) && next.Start == word.End + 2;
        return inName && (title || Words.Touch(line.Text, word, next)) && !PeopleWords.Joints.Has(next.In(line.Text)) && next.In(line.Text) is not "AKA";
    }
}
