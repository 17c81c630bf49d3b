using AssetLibrary.Web.Extraction.BuiltIn.Language;
using AssetLibrary.Web.Extraction.BuiltIn.Props;

namespace AssetLibrary.Web.Extraction.BuiltIn.Characters;

/// <summary>
/// Those whom the action introduces without capitals: "Edith Crane, 28," and "a young nurse, Edith Crane," by name, and
/// "a man in his 40s" without one.
/// </summary>
internal sealed class ProseIntroductions(Cast cast, Things things, HashSet<string> placeWords)
{
    private const int LongestName = 4;

    private readonly PersonNouns persons = new(cast.Vocabulary, things);

    private readonly Newcomers newcomers = new(cast, things);

    private readonly NounContext context = new(cast);

    private readonly Predicates predicates = new(cast.Vocabulary, things);

    private readonly RecurringNames recurring = new(cast, things, placeWords);

    private readonly Vocabulary vocabulary = cast.Vocabulary;

    public void Read(IEnumerable<ScriptLine> lines)
    {
        foreach (var line in lines)
        {
            if (line.IsShouted || line.IsOnScreen || line.Text.StartsWith('|'))
            {
                continue;
            }
            for (var i = 0; i < line.Words.Count; i++)
            {
                if (NameEnd(line, i) is { } last && !(i == last && IsNoun(line.Words[i].In(line.Text))))
                {
                    if (last > i && IsKindOf(line, i))
                    {
                        newcomers.Read(line, i);
                        i++;
                    }
                    Named(line, i, last);
                    recurring.Read(line, i, last);
                    i = last;
                }
                else if ((persons.Has(line.Words[i].In(line.Text)) || vocabulary.IsPair(line.Words[i].In(line.Text))))
                {
                    Unnamed(line, i);
                    newcomers.Read(line, i);
                }
            }
        }
        recurring.Add();
        newcomers.Add();
    }

    /// <summary>"Hund Bruno", "Кот Барсик": a noun with a capital, and a name. Titles are part of the name.</summary>
    private bool IsKindOf(ScriptLine line, int noun) =>
        vocabulary.People.Has(line.Words[noun].In(line.Text)) && !vocabulary.Titles.Has(line.Words[noun].In(line.Text));

    /// <summary>A noun that begins a sentence, or a German one, is no name.</summary>
    private bool IsNoun(ReadOnlySpan<char> word) =>
        vocabulary.People.Has(word)
        || vocabulary.IsPair(word)
        || (vocabulary.Language is ScriptLanguage.German or ScriptLanguage.Russian && persons.Has(word));

    private static string Capitalised(string noun) => char.ToUpperInvariant(noun[0]) + noun[1..];

    /// <summary>The last word of a name that begins here: words with one capital each.</summary>
    private int? NameEnd(ScriptLine line, int first)
    {
        if (
            !IsNameWord(line, first)
            || (first > 0 && IsNameWord(line, first - 1) && Words.Touch(line.Text, line.Words[first - 1], line.Words[first]))
        )
        {
            return null;
        }
        var last = first;
        while (last + 1 < line.Words.Count && last - first < LongestName && IsNameWord(line, last + 1) && Touches(line, last))
        {
            last++;
        }
        return last;
    }

    private bool Touches(ScriptLine line, int at) =>
        Words.Touch(line.Text, line.Words[at], line.Words[at + 1])
        || (line.Text[line.Words[at].End] == '.' && vocabulary.Titles.Has(line.Words[at].In(line.Text)));

    private bool IsNameWord(ScriptLine line, int index)
    {
        var word = line.Words[index].In(line.Text);
        return word.Length > 1
            && char.IsUpper(word[0])
            && !Words.IsShouted(word)
            && !Words.IsPossessive(word)
            && !vocabulary.Determiners.Has(word)
            && !vocabulary.Ends.Has(word)
            && !vocabulary.Small.Has(word)
            && !vocabulary.Joints.Has(word)
            && !vocabulary.Ages.Has(word);
    }

    private void Named(ScriptLine line, int first, int last)
    {
        var end = line.Words[last].In(line.Text);
        var aged = Age.Follows(line, last, vocabulary);
        var apposed = !aged && IsAfterNoun(line, first, last);
        // "Crane" alone may be a thing; behind a first name it is not.
        var doubtful =
            first == last && (vocabulary.Trade.Has(end) || (aged && (things.Find(end) is not null || vocabulary.NoThings.Has(end))));
        var kind = aged || apposed ? null : KindOf(line, first, last);
        if (kind is { } noun)
        {
            newcomers.IsCalled(line, noun);
        }
        if ((!aged && !apposed && kind is null) || vocabulary.Crowds.Has(end) || doubtful)
        {
            return;
        }
        var written = Words.Phrase(line.Text, line.Words, first, last);
        var key = cast.Names.Key(written);
        if (cast.Find(key) is not null)
        {
            return;
        }
        var called = cast.CalledIn(key.Split(' '));
        if (called is not null && cast.IsCalled(called, key))
        {
            cast.ByKey[called].AlsoCalled(key, written, cast.ByKey);
        }
        else
        {
            cast.ByKey[key] = new Person(key, written) { Confidence = Confidence.Probable };
        }
    }

    /// <summary>"a young nurse, Edith Crane, ...": a noun for a person and a comma, and behind the name another mark.</summary>
    private bool IsAfterNoun(ScriptLine line, int first, int last)
    {
        if (
            first < 2
            || !vocabulary.People.Has(line.Words[first - 1].In(line.Text))
            || line.Text.AsSpan(line.Words[first - 1].End, line.Words[first].Start - line.Words[first - 1].End).Trim() is not ","
        )
        {
            return false;
        }
        var after = line.Text.AsSpan(line.Words[last].End).TrimStart("*_");
        return (after.IsEmpty || after[0] is ',' or '.' or '(' or ':' or ';' || after.StartsWith(" (")) && IsWithArticle(line, first - 1);
    }

    /// <summary>The noun that says who "the dog Bruno trots", "a cat called Minister" and "Hannibal, an old dachshund," are.</summary>
    private int? KindOf(ScriptLine line, int first, int last)
    {
        if (
            first == last
                && (
                    things.Find(line.Words[last].In(line.Text)) is not null
                    || persons.Has(line.Words[last].In(line.Text))
                    || vocabulary.NoThings.Has(line.Words[last].In(line.Text))
                )
            || context.IsOnlyName(line, first, predicates)
        )
        {
            return null;
        }
        if (
            first > 0
            && IsKindOf(line, first - 1)
            && Words.Touch(line.Text, line.Words[first - 1], line.Words[first])
            && predicates.FollowSubject(line, last)
            && (IsWithArticle(line, first - 1) || NounContext.StartsSentence(line, first - 1))
        )
        {
            return first - 1;
        }
        return first > 0 && NounContext.IsNaming(line.Words[first - 1].In(line.Text))
            ? Called(line, first - 1)
            : Described(line, first, last);
    }

    private int? Called(ScriptLine line, int naming)
    {
        for (var i = naming - 1; i >= 0 && i >= naming - LongestName && !NounContext.HasSentenceEnd(line, i); i--)
        {
            if (vocabulary.People.Has(line.Words[i].In(line.Text)) && IsWithArticle(line, i) && !context.IsElsewhere(line, i, i))
            {
                return i;
            }
        }
        return null;
    }

    /// <summary>"Behind him trots Hannibal, an old dachshund."</summary>
    private int? Described(ScriptLine line, int first, int last)
    {
        var isThere = NounContext.StartsSentence(line, first) || (first > 0 && predicates.IsVerb(line, first - 1));
        if (
            !isThere
            || last + 2 >= line.Words.Count
            || !line.Text.AsSpan(line.Words[last].End).StartsWith(", ")
            || !vocabulary.Determiners.Has(line.Words[last + 1].In(line.Text))
        )
        {
            return null;
        }
        for (
            var i = last + 2;
            i < line.Words.Count && i <= last + LongestName && Words.Touch(line.Text, line.Words[i - 1], line.Words[i]);
            i++
        )
        {
            var isLast = line.Text.AsSpan(line.Words[i].End).TrimStart("*_") is [] or [',' or '.' or ';', ..];
            if (isLast && vocabulary.People.Has(line.Words[i].In(line.Text)) && !Words.IsShouted(line.Words[i].In(line.Text)))
            {
                return i;
            }
        }
        return null;
    }

    private bool IsWithArticle(ScriptLine line, int noun)
    {
        for (var i = noun - 1; i >= 0 && i >= noun - 4 && Words.Touch(line.Text, line.Words[i], line.Words[i + 1]); i--)
        {
            if (vocabulary.Determiners.Has(line.Words[i].In(line.Text)))
            {
                return true;
            }
        }
        return false;
    }

    private void Unnamed(ScriptLine line, int index)
    {
        var word = line.Words[index].In(line.Text);
        if (
            Words.IsShouted(word)
            || !vocabulary.People.Has(word)
            || vocabulary.Crowds.Has(word)
            || !Age.FollowsNoun(line, index, vocabulary)
            || !IsWithArticle(line, index)
            || NounContext.IsApposition(line, index)
            || cast.Find(cast.Names.Key(line.Words[0].In(line.Text).ToString())) is not null
        )
        {
            return;
        }
        var key = cast.Names.Key(word.ToString());
        if (cast.Find(key) is null && cast.CalledIn([key]) is null)
        {
            cast.ByKey[key] = new Person(key, Capitalised(word.ToString())) { Confidence = Confidence.Ask, InSmallLetters = true };
        }
    }
}
