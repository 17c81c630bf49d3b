using System.Buffers;
using AssetLibrary.Web.Extraction.BuiltIn.Language;

namespace AssetLibrary.Web.Extraction.BuiltIn.Characters;

/// <summary>A run of capitals inside a sentence of action: an introduction, a thing to notice, or a sound.</summary>
internal sealed record CapitalName(Vocabulary Vocabulary, ScriptLine Line, int First, int Last)
{
    private const int LongestRun = 5;

    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" ,.;:()\n");

    public string Text => Words.Phrase(Line.Text, Line.Words, First, Last) + Wrapped();

    public int Start => Line.Words[First].Start;

    public ReadOnlySpan<char> WordAt(int index) => Line.Words[index].In(Line.Text);

    /// <summary>Runs without the articles and numbers before them.</summary>
    public static IEnumerable<CapitalName> In(ScriptLine line, Vocabulary vocabulary)
    {
        if (line.IsShouted || line.IsOnScreen)
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
            while (i + 1 < line.Words.Count && i - first < LongestRun && Follows(line, i, vocabulary))
            {
                i++;
            }
            var last = i;
            while (first < last && IsNoStart(line.Words[first].In(line.Text), vocabulary))
            {
                first++;
            }
            if (!IsNoStart(line.Words[first].In(line.Text), vocabulary))
            {
                yield return new CapitalName(vocabulary, line, first, last);
            }
        }
    }

    /// <summary>"DR. WINIFRED" at the end of a line and "ASH" on the next: what the margin has cut in two.</summary>
    private string Wrapped()
    {
        var end = Line.Offset + Line.Text.Length;
        if (
            Last < Line.Words.Count - 1
            || Line.Words[Last].End < Line.Text.AsSpan().TrimEnd().Length
            || end >= Line.Paragraph.Length
            || !Vocabulary.Titles.Has(WordAt(First))
        )
        {
            return "";
        }
        var next = Line.Paragraph.AsSpan(end).TrimStart();
        var length = next.IndexOfAny(WordEnds);
        var word = length > 0 ? next[..length] : next;
        return Words.IsShouted(word) && word.IndexOfAnyInRange('0', '9') < 0 ? string.Concat(" ", word) : "";
    }

    public bool IsFollowedByAge() => Age.Follows(Line, Last, Vocabulary);

    /// <summary>"TWO GUARDS": counted, so that they can be cast.</summary>
    public bool IsCounted() =>
        (First > 0 && Vocabulary.Counts.Has(WordAt(First - 1))) || (First > 1 && Vocabulary.Counts.Has(WordAt(First - 2)));

    /// <summary>The words on a sign begin behind a quotation mark; a nickname stands inside its name.</summary>
    public bool IsQuoted() => Start > 0 && Line.Text[Start - 1] is '"' or '“' or '«' or '„' or '‘' or '»';

    /// <summary>"COGNITO, the criminal mastermind, ..."</summary>
    public bool IsFollowedByDescription() =>
        Last + 2 < Line.Words.Count
        && Line.Text.AsSpan(Line.Words[Last].End).TrimStart("*_").StartsWith(", ")
        && Line.Words[Last + 1].Start - Line.Words[Last].End <= 4
        && Vocabulary.Determiners.Has(WordAt(Last + 1))
        && char.IsLower(WordAt(Last + 1)[0]);

    /// <summary>"ODO (bearded, barefoot)": small letters in brackets right behind.</summary>
    public bool IsFollowedByBrackets()
    {
        var after = Line.Text.AsSpan(Line.Words[Last].End).TrimStart("*_ \"”");
        return after.Length > 2 && after[0] == '(' && char.IsLower(after[1]);
    }

    /// <summary>"ODO, bearded, grunts" or "ODO grunts": somebody, if the name comes again.</summary>
    public bool IsFollowedByPredicate()
    {
        var after = Line.Text.AsSpan(Line.Words[Last].End).TrimStart("*_");
        if (after.StartsWith(", "))
        {
            return true;
        }
        return Last + 1 < Line.Words.Count
            && Words.Touch(Line.Text, Line.Words[Last], Line.Words[Last + 1])
            && char.IsLower(WordAt(Last + 1)[0])
            && (Vocabulary.Language != ScriptLanguage.English || WordAt(Last + 1)[^1] == 's');
    }

    public bool IsAfterDeterminer() =>
        First > 0 && Vocabulary.Determiners.Has(WordAt(First - 1)) && Words.Touch(Line.Text, Line.Words[First - 1], Line.Words[First]);

    public bool IsFollowedByVerb() =>
        Last + 1 < Line.Words.Count
        && Words.Touch(Line.Text, Line.Words[Last], Line.Words[Last + 1])
        && Vocabulary.Verbs.Has(WordAt(Last + 1))
        && char.IsLower(WordAt(Last + 1)[0]);

    private static bool IsNoStart(ReadOnlySpan<char> word, Vocabulary vocabulary) =>
        vocabulary.Determiners.Has(word) || vocabulary.Joints.Has(word) || vocabulary.Ends.Has(word) || word is "AKA" or "INT" or "EXT";

    private static bool Follows(ScriptLine line, int index, Vocabulary vocabulary)
    {
        var (word, next) = (line.Words[index], line.Words[index + 1]);
        var inName =
            Words.IsShouted(next.In(line.Text))
            || (
                next.Length == 1
                && char.IsUpper(line.Text[next.Start])
                && index + 2 < line.Words.Count
                && Words.IsShouted(line.Words[index + 2].In(line.Text))
            );
        if (next.In(line.Text).IndexOfAnyExceptInRange('0', '9') < 0 && next.Length < 3 && vocabulary.People.Has(word.In(line.Text)))
        {
            return Words.Touch(line.Text, word, next); // GUARD 1
        }
        var title = line.Text[word.End] == '.' && vocabulary.Titles.Has(word.In(line.Text)) && next.Start == word.End + 2;
        return inName
            && (title || Words.Touch(line.Text, word, next))
            && (!vocabulary.Joints.Has(next.In(line.Text)) || Cues.IsWith(next.In(line.Text)))
            && next.In(line.Text) is not "AKA";
    }
}
