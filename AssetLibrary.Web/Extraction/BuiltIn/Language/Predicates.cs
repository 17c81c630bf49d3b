using AssetLibrary.Web.Extraction.BuiltIn.Props;

namespace AssetLibrary.Web.Extraction.BuiltIn.Language;

/// <summary>Whether the words behind a name or a noun say what it does: the best evidence that somebody is there.</summary>
internal sealed class Predicates(Vocabulary vocabulary, Things things)
{
    private const int LongestComplement = 6;

    private static readonly WordList Clitics = new("se s me te le la les lui y en si lo gli li ne lhe o a os as ci vi mi l");

    private static readonly WordList Genitives = new("de du des d di del della dello dell dei degli delle do da dos das qui que che");

    private bool IsRomance =>
        vocabulary.Language is ScriptLanguage.French or ScriptLanguage.Spanish or ScriptLanguage.Italian or ScriptLanguage.Portuguese;

    public bool IsVerb(ScriptLine line, int at)
    {
        if (at >= line.Words.Count || at == 0 || !Words.Touch(line.Text, line.Words[at - 1], line.Words[at]))
        {
            return false;
        }
        var word = line.Words[at].In(line.Text);
        return IsListed(word) || IsVerbForm(word);
    }

    /// <summary>The verb stands right behind, or behind what belongs to the noun: "The driver of the bus honks".</summary>
    public bool Follow(ScriptLine line, int last)
    {
        if (IsVerb(line, last + 1))
        {
            return true;
        }
        if (
            last + 1 >= line.Words.Count
            || !Words.Touch(line.Text, line.Words[last], line.Words[last + 1])
            || NounContext.IsRelative(line.Words[last + 1].In(line.Text))
        )
        {
            return false;
        }
        for (
            var i = last + 2;
            i < line.Words.Count && i <= last + LongestComplement && Words.Touch(line.Text, line.Words[i - 1], line.Words[i]);
            i++
        )
        {
            if (
                IsListed(line.Words[i].In(line.Text))
                || (vocabulary.Language == ScriptLanguage.Russian && IsVerbForm(line.Words[i].In(line.Text)))
            )
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>
    /// Behind a noun that begins a sentence: "L'éclusier tourne la manivelle". The lists know few of the verbs of the Romance
    /// languages, whose endings are those of adjectives; what stands there without an article is most likely one.
    /// </summary>
    public bool FollowSubject(ScriptLine line, int noun)
    {
        if (Follow(line, noun))
        {
            return true;
        }
        if (!IsRomance || noun + 1 >= line.Words.Count || !Words.Touch(line.Text, line.Words[noun], line.Words[noun + 1]))
        {
            return false;
        }
        if (Genitives.Has(line.Words[noun + 1].In(line.Text)))
        {
            noun = EndOfGenitive(line, noun);
            if (noun + 1 >= line.Words.Count || !Words.Touch(line.Text, line.Words[noun], line.Words[noun + 1]))
            {
                return false;
            }
        }
        var next = line.Words[noun + 1].In(line.Text);
        return char.IsLower(next[0])
            && !Genitives.Has(next)
            && !NounContext.IsRelative(next)
            && (
                Clitics.Has(next)
                || (next.Length > 2 && !vocabulary.Ends.Has(next) && !vocabulary.Determiners.Has(next) && !vocabulary.Joints.Has(next))
            );
    }

    /// <summary>"The driver of the bus": the bus.</summary>
    private int EndOfGenitive(ScriptLine line, int noun)
    {
        var last = noun + 2;
        if (
            last + 1 < line.Words.Count
            && (vocabulary.Determiners.Has(line.Words[last].In(line.Text)) || vocabulary.Ends.Has(line.Words[last].In(line.Text)))
        )
        {
            last++;
        }
        return last;
    }

    private bool IsListed(ReadOnlySpan<char> word)
    {
        if (
            vocabulary.Language == ScriptLanguage.English
            && char.IsLower(word[0])
            && word[^1] != 's'
            && vocabulary.Verbs.Has(string.Concat(word, "s"))
        )
        {
            return true;
        }
        return vocabulary.Verbs.Has(word) || vocabulary.Hands.Has(word) || vocabulary.Appears.Has(word);
    }

    /// <summary>What stands right behind a person and ends like the third person.</summary>
    private bool IsVerbForm(ReadOnlySpan<char> word) =>
        char.IsLower(word[0])
        && word.Length > 3
        && !vocabulary.Ends.Has(word)
        && vocabulary.Language switch
        {
            ScriptLanguage.English => word[^1] is 's' && word[^2] is not ('s' or 'u') && things.Find(word) is null,
            ScriptLanguage.German => word[^1] is 't' && !word.EndsWith("cht"),
            ScriptLanguage.Russian => word.EndsWith("ет")
                || word.EndsWith("ёт")
                || word.EndsWith("ит")
                || word.EndsWith("ется")
                || word.EndsWith("ится")
                || word.EndsWith("ётся")
                || word.EndsWith("ют")
                || word.EndsWith("ут")
                || word.EndsWith("ят"),
            _ => false,
        };
}
