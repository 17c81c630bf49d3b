using System.Buffers;
using AssetLibrary.Web.Extraction.BuiltIn.Characters;
using AssetLibrary.Web.Extraction.BuiltIn.Language;

namespace AssetLibrary.Web.Extraction.BuiltIn.Props;

/// <summary>What the words around a noun for a person say of it: whether somebody new is there, or only spoken of.</summary>
internal sealed class NounContext(Cast cast)
{
    /// <summary>So many words on either side say what a sentence is about, however long a line is.</summary>
    public const int Context = 40;

    private static readonly SearchValues<char> SentenceEnds = SearchValues.Create(".!?…");

    /// <summary>"A man steps out of the dark: VICTOR." "This is MARTA."</summary>
    private static readonly WordList Revealing = new(
        "is it's this name named ist heißt c'est est nomme es llama è chiama é chama это зовут"
    );

    private static readonly WordList Joints = new("and but while und aber während et mais y pero e ma mas и а");

    private static readonly WordList Pronouns = new("he she him her his they er sie ihr ihm ihn il elle lui él ella lei egli ele ela");

    private static readonly WordList Being = new("is was be being been becomes ist war wird est était devient es era è diventa é");

    private static readonly WordList Relatives = new("who whose whom that qui que quien che der die das dessen deren который которая");

    private static readonly WordList Naming = new(
        "name named called heißt namens genannt nom nomme appelle appelé appelée dit dite nombre llama llamado llamada nome chiama "
            + "chiamato chiamata chama chamado chamada имя зовут имени"
    );

    private const int NearPicture = 8;

    private readonly Vocabulary vocabulary = cast.Vocabulary;

    private ScriptLine? quotedLine;
    private Quotation quotation;
    private int quotedAt;

    public static bool IsRelative(ReadOnlySpan<char> word) => Relatives.Has(word);

    /// <summary>"called", "namens", "s'appelle": a name follows.</summary>
    public static bool IsNaming(ReadOnlySpan<char> word) => Naming.Has(word);

    /// <summary>
    /// "A portrait of SIR HECTOR hangs there", "The stone says: ANNA VOSS, 1902-1980", "»Frau Pohl«": only the name is there, or a
    /// likeness. Where a verb stands between ("Before the portrait waits SIR HECTOR") they are there themselves.
    /// </summary>
    public bool IsOnlyName(ScriptLine line, int first, Predicates predicates)
    {
        if (IsQuoted(line, line.Words[first].Start) || HasSpanOfYears(line, first))
        {
            return true;
        }
        for (var i = first - 1; i >= 0 && i >= first - NearPicture && !HasSentenceEnd(line, i); i--)
        {
            var word = line.Words[i].In(line.Text);
            if (IsPicture(word))
            {
                return true;
            }
            if (predicates.IsVerb(line, i) && !vocabulary.Determiners.Has(line.Words[i - 1].In(line.Text)))
            {
                return false;
            }
        }
        return false;
    }

    /// <summary>A line is read on from where it was last asked about, so that a long one is not read for every name in it.</summary>
    private bool IsQuoted(ScriptLine line, int at)
    {
        if (!ReferenceEquals(line, quotedLine) || at < quotedAt)
        {
            (quotedLine, quotation) = (line, new Quotation(line.Text));
        }
        quotedAt = at;
        return quotation.Covers(at);
    }

    private bool IsPicture(ReadOnlySpan<char> word) =>
        vocabulary.Pictures.Has(word)
        || vocabulary.Inscriptions.Has(word)
        || Endings.Singular(word, vocabulary.Language, vocabulary.Pictures) is not null
        || Endings.Singular(word, vocabulary.Language, vocabulary.Inscriptions) is not null;

    /// <summary>"1938-1999": a life on a stone or under a picture.</summary>
    private static bool HasSpanOfYears(ScriptLine line, int first)
    {
        for (var i = first; i < line.Words.Count && i < first + Context && !(i > first && HasSentenceEnd(line, i - 1)); i++)
        {
            if (IsSpanOfYears(line, i))
            {
                return true;
            }
        }
        for (var i = first - 1; i >= 0 && i > first - NearPicture && !HasSentenceEnd(line, i); i--)
        {
            if (IsSpanOfYears(line, i))
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsSpanOfYears(ScriptLine line, int at)
    {
        var word = line.Words[at].In(line.Text);
        if (word.Length == 4 && at + 1 < line.Words.Count && line.Words[at + 1].Length == 4)
        {
            var between = line.Text.AsSpan(line.Words[at].End, line.Words[at + 1].Start - line.Words[at].End).Trim();
            return between is "–" or "—" or "-" && IsNumber(word) && IsNumber(line.Words[at + 1].In(line.Text));
        }
        return word.Length == 9 && word[4] == '-' && IsNumber(word[..4]) && IsNumber(word[5..]);
    }

    private static bool IsNumber(ReadOnlySpan<char> word) => !word.ContainsAnyExceptInRange('0', '9');

    public static bool IsPronoun(ReadOnlySpan<char> word) => Pronouns.Has(word);

    public static bool StartsSentence(ScriptLine line, int word)
    {
        var before = line.Paragraph.AsSpan(0, line.Offset + line.Words[word].Start).TrimEnd(" \n\t*_\"“”«»„()-");
        return before.IsEmpty || SentenceEnds.Contains(before[^1]);
    }

    /// <summary>"MARTA sits down. A woman of many words." goes on about Marta.</summary>
    public bool IsAfterName(ScriptLine line, int article, bool inSentence = false)
    {
        for (var i = article - 1; i >= Math.Max(0, article - Context) && !(inSentence && HasSentenceEnd(line, i)); i--)
        {
            var word = line.Words[i].In(line.Text);
            if (Words.IsShouted(word) && !vocabulary.Trade.Has(word))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>On a picture or a screen, or only heard from far away.</summary>
    public bool IsElsewhere(ScriptLine line, int first, int noun)
    {
        var (start, end) = (first, noun);
        while (start > 0 && first - start < Context && !HasSentenceEnd(line, start - 1))
        {
            start--;
        }
        while (end + 1 < line.Words.Count && end - noun < Context && !HasSentenceEnd(line, end))
        {
            end++;
        }
        for (var i = start; i <= end; i++)
        {
            if (vocabulary.Far.Has(line.Words[i].In(line.Text)))
            {
                return true;
            }
        }
        for (var i = start; i < first; i++)
        {
            if (vocabulary.Pictures.Has(line.Words[i].In(line.Text)))
            {
                return true;
            }
        }
        return false;
    }

    public static bool HasSentenceEnd(ScriptLine line, int word) =>
        word + 1 < line.Words.Count
        && line.Text.AsSpan(line.Words[word].End, line.Words[word + 1].Start - line.Words[word].End).ContainsAny(SentenceEnds);

    public bool IsRevealed(ScriptLine line, int noun)
    {
        if (
            noun + 1 < line.Words.Count
            && vocabulary.Language != ScriptLanguage.German
            && char.IsUpper(line.Text[line.Words[noun + 1].Start])
            && line.Text.AsSpan(line.Words[noun].End, line.Words[noun + 1].Start - line.Words[noun].End) is ", "
            && IsEndOfApposition(line, noun + 1)
        )
        {
            return true;
        }
        for (var i = noun + 1; i < line.Words.Count && i < noun + 20; i++)
        {
            var word = line.Words[i].In(line.Text);
            var between = line.Text.AsSpan(line.Words[i - 1].End, line.Words[i].Start - line.Words[i - 1].End);
            if (
                char.IsUpper(word[0])
                && cast.Find(cast.Names.Key(word.ToString())) is not null
                && (
                    between.ContainsAny(':', '–', '—')
                    || (between is ", " && IsEndOfApposition(line, i))
                    || i == noun + 1
                    || Revealing.Has(line.Words[i - 1].In(line.Text))
                    || Naming.Has(line.Words[i - 1].In(line.Text))
                )
            )
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>"…, VICTOR KANE, …": the name stands between marks.</summary>
    private static bool IsEndOfApposition(ScriptLine line, int word)
    {
        while (
            word + 1 < line.Words.Count
            && char.IsUpper(line.Text[line.Words[word + 1].Start])
            && Words.Touch(line.Text, line.Words[word], line.Words[word + 1])
        )
        {
            word++;
        }
        var after = line.Text.AsSpan(line.Words[word].End).TrimStart("*_ ");
        return after.IsEmpty || after[0] is ',' or '.' or ';' or ':' or '(' or '–' or '—';
    }

    /// <summary>"On the ropes: washing, a goat." One of several things, and not somebody just named.</summary>
    public bool IsListed(ScriptLine line, int article)
    {
        for (var i = article - 1; i >= Math.Max(0, article - Context) && !HasSentenceEnd(line, i); i--)
        {
            var word = line.Words[i].In(line.Text);
            var begins = i == 0 || HasSentenceEnd(line, i - 1);
            if (
                (char.IsUpper(word[0]) && (!begins || Words.IsShouted(word)) && vocabulary.Language != ScriptLanguage.German)
                || vocabulary.People.Has(word)
                || Pronouns.Has(word)
                || cast.Find(cast.Names.Key(word.ToString())) is not null
            )
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>"like a soldier", "is a soldier".</summary>
    public bool IsLikened(ScriptLine line, int article)
    {
        if (
            article > 0
            && Words.Touch(line.Text, line.Words[article - 1], line.Words[article])
            && Being.Has(line.Words[article - 1].In(line.Text))
        )
        {
            return true;
        }
        for (var i = article - 1; i >= 0 && i >= article - 2 && Words.Touch(line.Text, line.Words[i], line.Words[i + 1]); i--)
        {
            if (vocabulary.Likes.Has(line.Words[i].In(line.Text)))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>"MINA, a woman in her 40s" is Mina.</summary>
    public static bool IsApposition(ScriptLine line, int noun)
    {
        for (var i = noun - 1; i >= 0 && i >= noun - 5; i--)
        {
            var between = line.Text.AsSpan(line.Words[i].End, line.Words[i + 1].Start - line.Words[i].End);
            if (between.IndexOfAny(",(–—:") >= 0)
            {
                return !Joints.Has(line.Words[i + 1].In(line.Text));
            }
            if (between.IndexOfAny(".!?") >= 0)
            {
                return false;
            }
        }
        return false;
    }
}
