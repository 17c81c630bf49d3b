using System.Buffers;

namespace AssetLibrary.Web.Extraction.BuiltIn;

/// <summary>
/// Somebody without a name, in small letters: "A porter drags a trunk across the hall." The sentence is about them, or the script
/// comes back to them. Who is only talked of, compared with, painted, or heard from far away is nobody.
/// </summary>
internal sealed class Newcomers(Cast cast, Things things)
{
    private const int MostAdjectives = 2;
    private const int OftenNamed = 3;

    /// <summary>A first cue so few lines later is most likely that person's.</summary>
    private const int NearCue = 6;

    /// <summary>So many words on either side say what a sentence is about, however long a line is.</summary>
    private const int Context = 40;

    private static readonly SearchValues<char> SentenceEnds = SearchValues.Create(".!?…");

    private static readonly WordList Indefinite = new("a an another ein eine un une una uno um uma");

    private static readonly WordList AnyIndefinite = new("a an another ein eine einen einem einer un une una uno um uma");

    private static readonly WordList Definite = new("the der die das den dem le la les l el los il lo gli al del au du");

    private static readonly WordList Numbers = new("""
        two three four five six zwei drei vier fünf sechs deux trois quatre cinq dos tres cuatro cinco seis due tre quattro cinque sei
        dois duas três quatro два две двое три трое четыре четверо
        """);

    private static readonly WordList Whoever = new("who whose whom that qui que quien che der die das dessen deren который которая");

    /// <summary>"A man steps out of the dark: VICTOR." "This is MARTA."</summary>
    private static readonly WordList Revealing = new("is it's this name named ist heißt c'est est nomme es llama è chiama é chama это зовут");

    private static readonly WordList Joints = new("and but while und aber während et mais y pero e ma mas и а");

    private static readonly WordList Pronouns = new("he she him her his they er sie ihr ihm ihn il elle lui él ella lei egli ele ela");

    private static readonly WordList Being = new("is was be being been becomes ist war wird est était devient es era è diventa é");

    private readonly Dictionary<string, Seen> seen = new(StringComparer.OrdinalIgnoreCase);

    private readonly Vocabulary vocabulary = cast.Vocabulary;

    private sealed class Seen
    {
        public string InFull { get; set; } = "";

        public bool IsNew { get; set; }

        public bool Comes { get; set; }

        public bool Acts { get; set; }

        /// <summary>"the boy from next door, PIET": the noun is another way to name him.</summary>
        public bool IsSomebodyElse { get; set; }

        public int Again { get; set; }
    }

    /// <summary>At a word of the line that is a noun for a person.</summary>
    public void Read(ScriptLine line, int noun)
    {
        var word = line.Words[noun].In(line.Text);
        if (Words.IsShouted(word) || Words.IsPossessive(word) || vocabulary.Vague.Has(word) || IsBeforeNoun(line, noun))
        {
            return;
        }
        var first = noun;
        while (first > 0 && noun - first < MostAdjectives && Words.Touch(line.Text, line.Words[first - 1], line.Words[first]) && IsAdjective(line, first - 1))
        {
            first--;
        }
        if (vocabulary.Language == ScriptLanguage.Russian)
        {
            WithoutArticle(line, first, noun);
        }
        else if (first > 0 && Words.Touch(line.Text, line.Words[first - 1], line.Words[first]))
        {
            WithArticle(line, first, noun);
        }
    }

    private void WithArticle(ScriptLine line, int first, int noun)
    {
        var article = line.Words[first - 1].In(line.Text);
        var isSeveral = Numbers.Has(article);
        if (vocabulary.Crowds.Has(line.Words[noun].In(line.Text)) && !isSeveral)
        {
            return;
        }
        var who = At(line, noun);
        who.IsSomebodyElse |= IsRevealed(line, noun);
        if (IsDefinite(article) && first == noun)
        {
            who.Again++;
            who.Acts |= IsVerb(line, noun + 1);
        }
        else if ((AnyIndefinite.Has(article) || isSeveral) && !IsLikened(line, first - 1))
        {
            var isApposition = IsApposition(line, noun);
            who.IsNew |= who.Again == 0 && !isSeveral && (!isApposition || IsListed(line, first - 1));
            if (!isApposition && (isSeveral || Indefinite.Has(article)) && Comes(line, first - 1, noun))
            {
                who.Comes = true;
                who.InFull = who.InFull.Length == 0 ? Words.Phrase(line.Text, line.Words, first, noun) : who.InFull;
            }
        }
    }

    /// <summary>Russian: the nominative before or behind what it does.</summary>
    private void WithoutArticle(ScriptLine line, int first, int noun)
    {
        var before = first > 0 && Words.Touch(line.Text, line.Words[first - 1], line.Words[first]) ? line.Words[first - 1].In(line.Text) : default;
        var comesAfter = vocabulary.Appears.Has(before);
        var isSeveral = Numbers.Has(before);
        var begins = StartsSentence(line, isSeveral ? first - 1 : first) && IsVerb(line, noun + 1);
        if ((comesAfter || begins) && (isSeveral || !vocabulary.Crowds.Has(line.Words[noun].In(line.Text))) && !IsElsewhere(line, first, noun))
        {
            var who = At(line, noun);
            who.Comes |= comesAfter || !vocabulary.Generic.Has(line.Words[noun].In(line.Text)) || who.Again > 0;
            who.Again++;
            who.InFull = Words.Phrase(line.Text, line.Words, first, noun);
        }
    }

    /// <summary>Everyone the script follows joins the cast, to be asked about.</summary>
    public void Add()
    {
        foreach (var (noun, who) in seen)
        {
            if (who.IsSomebodyElse || (!who.Comes && !(who.IsNew && who.Again > 0) && !(who.Again >= OftenNamed && who.Acts)))
            {
                continue;
            }
            var key = cast.Names.Key(noun);
            if (cast.Find(key) is not null || IsKnown(key))
            {
                continue;
            }
            cast.ByKey[key] = new Person(key, Capitalised(noun)) { Confidence = Confidence.Ask, InSmallLetters = true };
            if (who.InFull.Contains(' ', StringComparison.Ordinal) && cast.Names.Key(who.InFull) is var full && !cast.ByKey.ContainsKey(full))
            {
                cast.ByKey[key].AlsoCalled(full, Capitalised(who.InFull), cast.ByKey);
            }
        }
    }

    /// <summary>OLD WOMAN is a woman, and GUARD 1 one of two guards.</summary>
    private bool IsKnown(string key)
    {
        var one = Endings.Singular(key, vocabulary.Language, vocabulary.People)?.ToUpperInvariant();
        return cast.ByKey.Keys.Any(k => k.Split(' ') is var words && (words.Contains(key, StringComparer.Ordinal) || (one is not null && words.Contains(one, StringComparer.Ordinal))));
    }

    private Seen At(ScriptLine line, int noun)
    {
        var word = line.Words[noun].In(line.Text).ToString();
        if (!seen.TryGetValue(word, out var who))
        {
            seen[word] = who = new Seen();
        }
        return who;
    }

    /// <summary>The sentence is about somebody: it begins with them, says at once what they do, or that they are there.</summary>
    private bool Comes(ScriptLine line, int article, int noun)
    {
        if (IsElsewhere(line, article, noun))
        {
            return false;
        }
        var acts = IsVerb(line, noun + 1);
        var appears = article > 0 && vocabulary.Appears.Has(line.Words[article - 1].In(line.Text)) && Words.Touch(line.Text, line.Words[article - 1], line.Words[article]);
        var begins = StartsSentence(line, article) && !(noun + 1 < line.Words.Count && Whoever.Has(line.Words[noun + 1].In(line.Text))) && !IsAfterName(line, article);
        appears |= vocabulary.Language == ScriptLanguage.German && article > 1 && IsVerb(line, article - 1) && BeginsWithPlace(line, article);
        return (acts || appears || begins) && !(vocabulary.Generic.Has(line.Words[noun].In(line.Text)) && IsNearFirstCue(line));
    }

    /// <summary>"In der Ecke stimmt eine Cellistin": behind a place and the verb stands who does it.</summary>
    private bool BeginsWithPlace(ScriptLine line, int article)
    {
        var first = article;
        while (first > 0 && article - first < Context && !HasSentenceEnd(line, first - 1))
        {
            first--;
        }
        var word = line.Words[first].In(line.Text);
        return vocabulary.Ends.Has(word) && !Pronouns.Has(word) && !vocabulary.Determiners.Has(word) | word is "Im" or "Am" or "Beim" or "Zur" or "Zum";
    }

    private static bool StartsSentence(ScriptLine line, int word)
    {
        var before = line.Paragraph.AsSpan(0, line.Offset + line.Words[word].Start).TrimEnd(" \n\t*_\"“”«»„()-");
        return before.IsEmpty || SentenceEnds.Contains(before[^1]);
    }

    /// <summary>"MARTA sits down. A woman of many words." goes on about Marta.</summary>
    private bool IsAfterName(ScriptLine line, int article)
    {
        for (var i = Math.Max(0, article - Context); i < article; i++)
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
    private bool IsElsewhere(ScriptLine line, int first, int noun)
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
        for (var i = Math.Max(0, first - Context); i < first; i++)
        {
            if (vocabulary.Pictures.Has(line.Words[i].In(line.Text)))
            {
                return true;
            }
        }
        return false;
    }

    private static bool HasSentenceEnd(ScriptLine line, int word) =>
        word + 1 < line.Words.Count && line.Text.AsSpan(line.Words[word].End, line.Words[word + 1].Start - line.Words[word].End).ContainsAny(SentenceEnds);

    private bool IsRevealed(ScriptLine line, int noun)
    {
        if (noun + 1 < line.Words.Count && vocabulary.Language != ScriptLanguage.German && char.IsUpper(line.Text[line.Words[noun + 1].Start])
            && line.Text.AsSpan(line.Words[noun].End, line.Words[noun + 1].Start - line.Words[noun].End) is ", " && IsEndOfApposition(line, noun + 1))
        {
            return true;
        }
        for (var i = noun + 1; i < line.Words.Count && i < noun + 20; i++)
        {
            var word = line.Words[i].In(line.Text);
            var between = line.Text.AsSpan(line.Words[i - 1].End, line.Words[i].Start - line.Words[i - 1].End);
            if (char.IsUpper(word[0]) && cast.Find(cast.Names.Key(word.ToString())) is not null && (between.ContainsAny(':', '–', '—') || (between is ", " && IsEndOfApposition(line, i)) || i == noun + 1 || Revealing.Has(line.Words[i - 1].In(line.Text))))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>"…, VICTOR KANE, …": the name stands between marks.</summary>
    private static bool IsEndOfApposition(ScriptLine line, int word)
    {
        while (word + 1 < line.Words.Count && char.IsUpper(line.Text[line.Words[word + 1].Start]) && Words.Touch(line.Text, line.Words[word], line.Words[word + 1]))
        {
            word++;
        }
        var after = line.Text.AsSpan(line.Words[word].End).TrimStart("*_ ");
        return after.IsEmpty || after[0] is ',' or '.' or ';' or ':' or '(' or '–' or '—';
    }

    /// <summary>"On the ropes: washing, a goat." One of several things, and not somebody just named.</summary>
    private bool IsListed(ScriptLine line, int article)
    {
        for (var i = article - 1; i >= Math.Max(0, article - Context) && !HasSentenceEnd(line, i); i--)
        {
            var word = line.Words[i].In(line.Text);
            var begins = i == 0 || HasSentenceEnd(line, i - 1);
            if ((char.IsUpper(word[0]) && (!begins || Words.IsShouted(word)) && vocabulary.Language != ScriptLanguage.German) || vocabulary.People.Has(word) || Pronouns.Has(word) || cast.Find(cast.Names.Key(word.ToString())) is not null)
            {
                return false;
            }
        }
        return true;
    }

    private bool IsNearFirstCue(ScriptLine line) => cast.ByKey.Values.Any(p => p.HasCue && p.FirstCue > line.Line && p.FirstCue <= line.Line + NearCue);

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

    /// <summary>"like a soldier", "is a soldier".</summary>
    private bool IsLikened(ScriptLine line, int article)
    {
        if (article > 0 && Words.Touch(line.Text, line.Words[article - 1], line.Words[article]) && Being.Has(line.Words[article - 1].In(line.Text)))
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

    /// <summary>"a police officer" is an officer, "a dog collar" no dog.</summary>
    private bool IsBeforeNoun(ScriptLine line, int noun)
    {
        if (noun + 1 >= line.Words.Count || !Words.Touch(line.Text, line.Words[noun], line.Words[noun + 1]))
        {
            return false;
        }
        var next = line.Words[noun + 1].In(line.Text);
        if (vocabulary.Language != ScriptLanguage.English)
        {
            // "una vecchia valigia"
            return vocabulary.Ages.Has(line.Words[noun].In(line.Text)) && !IsVerb(line, noun + 1) && !vocabulary.Ends.Has(next) && vocabulary.Language != ScriptLanguage.Russian;
        }
        return !IsVerb(line, noun + 1) && (vocabulary.People.Has(next) || vocabulary.Crowds.Has(next) || things.Find(next) is not null || vocabulary.NoThings.Has(next));
    }

    private bool IsVerb(ScriptLine line, int at)
    {
        if (at >= line.Words.Count || at == 0 || !Words.Touch(line.Text, line.Words[at - 1], line.Words[at]))
        {
            return false;
        }
        var word = line.Words[at].In(line.Text);
        if (vocabulary.Language == ScriptLanguage.English && char.IsLower(word[0]) && word[^1] != 's' && vocabulary.Verbs.Has(string.Concat(word, "s")))
        {
            return true;
        }
        return vocabulary.Verbs.Has(word) || vocabulary.Hands.Has(word) || vocabulary.Appears.Has(word) || IsVerbForm(word);
    }

    /// <summary>What stands right behind a person and ends like the third person.</summary>
    private bool IsVerbForm(ReadOnlySpan<char> word) => char.IsLower(word[0]) && word.Length > 3 && !vocabulary.Ends.Has(word) && vocabulary.Language switch
    {
        ScriptLanguage.English => word[^1] is 's' && word[^2] is not ('s' or 'u') && things.Find(word) is null,
        ScriptLanguage.German => word[^1] is 't' && !word.EndsWith("cht"),
        ScriptLanguage.Russian => word.EndsWith("ет") || word.EndsWith("ёт") || word.EndsWith("ит") || word.EndsWith("ется") || word.EndsWith("ится") || word.EndsWith("ётся") || word.EndsWith("ют") || word.EndsWith("ут") || word.EndsWith("ят"),
        _ => false,
    };

    private bool IsAdjective(ScriptLine line, int at)
    {
        var word = line.Words[at].In(line.Text);
        if (vocabulary.Language == ScriptLanguage.Russian)
        {
            return word.Length > 4 && (word.EndsWith("ый") || word.EndsWith("ий") || word.EndsWith("ой") || word.EndsWith("ая") || word.EndsWith("яя"));
        }
        return !vocabulary.Determiners.Has(word) && !AnyIndefinite.Has(word) && !vocabulary.Ends.Has(word) && !vocabulary.Joints.Has(word) && !vocabulary.Counts.Has(word) && !Words.IsShouted(word) && !Words.IsPossessive(word)
            && !(vocabulary.Language == ScriptLanguage.German && char.IsUpper(word[0])) && !(vocabulary.Verbs.Has(word) && vocabulary.Language == ScriptLanguage.English && word[^1] == 's');
    }

    private bool IsDefinite(ReadOnlySpan<char> word) => Definite.Has(word) || (vocabulary.Language == ScriptLanguage.Portuguese && word is "o" or "a" or "O" or "A");

    private static string Capitalised(string noun) => char.ToUpperInvariant(noun[0]) + noun[1..];
}
