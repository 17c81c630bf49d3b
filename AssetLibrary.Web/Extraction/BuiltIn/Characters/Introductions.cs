using AssetLibrary.Web.Extraction.BuiltIn.Language;
using AssetLibrary.Web.Extraction.BuiltIn.Props;
using AssetLibrary.Web.Names;

namespace AssetLibrary.Web.Extraction.BuiltIn.Characters;

/// <summary>Those whom the action introduces in capitals: speakers by their full name, and who never speaks.</summary>
internal sealed class Introductions(Cast cast, Things things, HashSet<string> placeWords)
{
    private const int OftenNamed = 2;

    private static readonly WordList NameWords = new(
        "name named called Name heißt nom nomme s'appelle appelle nombre llama nome chiama chama имя зовут"
    );

    private static readonly WordList Articles = new("THE DER DIE LE LA EL IL LO");

    private readonly Vocabulary vocabulary = cast.Vocabulary;

    private readonly NounContext context = new(cast);

    private readonly Predicates predicates = new(cast.Vocabulary, things);

    /// <summary>Capitals that could be a name, if the action goes on to use them as one.</summary>
    private readonly Dictionary<string, Person> candidates = new(StringComparer.Ordinal);

    /// <summary>Capitals that name a speaker more fully, or somebody who never speaks.</summary>
    public void Read(CapitalName capitals, Func<string, int, bool> speaksIn)
    {
        var key = cast.Names.Key(capitals.Text);
        var words = key.Split(' ');
        if (
            cast.Find(key) is { HasCue: true } speaker
            && NameWordBefore(capitals) is { } naming
            && UnnamedBefore(capitals, naming) is { } unnamed
            && unnamed != speaker
        )
        {
            speaker.TakeOver(unnamed, cast.ByKey);
        }
        if (
            key.Length < 2
            || capitals.IsQuoted()
            || cast.Find(key) is not null
            || IsSeveralOfOne(key)
            || (!capitals.IsFollowedByAge() && context.IsOnlyName(capitals.Line, capitals.First, predicates))
        )
        {
            return;
        }
        if ((Apposed(capitals) ?? NamedBehind(capitals) ?? NamedLater(capitals)) is { } known)
        {
            known.AlsoCalled(key, capitals.Text, cast.ByKey);
            return;
        }
        if (ByWhatTheyAre(words) is { } cook)
        {
            cook.AlsoCalled(key, capitals.Text, cast.ByKey);
            return;
        }
        var called = cast.CalledIn(words);
        if (
            called is not null
            && cast.IsCalled(called, key)
            && (!vocabulary.People.Has(called) || IsFirstOfTheKind(called, capitals.Line.Scene, speaksIn))
        )
        {
            cast.ByKey[called].AlsoCalled(key, capitals.Text, cast.ByKey);
        }
        else if ((called is null || !cast.IsAged(words) ? Likelihood(capitals, words) : Confidence.Probable) is { } confidence)
        {
            cast.ByKey[key] = new Person(key, capitals.Text) { Confidence = confidence };
        }
        else if (called is null && CouldBeName(capitals, words))
        {
            candidates.TryAdd(
                key,
                new Person(key, capitals.Text) { Confidence = capitals.IsFollowedByPredicate() ? Confidence.Probable : Confidence.Ask }
            );
        }
    }

    /// <summary>UNIT SEVEN in capitals once, and "Unit Seven" later, again and again: somebody.</summary>
    public void Recurring(IEnumerable<ScriptLine> action)
    {
        var named = new Mentions(candidates, vocabulary)
            .In(action)
            .Where(m => !m.Line.IsShouted && !Words.IsShouted(m.Line.WordAt(m.At)))
            .CountBy(m => m.Person);
        foreach (var (person, count) in named)
        {
            if (count >= (person.Confidence == Confidence.Ask ? OftenNamed : 1) && cast.Find(person.Keys[0]) is null)
            {
                cast.ByKey[person.Keys[0]] = person;
            }
        }
    }

    /// <summary>ODO THE SMITH is ODO, and SMITH, too, where each has cues of his own.</summary>
    private Person? ByWhatTheyAre(string[] words)
    {
        var article = Array.FindIndex(words, w => Articles.Has(w));
        if (
            article < 1
            || article + 1 >= words.Length
            || !cast.ByKey.TryGetValue(string.Join(' ', words[..article]), out var named)
            || !vocabulary.People.Has(words[^1])
        )
        {
            return null;
        }
        if (cast.ByKey.TryGetValue(string.Join(' ', words[(article + 1)..]), out var noun) && noun != named)
        {
            named.TakeOver(noun, cast.ByKey);
        }
        return named;
    }

    private bool CouldBeName(CapitalName capitals, string[] words) =>
        vocabulary.Language != ScriptLanguage.German
        && !vocabulary.Trade.Has(words[0])
        && !vocabulary.Trade.Has(words[^1])
        && !vocabulary.Crowds.Has(words[^1])
        && !capitals.IsAfterDeterminer()
        && things.Find(words[^1]) is null
        && !vocabulary.NoThings.Has(words[^1])
        && !Array.Exists(words, placeWords.Contains)
        && !Words.IsPossessive(words[^1])
        && !vocabulary.Verbs.Has(words[0])
        && !vocabulary.Small.Has(words[0]);

    /// <summary>"Her name is ODALYS": the child that spoke last without a name.</summary>
    private Person? NamedLater(CapitalName capitals)
    {
        for (var i = capitals.First - 1; i >= 0 && i >= capitals.First - 14; i--)
        {
            var between = capitals.Line.Text.AsSpan(
                capitals.Line.Words[i].End,
                capitals.Line.Words[i + 1].Start - capitals.Line.Words[i].End
            );
            if (between.IndexOfAny(".!?") >= 0)
            {
                return null;
            }
            if (NameWords.Has(capitals.WordAt(i)))
            {
                return LastUnnamed(capitals.Line);
            }
        }
        return capitals.First == 0 && capitals.Line.Offset > 0 ? NamedInLineBefore(capitals.Line) : null;
    }

    private Person? NamedInLineBefore(ScriptLine line)
    {
        var before = line.Paragraph.AsSpan(0, line.Offset);
        before = before[(before.LastIndexOfAny(".!?") + 1)..];
        foreach (var range in before.SplitAny(' ', '\n', ','))
        {
            if (NameWords.Has(before[range]))
            {
                return LastUnnamed(line);
            }
        }
        return null;
    }

    private Person? LastUnnamed(ScriptLine line) =>
        cast
            .ByKey.Values.Where(p =>
                p.HasCue
                && p.Keys.Count == 1
                && vocabulary.People.Has(p.Keys[0])
                && p.FirstCue < line.Line
                && line.Scene - p.FirstScene <= 1
            )
            .OrderByDescending(p => p.FirstCue)
            .FirstOrDefault();

    /// <summary>
    /// A cue that is only a noun (WOMAN) is the first one introduced more fully in a scene where she speaks, and no other.
    /// </summary>
    private bool IsFirstOfTheKind(string cue, int scene, Func<string, int, bool> speaksIn) =>
        cast.ByKey[cue].Keys.Count == 1 && speaksIn(cue, scene);

    /// <summary>"Two OLD BOYS" where OLD BOY speaks.</summary>
    private bool IsSeveralOfOne(string key)
    {
        foreach (var plural in (ReadOnlySpan<string>)["ES", "S", "EN", "ER", "N", "E"])
        {
            if (key.Length > plural.Length + 2 && key.EndsWith(plural, StringComparison.Ordinal) && IsOneOf(key[..^plural.Length]))
            {
                return true;
            }
        }
        return key.EndsWith("MEN", StringComparison.Ordinal) && IsOneOf(key[..^2] + "AN");
    }

    private bool IsOneOf(string one) =>
        cast.ByKey.ContainsKey(one) || cast.ByKey.ContainsKey(one + " 1") || cast.ByKey.ContainsKey(one + " 2");

    /// <summary>"LE NOTAIRE, maître PINSONNET, 55 ans": two names of one, where the first is a noun and the second a name.</summary>
    private Person? Apposed(CapitalName capitals)
    {
        var (line, first) = (capitals.Line, capitals.First);
        var title =
            first > 0
            && vocabulary.Titles.Has(capitals.WordAt(first - 1))
            && Words.Touch(line.Text, line.Words[first - 1], line.Words[first]);
        var before = first - (title ? 2 : 1);
        if (before < 0 || vocabulary.People.Has(capitals.WordAt(capitals.Last)) || !(title || capitals.IsFollowedByAge()))
        {
            return null;
        }
        var between = line.Text.AsSpan(line.Words[before].End, line.Words[before + 1].Start - line.Words[before].End).Trim("*_ ");
        var noun = cast.Names.Key(line.Words[before].In(line.Text).ToString());
        return
            between is ","
            && Words.IsShouted(line.Words[before].In(line.Text))
            && vocabulary.People.Has(noun)
            && cast.ByKey.TryGetValue(noun, out var known)
            ? known
            : null;
    }

    /// <summary>
    /// "The PARISH PRIEST, Don Abilio, points": capitals for what he is, and behind them the name of somebody who speaks.
    /// </summary>
    private Person? NamedBehind(CapitalName capitals)
    {
        var line = capitals.Line;
        if (
            capitals.Last + 1 >= line.Words.Count
            || capitals.IsCounted()
            || vocabulary.Crowds.Has(capitals.WordAt(capitals.Last))
            || Endings.Singular(capitals.WordAt(capitals.Last), vocabulary.Language, vocabulary.People) is not null
            || !(capitals.IsAfterDeterminer() || cast.IsCommon(cast.Names.Key(capitals.Text)))
            || !line.Text.AsSpan(line.Words[capitals.Last].End).TrimStart("*_").StartsWith(", ")
        )
        {
            return null;
        }
        for (var last = Math.Min(capitals.Last + 3, line.Words.Count - 1); last > capitals.Last; last--)
        {
            if (
                char.IsUpper(line.Text[line.Words[last].Start])
                && line.Text.AsSpan(line.Words[last].End).TrimStart("*_ ") is [] or [',' or '.' or ';' or '(' or ':', ..]
                && cast.ByKey.TryGetValue(cast.Names.Key(Words.Phrase(line.Text, line.Words, capitals.Last + 1, last)), out var known)
                && known.HasCue
                && !vocabulary.People.Has(known.Keys[0])
            )
            {
                return known;
            }
        }
        return null;
    }

    private static int? NameWordBefore(CapitalName capitals)
    {
        for (var i = capitals.First - 1; i >= 0 && i >= capitals.First - 2 && !NounContext.HasSentenceEnd(capitals.Line, i); i--)
        {
            if (NounContext.IsNaming(capitals.WordAt(i)))
            {
                return i;
            }
        }
        return null;
    }

    /// <summary>"The Man in a Suit, whose name is VOSS, yawns": who has cues as a man in a suit, and is in the same sentence.</summary>
    private Person? UnnamedBefore(CapitalName capitals, int naming)
    {
        var line = capitals.Line;
        for (var first = naming - 1; first >= 0 && first >= naming - 10 && !NounContext.HasSentenceEnd(line, first); first--)
        {
            for (var last = naming - 1; last >= first; last--)
            {
                if (
                    cast.ByKey.TryGetValue(cast.Names.Key(Words.Phrase(line.Text, line.Words, first, last)), out var known)
                    && cast.IsCommon(known.Keys[0])
                )
                {
                    return known;
                }
            }
        }
        return null;
    }

    /// <summary>"His dog, BISCUIT, growls": a noun for somebody between commas and then the name.</summary>
    private bool IsAfterNoun(CapitalName capitals)
    {
        var (line, first) = (capitals.Line, capitals.First);
        if (
            first > 0
            && Words.Touch(line.Text, line.Words[first - 1], line.Words[first])
            && vocabulary.People.Has(capitals.WordAt(first - 1))
            && !vocabulary.Ages.Has(capitals.WordAt(first - 1))
            && things.Find(capitals.WordAt(capitals.Last)) is null
            && !vocabulary.People.Has(capitals.WordAt(capitals.Last))
        )
        {
            return true; // "her dachshund BISMARCK"
        }
        return first > 1
            && vocabulary.People.Has(capitals.WordAt(first - 1))
            && char.IsLower(capitals.WordAt(first - 1)[0])
            && line.Text.AsSpan(line.Words[first - 1].End, line.Words[first].Start - line.Words[first - 1].End).Trim("*_ ") is ","
            && line.Text.AsSpan(line.Words[capitals.Last].End).TrimStart("*_ ") is [',' or '.' or '(' or ';', ..] or [];
    }

    /// <summary>Null: no person.</summary>
    private Confidence? Likelihood(CapitalName capitals, string[] words)
    {
        var (first, last) = (words[0], words[^1]);
        if (
            (vocabulary.Trade.Has(first) && !vocabulary.People.Has(last))
            || vocabulary.Trade.Has(last)
            || Words.IsPossessive(last)
            || Words.IsPossessive(first)
            || (words.Length > 1 && Array.TrueForAll(words, w => placeWords.Contains(w) || Articles.Has(w)))
        )
        {
            return null;
        }
        if (capitals.IsFollowedByAge())
        {
            return Confidence.Sure;
        }
        if (IsAfterNoun(capitals))
        {
            return Confidence.Probable;
        }
        if (
            vocabulary.Crowds.Has(last)
            || (!vocabulary.People.Has(last) && Endings.Singular(last, vocabulary.Language, vocabulary.People) is not null)
        )
        {
            return capitals.IsCounted() ? Confidence.Probable : null;
        }
        if (
            vocabulary.People.Has(last)
            || (
                words.Length > 1
                && (
                    vocabulary.Titles.Has(first)
                    || (
                        vocabulary.People.Has(first)
                        && !placeWords.Contains(first)
                        && !vocabulary.NoThings.Has(last)
                        && things.Find(last) is null
                    )
                )
            )
        )
        {
            return Confidence.Probable;
        }
        if (
            capitals.IsAfterDeterminer()
            || things.Find(last) is not null
            || things.IsFurniture(last)
            || vocabulary.NoThings.Has(last)
            || placeWords.Contains(last)
        )
        {
            return null;
        }
        if (capitals.IsFollowedByBrackets())
        {
            return Confidence.Probable;
        }
        return capitals.IsFollowedByDescription() || capitals.IsFollowedByVerb() ? Confidence.Ask : null;
    }
}
