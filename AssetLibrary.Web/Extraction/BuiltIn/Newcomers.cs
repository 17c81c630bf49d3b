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

    private static readonly WordList Indefinite = new("a an another ein eine un une una uno um uma");

    private static readonly WordList AnyIndefinite = new("a an another ein eine einen einem einer un une una uno um uma");

    private static readonly WordList Definite = new("the der die das den dem le la les l el los il lo gli al del au du");

    private static readonly WordList Numbers = new("""
        two three four five six zwei drei vier fünf sechs deux trois quatre cinq dos tres cuatro cinco seis due tre quattro cinque sei
        dois duas três quatro два две двое три трое четыре четверо
        """);

    private static readonly WordList Whoever = new("who whose whom that qui que quien che der die das dessen deren который которая");

    private readonly Dictionary<string, Seen> seen = new(StringComparer.OrdinalIgnoreCase);

    private readonly NounContext context = new(cast);

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
        who.IsSomebodyElse |= context.IsRevealed(line, noun);
        if (IsDefinite(article) && first == noun)
        {
            who.Again++;
            who.Acts |= IsVerb(line, noun + 1);
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

    /// <summary>Russian: the nominative before or behind what it does.</summary>
    private void WithoutArticle(ScriptLine line, int first, int noun)
    {
        var before = first > 0 && Words.Touch(line.Text, line.Words[first - 1], line.Words[first]) ? line.Words[first - 1].In(line.Text) : default;
        var comesAfter = vocabulary.Appears.Has(before);
        var isSeveral = Numbers.Has(before);
        var begins = NounContext.StartsSentence(line, isSeveral ? first - 1 : first) && IsVerb(line, noun + 1);
        if ((comesAfter || begins) && (isSeveral || !vocabulary.Crowds.Has(line.Words[noun].In(line.Text))) && !context.IsElsewhere(line, first, noun))
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
        if (context.IsElsewhere(line, article, noun))
        {
            return false;
        }
        var acts = IsVerb(line, noun + 1);
        var appears = article > 0 && vocabulary.Appears.Has(line.Words[article - 1].In(line.Text)) && Words.Touch(line.Text, line.Words[article - 1], line.Words[article]);
        var begins = NounContext.StartsSentence(line, article) && !(noun + 1 < line.Words.Count && Whoever.Has(line.Words[noun + 1].In(line.Text))) && !context.IsAfterName(line, article);
        appears |= vocabulary.Language == ScriptLanguage.German && article > 1 && IsVerb(line, article - 1) && BeginsWithPlace(line, article);
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
        return vocabulary.Ends.Has(word) && !NounContext.IsPronoun(word) && !vocabulary.Determiners.Has(word) | word is "Im" or "Am" or "Beim" or "Zur" or "Zum";
    }

    private bool IsNearFirstCue(ScriptLine line) => cast.ByKey.Values.Any(p => p.HasCue && p.FirstCue > line.Line && p.FirstCue <= line.Line + NearCue);

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
