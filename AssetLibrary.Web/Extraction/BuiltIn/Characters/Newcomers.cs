using AssetLibrary.Web.Extraction.BuiltIn.Language;
using AssetLibrary.Web.Extraction.BuiltIn.Props;

namespace AssetLibrary.Web.Extraction.BuiltIn.Characters;

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

    private static readonly WordList Indefinite = new("a an another ein eine un une una uno um uma");

    private static readonly WordList AnyIndefinite = new("a an another ein eine einen einem einer un une una uno um uma");

    private static readonly WordList Definite = new("the der die das den dem le la les l el los il lo gli al del au du");

    private static readonly WordList Numbers = new(
        """
        two three four five six zwei drei vier fünf sechs deux trois quatre cinq dos tres cuatro cinco seis due tre quattro cinque sei
        dois duas três quatro два две двое три трое четыре четверо
        """
    );

    private readonly Dictionary<string, Seen> seen = new(StringComparer.OrdinalIgnoreCase);

    private readonly NounContext context = new(cast);

    private readonly Predicates predicates = new(cast.Vocabulary, things);

    private readonly Vocabulary vocabulary = cast.Vocabulary;

    private sealed class Seen
    {
        public string InFull { get; set; } = "";

        public bool IsNew { get; set; }

        public bool Comes { get; set; }

        public bool Acts { get; set; }

        /// <summary>"the boy from next door, PIET": the noun is another way to name him.</summary>
        public bool IsSomebodyElse { get; set; }

        /// <summary>"MARTA, a nurse,": the nurse may be Marta from then on.</summary>
        public bool IsRole { get; set; }

        /// <summary>"The locksmith kneels at the door": nobody has said that there is one, and there one is.</summary>
        public bool IsThere { get; set; }

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
        while (
            first > 0
            && noun - first < MostAdjectives
            && Words.Touch(line.Text, line.Words[first - 1], line.Words[first])
            && IsAdjective(line, first - 1)
        )
        {
            first--;
        }
        if (IsRole(line, noun))
        {
            At(line, noun).IsRole = true;
        }
        if (vocabulary.IsPair(word))
        {
            Pair(line, first, noun);
        }
        else if (vocabulary.Language == ScriptLanguage.Russian)
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
        // "un infermiere", of which several are "infermiere", too
        var isOne = Indefinite.Has(article) && vocabulary.People.Has(line.Words[noun].In(line.Text));
        if (vocabulary.Crowds.Has(line.Words[noun].In(line.Text)) && !isSeveral && !isOne)
        {
            return;
        }
        var who = At(line, noun);
        who.IsSomebodyElse |= context.IsRevealed(line, noun);
        if (IsDefinite(article) && first == noun)
        {
            who.Again++;
            who.Acts |= predicates.IsVerb(line, noun + 1);
        }
        if (IsDefinite(article))
        {
            IsThere(line, first, noun, who);
        }
        else if ((AnyIndefinite.Has(article) || isSeveral) && !context.IsLikened(line, first - 1))
        {
            var isApposition = NounContext.IsApposition(line, noun);
            who.IsNew |= who.Again == 0 && !isSeveral && (!isApposition || context.IsListed(line, first - 1));
            if (!isApposition && (isSeveral || Indefinite.Has(article)) && Comes(line, first - 1, noun))
            {
                who.Comes = true;
                who.InFull = who.InFull.Length == 0 ? Words.Phrase(line.Text, line.Words, first, noun) : who.InFull;
            }
        }
    }

    /// <summary>"The locksmith kneels": somebody new, unless the noun may mean somebody known (a man, a mother, a doctor).</summary>
    private void IsThere(ScriptLine line, int first, int noun, Seen who)
    {
        var word = line.Words[noun].In(line.Text);
        if (
            vocabulary.Generic.Has(word)
            || vocabulary.Titles.Has(word)
            || vocabulary.Ages.Has(word)
            || vocabulary.Wild.Has(word)
            || vocabulary.Things.Has(word)
            || context.IsElsewhere(line, first, noun)
        )
        {
            return;
        }
        var begins = NounContext.StartsSentence(line, first - 1) && predicates.FollowSubject(line, noun);
        var comesAfter =
            first > 1
            && predicates.IsVerb(line, first - 2)
            && BeginsWithPlace(line, first - 1)
            && vocabulary.Language == ScriptLanguage.German;
        if (begins || comesAfter)
        {
            who.IsThere = true;
            who.InFull = who.InFull.Length == 0 ? Words.Phrase(line.Text, line.Words, first, noun) : who.InFull;
        }
    }

    /// <summary>Twins are two without being counted.</summary>
    private void Pair(ScriptLine line, int first, int noun)
    {
        var start =
            first > 0
            && Words.Touch(line.Text, line.Words[first - 1], line.Words[first])
            && (vocabulary.Determiners.Has(line.Words[first - 1].In(line.Text)) || Numbers.Has(line.Words[first - 1].In(line.Text)))
                ? first - 1
                : first;
        if (context.IsElsewhere(line, start, noun) || context.IsLikened(line, start) || IsRole(line, noun))
        {
            return;
        }
        var who = At(line, noun);
        who.Comes = true;
        who.InFull = who.InFull.Length == 0 && start < noun ? Words.Phrase(line.Text, line.Words, start, noun) : who.InFull;
    }

    /// <summary>"MARTA (40), a nurse," and "He is a baker": what somebody is whom the script names.</summary>
    private bool IsRole(ScriptLine line, int noun) =>
        (NounContext.IsApposition(line, noun) && context.IsAfterName(line, noun, inSentence: true))
        || (noun > 0 && context.IsLikened(line, noun - 1));

    /// <summary>Russian: the nominative before or behind what it does.</summary>
    private void WithoutArticle(ScriptLine line, int first, int noun)
    {
        var before =
            first > 0 && Words.Touch(line.Text, line.Words[first - 1], line.Words[first]) ? line.Words[first - 1].In(line.Text) : default;
        var comesAfter = vocabulary.Appears.Has(before) || (first > 0 && predicates.IsVerb(line, first - 1));
        var isSeveral = Numbers.Has(before);
        var begins = NounContext.StartsSentence(line, isSeveral ? first - 1 : first) && predicates.Follow(line, noun);
        if (
            (comesAfter || begins)
            && (isSeveral || !vocabulary.Crowds.Has(line.Words[noun].In(line.Text)))
            && !context.IsElsewhere(line, first, noun)
        )
        {
            var who = At(line, noun);
            who.IsSomebodyElse |= context.IsRevealed(line, noun);
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
            var comes = who.Comes || (who.IsNew && who.Again > 0) || (who.Again >= OftenNamed && who.Acts) || (who.IsThere && !who.IsRole);
            if (
                who.IsSomebodyElse
                || !comes
                || (vocabulary.Wild.Has(noun) && !(who.Again > (vocabulary.Language == ScriptLanguage.Russian ? 1 : 0)))
            )
            {
                continue;
            }
            var key = cast.Names.Key(noun);
            if (cast.Find(key) is not null || IsKnown(key))
            {
                continue;
            }
            cast.ByKey[key] = new Person(key, Capitalised(noun)) { Confidence = Confidence.Ask, InSmallLetters = true };
            if (
                who.InFull.Contains(' ', StringComparison.Ordinal)
                && cast.Names.Key(who.InFull) is var full
                && !cast.ByKey.ContainsKey(full)
            )
            {
                cast.ByKey[key].AlsoCalled(full, Capitalised(who.InFull), cast.ByKey);
            }
        }
    }

    /// <summary>OLD WOMAN is a woman, and GUARD 1 one of two guards.</summary>
    private bool IsKnown(string key)
    {
        var one = Endings.Singular(key, vocabulary.Language, vocabulary.People)?.ToUpperInvariant();
        return cast.ByKey.Keys.Any(k =>
            IsCompoundOf(k, key)
            || k.Split(' ') is var words
                && (words.Contains(key, StringComparer.Ordinal) || (one is not null && words.Contains(one, StringComparer.Ordinal)))
        );
    }

    /// <summary>The Fahrer and the Traktorfahrer.</summary>
    private bool IsCompoundOf(string known, string key) =>
        vocabulary.Language == ScriptLanguage.German
        && cast.ByKey[known].InSmallLetters
        && (known.EndsWith(key, StringComparison.Ordinal) || key.EndsWith(known, StringComparison.Ordinal));

    /// <summary>"the dog Bruno": the noun is Bruno.</summary>
    public void IsCalled(ScriptLine line, int noun) => At(line, noun).IsSomebodyElse = true;

    private Seen At(ScriptLine line, int noun)
    {
        var word = vocabulary.PairOf(line.Words[noun].In(line.Text)) ?? line.Words[noun].In(line.Text).ToString();
        if (!seen.TryGetValue(word, out var who))
        {
            seen[word] = who = new Seen();
        }
        return who;
    }

    /// <summary>The sentence is about somebody: it begins with them, says at once what they do, or that they are there.</summary>
    private bool Comes(ScriptLine line, int article, int noun)
    {
        if (context.IsElsewhere(line, article, noun))
        {
            return false;
        }
        var acts = predicates.IsVerb(line, noun + 1);
        var appears =
            article > 0
            && vocabulary.Appears.Has(line.Words[article - 1].In(line.Text))
            && Words.Touch(line.Text, line.Words[article - 1], line.Words[article]);
        var begins =
            NounContext.StartsSentence(line, article)
            && !(noun + 1 < line.Words.Count && NounContext.IsRelative(line.Words[noun + 1].In(line.Text)))
            && !context.IsAfterName(line, article);
        appears |=
            vocabulary.Language == ScriptLanguage.German
            && article > 1
            && predicates.IsVerb(line, article - 1)
            && BeginsWithPlace(line, article);
        return (acts || appears || begins) && !(vocabulary.Generic.Has(line.Words[noun].In(line.Text)) && IsNearFirstCue(line));
    }

    /// <summary>"In der Ecke stimmt eine Cellistin": behind a place and the verb stands who does it.</summary>
    private bool BeginsWithPlace(ScriptLine line, int article)
    {
        var first = article;
        while (first > 0 && article - first < NounContext.Context && !NounContext.HasSentenceEnd(line, first - 1))
        {
            first--;
        }
        var word = line.Words[first].In(line.Text);
        return vocabulary.Ends.Has(word)
            && !NounContext.IsPronoun(word)
            && !vocabulary.Determiners.Has(word) | word is "Im" or "Am" or "Beim" or "Zur" or "Zum";
    }

    private bool IsNearFirstCue(ScriptLine line) =>
        cast.ByKey.Values.Any(p => p.HasCue && p.FirstCue > line.Line && p.FirstCue <= line.Line + NearCue);

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
            return vocabulary.Ages.Has(line.Words[noun].In(line.Text))
                && !predicates.IsVerb(line, noun + 1)
                && !vocabulary.Ends.Has(next)
                && vocabulary.Language != ScriptLanguage.Russian;
        }
        return !predicates.IsVerb(line, noun + 1)
            && (
                vocabulary.People.Has(next) || vocabulary.Crowds.Has(next) || things.Find(next) is not null || vocabulary.NoThings.Has(next)
            );
    }

    private bool IsAdjective(ScriptLine line, int at)
    {
        var word = line.Words[at].In(line.Text);
        if (vocabulary.Language == ScriptLanguage.Russian)
        {
            return word.Length > 4
                && (word.EndsWith("ый") || word.EndsWith("ий") || word.EndsWith("ой") || word.EndsWith("ая") || word.EndsWith("яя"));
        }
        return !vocabulary.Determiners.Has(word)
            && !AnyIndefinite.Has(word)
            && !vocabulary.Ends.Has(word)
            && !vocabulary.Joints.Has(word)
            && !vocabulary.Counts.Has(word)
            && !Words.IsShouted(word)
            && !Words.IsPossessive(word)
            && !(vocabulary.Language == ScriptLanguage.German && char.IsUpper(word[0]))
            && !(vocabulary.Verbs.Has(word) && vocabulary.Language == ScriptLanguage.English && word[^1] == 's');
    }

    private bool IsDefinite(ReadOnlySpan<char> word) =>
        Definite.Has(word) || (vocabulary.Language == ScriptLanguage.Portuguese && word is "o" or "a" or "O" or "A");

    private static string Capitalised(string noun) => char.ToUpperInvariant(noun[0]) + noun[1..];
}
